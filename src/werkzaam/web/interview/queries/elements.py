"""Experienced working elements and improvement points: who names them, what speaks against, what may be printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzaam.core.coding.pseudonym import Rare, rare
from werkzaam.web.interview.models import Code, Coding, Judgement, Quote
from werkzaam.web.interview.queries import matrix as matrices
from werkzaam.web.interview.queries import passages, told
from werkzaam.web.interview.queries.reach import allowed

KINDS = (Code.Kind.ELEMENT, Code.Kind.IMPROVEMENT)
ATTRIBUTES = ("perspective", "arm", "region", "language")


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
    corpus = told.corpus(coding.source.study, account, on=on, sentences=False)
    for voice in corpus.speaking.of(str(coding.source_id), coding):
        return _attributes(voice)
    return {}


def fits(found_study: Any, chosen: Mapping[str, str], account: str, *, on: date) -> tuple[int, list[Rare]]:
    """How many persons of the study all of `chosen` fits, and the smallest combinations that fit too few."""
    corpus = told.corpus(found_study, account, on=on, sentences=False)
    persons = {voice.person: _attributes(voice) for voice in corpus.voices}
    fewest = sum(
        all(person.get(name) == value for name, value in chosen.items()) for person in persons.values()
    )
    return fewest, list(rare(chosen, list(persons.values())))


def _attributes(voice: Any) -> dict[str, str]:
    return {"perspective": voice.perspective, **voice.attributes}
