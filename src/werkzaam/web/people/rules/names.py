"""Names as they are looked for: without capitals and without the marks that a keyboard may not have."""

from __future__ import annotations

import unicodedata

ALONE = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"}
)  # letters that Unicode does not take apart into a letter and a mark


def fold(text: str) -> str:
    """`text` to search by: "Gülşen de Boër" becomes "gulsen de boer"; other scripts keep their letters."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.translate(ALONE).split())


def folded(given_name: str, family_name: str) -> str:
    """What is kept beside a name, so that a search asks the database for plain letters."""
    return fold(f"{given_name} {family_name}")
