"""The codebook as core reads it, and as it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from werkzaam.core.coding import codebook as core
from werkzaam.core.coding import coding as core_coding
from werkzaam.web.interview.models import Change, Code, Coding, Memo
from werkzaam.web.interview.queries import seen


def codes(found_study: Any) -> QuerySet[Code]:
    """The codes that stand."""
    return Code.objects.filter(study=found_study, gone_at=None)


def as_core(rows: Iterable[Code]) -> core.Codebook:
    """Keys are ids. Raises CodingProblem."""
    return core.Codebook(tuple(one_as_core(row) for row in rows))


def one_as_core(row: Code) -> core.Code:
    return core.Code(
        key=str(row.pk),
        name=row.name,
        kind=core.Kind(row.kind),
        definition=row.definition,
        include=row.include,
        exclude=row.exclude,
        parent=None if row.parent_id is None else str(row.parent_id),
    )


def coding_as_core(row: Coding) -> core_coding.Coding:
    """The coder's key holds the round: the same coder may say the same in two rounds."""
    return core_coding.Coding(
        key=str(row.pk),
        source=str(row.source_id),
        start=row.start,
        end=row.end,
        code=str(row.code_id),
        coder=f"{row.coder}|{row.round_id or ''}",
        origin=core_coding.Origin(row.origin),
        stance=core_coding.Stance(row.stance),
        memo=row.memo,
        at=row.coded_at,
    )


@dataclass(frozen=True, slots=True)
class Branch:
    """A code at its depth in the tree, with how many passages have it."""

    depth: int
    code: Code
    passages: int


def tree(found_study: Any, account: str) -> list[Branch]:
    """The codebook from the top down (2 queries)."""
    rows = {str(row.pk): row for row in codes(found_study)}
    times = Counter(seen.in_study(found_study, account).values_list("code_id", flat=True).order_by())
    return [
        Branch(depth, rows[one.key], times[rows[one.key].pk]) for depth, one in as_core(rows.values()).walk()
    ]


def changes(found_study: Any) -> QuerySet[Change]:
    """What was done to the codebook, last first."""
    return Change.objects.filter(study=found_study).defer("gone", "come")


def last_standing(found_study: Any) -> Change | None:
    """The last change that was not taken back: the one that can be."""
    return Change.objects.filter(study=found_study, undone_at=None).first()


def memos(found_study: Any, **about: Any) -> QuerySet[Memo]:
    """Notes on a source, a code, or (source=None, code=None) the study."""
    return Memo.objects.filter(study=found_study, **about)
