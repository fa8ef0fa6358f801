"""Blind double coding: how far it is, how far the coders agree, and what is left to settle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from werkzaam.core.coding.agreement import Agreement, agreement, disagreements
from werkzaam.core.coding.coding import Coding as CoreCoding
from werkzaam.core.coding.sentence import Sentence
from werkzaam.web.interview import rules
from werkzaam.web.interview.models import Code, Coding, Decision, Round, Source
from werkzaam.web.interview.queries import book, reach
from werkzaam.web.people import queries as people

SEED = 20  # of the interval: the same round shows the same figures every time


def coders(found_study: Any, *, on: date) -> dict[str, str]:
    """Account → name of those who may code in this study."""
    home = people.organisation(found_study.organisation)
    if home is None:
        return {}
    above = people.organisation_tree().line(home.pk)
    rows = people.holders("interview.code", above, on=on)
    return {str(row.account_id): row.account.name for row in rows}


def rounds(found_study: Any) -> list[Round]:
    return list(Round.objects.filter(study=found_study).prefetch_related("sources", "coders"))


@dataclass(frozen=True, slots=True)
class Compared:
    """The material of a released round, as core compares it. Consent is asked: what was withdrawn is out."""

    sources: Mapping[str, Source]
    units: Mapping[str, tuple[Sentence, ...]]
    codings: tuple[CoreCoding, ...]
    coders: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Code]


def compared(found: Round, *, on: date) -> Compared:
    standing = reach.allowed(found.study.code, on=on)
    rows = Source.objects.filter(rounds__round=found).defer("folded", "turns")
    sources = {str(row.pk): row for row in rows if row.pseudonym in standing}
    members = tuple(found.coders.values_list("coder", flat=True))
    codings = Coding.objects.filter(round=found, code__gone_at=None, source__in=list(sources))
    codes = {str(row.pk): row for row in book.codes(found.study)}
    return Compared(
        sources,
        {key: rules.units(row.sentences) for key, row in sources.items()},
        tuple(_of_coder(row) for row in codings),
        dict.fromkeys(sources, members),
        codes,
    )


def _of_coder(row: Coding) -> CoreCoding:
    return CoreCoding(str(row.pk), str(row.source_id), row.start, row.end, str(row.code_id), row.coder)


@dataclass(frozen=True, slots=True)
class Agreed:
    code: Code
    figures: Agreement


def agreed(found: Compared) -> list[Agreed]:
    """Alpha per code that was used by anyone, most used first."""
    used = {one.code for one in found.codings}
    figures = agreement(
        found.units, found.codings, found.coders, sorted(used, key=int), np.random.default_rng(SEED)
    )
    rows = [Agreed(found.codes[one.code], one) for one in figures]
    return sorted(rows, key=lambda row: (-row.figures.coded, row.code.name))


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence on which the coders differ, and what they settled."""

    source: Source
    sentence: int
    text: str
    code: Code
    coded_by: tuple[str, ...]
    not_by: tuple[str, ...]
    decision: Decision | None

    @property
    def number(self) -> int:
        return self.sentence + 1


def questions(found: Round, material: Compared, names: Mapping[str, str]) -> list[Question]:
    """The work list: the open ones first."""
    settled = {(str(d.source_id), d.sentence, str(d.code_id)): d for d in found.decisions.all()}
    rows = []
    for one in disagreements(material.units, material.codings, material.coders, material.codes):
        source, at = material.sources[one.source], material.units[one.source][one.index]
        rows.append(
            Question(
                source,
                one.index,
                source.text[at.start : at.end],
                material.codes[one.code],
                tuple(names.get(coder, "–") for coder in one.coded_by),
                tuple(names.get(coder, "–") for coder in one.not_by),
                settled.get((one.source, one.index, one.code)),
            )
        )
    return sorted(rows, key=lambda row: row.decision is not None)


def names(found: Round) -> dict[str, str]:
    """Account → name of the coders of a round, also of those who left."""
    return people.names(found.coders.values_list("coder", flat=True))
