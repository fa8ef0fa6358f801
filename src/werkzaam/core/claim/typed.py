"""Numbers typed by hand in a sentence. In a report a number is a reference, so that it cannot go out of date.

The rule: outside references no digit stands in a sentence, but for two cases. A word that begins with a letter may
hold digits (VIP2, COVID-19, level B1). A year (1900–2099) may stand right after a month, or after a word with a
capital that does not begin the sentence, so as part of a name (Participatiewet 2015). Ordinals are words (tweede,
second). Numbers in words are not looked for.
"""

from __future__ import annotations

import re

from werkzaam.core.claim.render import REFERENCE

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_YEAR = re.compile(r"(19|20)\d\d")
_MONTHS = re.compile(
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "january|february|march|may|june|july|august|october"
)


def typed(sentence: str) -> tuple[str, ...]:
    """Every number that was typed, as it stands."""
    words = [word.strip() for word in REFERENCE.sub(" ", sentence).split()]
    return tuple(word for at, word in enumerate(words) if _is_typed(words, at))


def _is_typed(words: list[str], at: int) -> bool:
    word = words[at]
    if not any(sign.isnumeric() for sign in word):
        return False
    bare = _EDGES.sub("", word)
    return not (bare[:1].isalpha() or (_YEAR.fullmatch(bare) and _names_a_year(words, at)))


def _names_a_year(words: list[str], at: int) -> bool:
    before = words[at - 1] if at else ""
    begins = at == 1 or (at > 1 and words[at - 2][-1:] in ".!?")
    return _MONTHS.fullmatch(before.lower()) is not None or (before[:1].isupper() and not begins)
