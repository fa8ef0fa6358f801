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
MOST = 50


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
        .only("stance", "source__title", "source__perspective", "source__language", "source__pseudonym")
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


def search(
    found_study: Any, words: str, *, on: date, first: int = 0, most: int = MOST
) -> tuple[int, list[Hit]]:
    """How many sentences hold `words` (case and marks on letters aside), and `most` of them from `first` (3 queries).

    The folded texts alone tell where; only those that are shown are read.
    """
    wanted = " ".join(fold(words).split())
    if not wanted:
        return 0, []
    standing = reach.allowed(found_study.code, on=on)
    rows = Source.objects.filter(study=found_study, folded__contains=wanted)
    places = [
        (pk, at)
        for pk, pseudonym, folded in rows.values_list("pk", "pseudonym", "folded")
        if pseudonym in standing
        for at in lines(folded, wanted)
    ]
    return len(places), _hits(places[first : first + most])


def lines(folded: str, wanted: str) -> list[int]:
    """The numbers (from 0) of the lines that hold `wanted`."""
    found: list[int] = []
    number, seen_to, at = 0, 0, folded.find(wanted)
    while at >= 0:
        number += folded.count("\n", seen_to, at)
        found.append(number)
        seen_to = folded.find("\n", at)
        at = folded.find(wanted, seen_to) if seen_to >= 0 else -1
    return found


def _hits(places: list[tuple[int, int]]) -> list[Hit]:
    rows = Source.objects.defer("folded", "turns").in_bulk({pk for pk, _at in places})
    return [_hit(rows[pk], at) for pk, at in places]


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
