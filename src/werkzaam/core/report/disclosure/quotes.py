"""Quotes that could give away who speaks: told of one person alone, or with a name, number or date in the wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from werkzaam.core.claim.dossier import Element, Quote

SHARED = 3
"""What is told of a speaker fits so many quotes of so many elements at least, else it is rare."""

MUCH = 2
"""More attributes than this together make a person."""

_MARKS = {
    "number": re.compile(r"\d"),
    "e-mail": re.compile(r"@"),
    "name": re.compile(r"(?<=[\w,;:]\s)(?!I\b)[A-Z][a-z]+"),
}
_OPENING = re.compile(r"[.!?…:]\s+[A-Z]|[“\"‘'(]\s*[A-Z]")


@dataclass(frozen=True, slots=True)
class Rare:
    """What about which quote, by its key; never the wording."""

    quote: str
    kind: str


def rare(elements: Iterable[Element]) -> tuple[Rare, ...]:
    """Every doubt, for a person to answer: what is told of the speaker is rare, or the wording names something."""
    quotes = list({quote.key: quote for one in elements for quote in one.quotes}.values())
    told = Counter(part for quote in quotes for part in _told(quote))
    return tuple(Rare(quote.key, kind) for quote in quotes for kind in dict.fromkeys(_doubts(quote, told)))


def _doubts(quote: Quote, told: Counter[str]) -> Iterator[str]:
    if any(told[part] < SHARED for part in _told(quote)):
        yield "told of few"
    if len(_told(quote)) > MUCH:
        yield "much told of one speaker"
    text = _OPENING.sub(lambda found: found[0].lower(), quote.wording)
    yield from (kind for kind, mark in _MARKS.items() if mark.search(text))


def _told(quote: Quote) -> tuple[str, ...]:
    """The attributes told of the speaker, such as perspective and language, in one of the edition's languages."""
    first = next(iter(quote.told.values()), "")
    return tuple(part.strip().casefold() for part in first.split(",") if part.strip())
