"""Words as they are compared: without case and without marks on letters."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart, yet people type without their mark.
_PLAIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ĳ": "ij"})


def fold(text: str) -> str:
    """`Ömer` and `OMER` become one and the same; Arabic loses its vowel signs and hamzas on carriers.

    Unicode Standard Annex 15 (NFKD), then marks (Mn) and the Arabic stretch (tatweel) left out, then casefold.
    Never count positions on what comes back: it may be longer or shorter.
    """
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in apart if unicodedata.category(sign) != "Mn" and sign != "\u0640")
    return bare.casefold().translate(_PLAIN)
