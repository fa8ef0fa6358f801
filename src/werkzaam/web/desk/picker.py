"""What a claim can refer to, found by a word: numbers by name with their value of today, elements, quotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from werkzaam.core.claim.dossier import Source
from werkzaam.core.claim.evidence import Number
from werkzaam.core.claim.render import number
from werkzaam.core.report.said import words
from werkzaam.web.desk.numbers import listed
from werkzaam.web.desk.room import Room

MOST = 20
LANGUAGES = ("nl", "en")
COUNTS = frozenset(
    {"asked", "persons", "against", "passages", "perspectives", "clusters", "started", "analysed"}
)
PS = frozenset({"p", "p_adjusted"})
SHARES = frozenset({"share", "whole_share", "overall", "differential"})


@dataclass(frozen=True, slots=True)
class Found:
    """Something to lean on. `reference` is what goes into a sentence ("": it can only be evidence)."""

    source: str
    target: str
    label: str
    nl: str
    en: str
    reference: str

    @property
    def use(self) -> str:
        return f"{self.source}|{self.target}"


def find(here: Room, asked: str) -> list[Found]:
    """The first of whatever holds every word that was asked for."""
    wanted = asked.casefold().split()
    if not wanted:
        return []
    hits = (one for one in everything(here) if all(word in _told(one) for word in wanted))
    return [one for one, _n in zip(hits, range(MOST), strict=False)]


def everything(here: Room) -> Iterator[Found]:
    language = (get_language() or "nl")[:2]
    for element in here.dossier.elements:
        yield Found(Source.ELEMENT, element.key, words(element.label, language), "", "", "")
        for quote in element.quotes:
            yield Found(
                Source.QUOTE, quote.key, f"“{quote.wording}” ({words(quote.told, language)})", "", "", ""
            )
    for title in here.dossier.documents:
        yield Found(Source.DOCUMENT, title, title, "", "", "")
    for key in (*(one.key for one in here.computed), *(one.key for one in here.dossier.claims)):
        yield Found(Source.CLAIM, key, key, "", "", "")
    for path, value in listed(here.evidence).items():
        yield _number(path, value)


def _number(path: str, value: Number) -> Found:
    hint = hint_of(path, value)
    shown = {language: number(value, hint, language) for language in LANGUAGES}
    return Found(Source.NUMBER, path, path, shown["nl"], shown["en"], f"{{{path}|{hint}}}")


def hint_of(path: str, value: Number) -> str:
    """How a number of this name is written."""
    last = path.rpartition(".")[2]
    if last in PS:
        return "p"
    if last in SHARES:
        return "percent"
    whole = isinstance(value, int) or (value is not None and value == int(value))
    return "count" if last in COUNTS or whole else "points"


def _told(one: Found) -> str:
    return f"{one.label} {one.target}".casefold()
