"""A small index over publications: title, summary, claims and elements in every language, accents folded."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from werkzaam.core.report.edition import Edition
from werkzaam.web.public import cite
from werkzaam.web.public.editions import Published
from werkzaam.web.public.kept import Kept

LONGEST = 100
"""Signs of a question that are read."""
MOST = 8
"""Words of a question that are read."""
TITLE, NEAR, REST = 9, 3, 1
"""How much a word counts in the title, in names, themes and summary, and elsewhere."""

_made: Kept[tuple[Entry, ...]] = Kept(8)


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication's words, each part led and closed by a space, so that a word is found from its beginning."""

    title: str
    near: str
    rest: str


def search(found: Sequence[Published], question: str) -> list[Published]:
    """Those that hold every word of the question, best first, newest first among equals; all where it is empty."""
    wanted = folded(question[:LONGEST]).split()[:MOST]
    scored = [(_score(entry, wanted), one) for entry, one in zip(index(found), found, strict=True)]
    kept = [pair for pair in scored if pair[0] is not None]
    return [one for _, one in sorted(kept, key=lambda pair: -(pair[0] or 0))]


def index(found: Sequence[Published]) -> tuple[Entry, ...]:
    """Their words, made once for as long as the shelf holds the same."""
    digests = tuple(one.digest for one in found)
    return _made.get(digests, lambda: tuple(_entry(one) for one in found))


def folded(text: str) -> str:
    """Lower case, without accents, every sign that is no letter or number a space."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (sign for sign in plain if not unicodedata.combining(sign))
    return "".join(sign if sign.isalnum() else " " for sign in kept)


def _score(entry: Entry, wanted: Sequence[str]) -> int | None:
    """None where a word is nowhere."""
    total = 0
    for word in wanted:
        parts = ((entry.title, TITLE), (entry.near, NEAR), (entry.rest, REST))
        counted = sum(weight for text, weight in parts if f" {word}" in text)
        if not counted:
            return None
        total += counted
    return total


def _entry(one: Published) -> Entry:
    return Entry(_line(one.title.values()), _line(_near(one)), _line(_rest(one)))


def _line(texts: Iterable[str]) -> str:
    return " " + " ".join(folded(text) for text in texts) + " "


def _near(one: Published) -> Iterable[str]:
    yield from (*cite.people(one), *one.themes, *one.summary.values())
    if isinstance(one, Edition):
        yield from (*one.cooperation, *one.programme.values())


def _rest(one: Published) -> Iterable[str]:
    if not isinstance(one, Edition):
        return
    for claim in one.claims:
        yield from claim.text.values()
    for element in one.elements:
        yield from (*element.label.values(), *element.definition.values())
