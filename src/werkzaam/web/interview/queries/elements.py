"""Experienced working elements and improvement points: who names them, what speaks against, what may be printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzaam.core.coding.pseudonym import Rare, rare
from werkzaam.core.coding.voice import among
from werkzaam.web.interview.models import Code, Coding, Judgement, Quote
from werkzaam.web.interview.queries import lent, passages, told
from werkzaam.web.interview.queries import matrix as matrices
from werkzaam.web.interview.queries.reach import allowed

KINDS = (Code.Kind.ELEMENT, Code.Kind.IMPROVEMENT)
ATTRIBUTES = ("perspective", "arm", "region", "language", "dose")


@dataclass(frozen=True, slots=True)
class Element:
    """One element on the page of all: a row of the matrix, and how far its evidence was judged."""

    row: matrices.Row
    quotes: int
    judged: int

    @property
    def named_by(self) -> int:
        """Perspectives in which at least one voice names it."""
        return sum(1 for cell in self.row.cells if cell and cell.persons)

    @property
    def against(self) -> int:
        return sum(cell.against for cell in self.row.cells if cell)


@dataclass(frozen=True, slots=True)
class Elements:
    matrix: matrices.Matrix
    rows: tuple[Element, ...]


def elements(found_study: Any, account: str, *, on: date) -> Elements:
    """Every working element and improvement point of a study."""
    whole = matrices.matrix(found_study, account, on=on, kinds=KINDS)
    standing = allowed(found_study.code, on=on)
    quotes = _times(
        code
        for code, pseudonym in Quote.objects.filter(coding__code__study=found_study).values_list(
            "coding__code_id", "coding__source__pseudonym"
        )
        if pseudonym in standing
    )
    judged = _times(Judgement.objects.filter(code__study=found_study).values_list("code_id", flat=True))
    rows = tuple(Element(row, quotes.get(row.code.pk, 0), judged.get(row.code.pk, 0)) for row in whole.rows)
    return Elements(whole, rows)


def _times(codes: Any) -> dict[int, int]:
    found: dict[int, int] = {}
    for code in codes:
        found[code] = found.get(code, 0) + 1
    return found


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages of one element, for and against, with the quotes that were signed off by coding."""

    supporting: tuple[passages.Passage, ...]
    contradicting: tuple[passages.Passage, ...]
    quotes: Mapping[int, Quote]
    judgements: Mapping[str, Judgement]


def evidence(code: Code, account: str, *, on: date) -> Evidence:
    found = passages.of_code(code.study, code, account, on=on)
    against = Coding.Stance.AGAINST
    return Evidence(
        tuple(one for one in found if one.coding.stance != against),
        tuple(one for one in found if one.coding.stance == against),
        {quote.coding_id: quote for quote in Quote.objects.filter(coding__code=code)},
        {one.question: one for one in code.judgements.all()},
    )


def tellable(coding: Coding, account: str, *, on: date) -> dict[str, str]:
    """What is known of the speaker of a passage that a reader may print with it."""
    voices = told.voices(coding.source, lent.known(coding.source.study))
    speaking = among(voices, coding.speakers)
    return _attributes(speaking[0]) if speaking else {}


@dataclass(frozen=True, slots=True)
class Fits:
    """Persons whom all that is told with a quote fits: in the whole study, and among those spoken to; and the smallest
    combinations that fit too few of the study."""

    study: int
    spoken_to: int
    rare: tuple[Rare, ...]


@dataclass(frozen=True, slots=True)
class Population:
    """Everyone of a study as far as research knows them, by pseudonym: what a quote tells is held against them.

    Of someone not spoken to only the arm and what is lent (the band of contact) is known: what is not known of them
    does not count as a fit, so that a language or region stays as rare as among those spoken to.
    """

    everyone: tuple[Mapping[str, str], ...]
    spoken_to: tuple[Mapping[str, str], ...]

    def fits(self, chosen: Mapping[str, str]) -> Fits:
        both = [sum(_fit(one, chosen) for one in among) for among in (self.everyone, self.spoken_to)]
        return Fits(both[0], both[1], rare(chosen, self.everyone))


def population(found_study: Any, *, on: date) -> Population:
    known = lent.known(found_study)
    everyone = told.heard(found_study, on=on, known=known).everyone()
    heard = {one.person: _attributes(one) for one in everyone}
    standing = allowed(found_study.code, on=on)
    register = {
        pseudonym: {"perspective": "participant", **about}
        for pseudonym, about in known.items()
        if pseudonym in standing
    }
    return Population(tuple((register | heard).values()), tuple(heard.values()))


def _fit(person: Mapping[str, str], chosen: Mapping[str, str]) -> bool:
    return all(person.get(name) == value for name, value in chosen.items())


def _attributes(voice: Any) -> dict[str, str]:
    return {"perspective": voice.perspective, **voice.attributes}
