"""What a report may print of a study's codes, asked for all codes at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzaam.web.interview.models import Coding, Judgement, Quote
from werkzaam.web.interview.queries import seen
from werkzaam.web.interview.queries.reach import allowed

NOBODY = ""
"""No account: codings of a round that is still blind do not count."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A quote that was signed off; `pseudonym` is of whom, for the consent and the log alone."""

    pk: int
    code: int
    wording: str
    language: str
    told: Mapping[str, str]
    against: bool
    pseudonym: str


def signed(found_study: Any, *, on: date) -> list[Signed]:
    """Quotes whose speaker's consent stands on this day, in the order they were made."""
    standing = allowed(found_study.code, on=on)
    codings = seen.in_study(found_study, NOBODY).values("pk")
    rows = (
        Quote.objects.filter(coding__in=codings)
        .select_related("coding__source")
        .defer("coding__source__text")
    )
    return [
        Signed(
            row.pk, row.coding.code_id, row.wording, row.coding.source.language, row.told,
            row.coding.stance == Coding.Stance.AGAINST, row.coding.source.pseudonym,
        )
        for row in rows
        if row.coding.source.pseudonym in standing
    ]  # fmt: skip


def judged(found_study: Any) -> dict[int, dict[str, str]]:
    """The answers to the four questions, by code and question."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for one in Judgement.objects.filter(code__study=found_study):
        found[one.code_id][one.question] = one.text
    return dict(found)


def speakers(quotes: Collection[int]) -> dict[int, str]:
    """Pseudonym per quote, also of who withdrew since: to find them in what was published."""
    rows = Quote.objects.filter(pk__in=quotes).exclude(coding__source__pseudonym="")
    return dict(rows.values_list("pk", "coding__source__pseudonym"))
