"""Passages: of one code, of any combination, and of words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.db.models.functions import Substr

from werkzaam.core.coding.fold import fold
from werkzaam.web.interview.models import Code, Coding, Source
from werkzaam.web.interview.queries import reach, seen

AROUND = 1  # sentences on either side of a word that was found
MOST = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """Words with one code on them, and where they stand."""

    coding: Coding
    text: str


def of_code(found_study: Any, code: Code, account: str, *, on: date) -> list[Passage]:
    """All passages of one code, in the order of the texts; the database cuts them out (2 queries)."""
    standing = reach.allowed(found_study.code, on=on)
    rows = (
        seen.in_study(found_study, account)
        .filter(code=code)
        .select_related("source")
        .defer("source__text", "source__folded", "source__sentences", "source__turns")
        .annotate(words=Substr("source__text", F("start") + 1, F("end") - F("start")))
        .order_by("source__perspective", "source__title", "source_id", "start")
    )
    return [Passage(row, row.words) for row in rows if row.source.pseudonym in standing]


@dataclass(frozen=True, slots=True)
class Hit:
    """Sentence `number` (from 1) of a source, with what stands before and after it."""

    source: Source
    number: int
    before: str
    text: str
    after: str


def search(found_study: Any, words: str, *, on: date, most: int = MOST) -> tuple[int, list[Hit]]:
    """How many sentences hold `words` (case and marks on letters aside), and the first of them (2 queries)."""
    wanted = " ".join(fold(words).split())
    if not wanted:
        return 0, []
    standing = reach.allowed(found_study.code, on=on)
    rows = Source.objects.filter(study=found_study, folded__contains=wanted).defer("turns")
    hits = [(row, at) for row in rows if row.pseudonym in standing for at in _lines(row.folded, wanted)]
    return len(hits), [_hit(row, at) for row, at in hits[:most]]


def _lines(folded: str, wanted: str) -> list[int]:
    return [index for index, line in enumerate(folded.split("\n")) if wanted in line]


def _hit(row: Source, index: int) -> Hit:
    def words(first: int, last: int) -> str:
        found = row.sentences[max(0, first) : max(0, last)]
        return row.text[found[0][0] : found[-1][1]] if found else ""

    return Hit(
        row,
        index + 1,
        words(index - AROUND, index),
        words(index, index + 1),
        words(index + 1, index + 1 + AROUND),
    )
