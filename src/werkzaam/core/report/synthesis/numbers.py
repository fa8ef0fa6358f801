"""Every number of a synthesis under a path, for its sentences and for machines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from werkzaam.core.effect.result import Interval
from werkzaam.core.report.synthesis.model import Pilot, Question


def numbers(pilots: Sequence[Pilot], questions: Sequence[Question]) -> dict[str, float | None]:
    """Roots: `pilot.<name>…` and `question.<key>…`; None where a number cannot be had."""
    rows = [
        *(row for one in pilots for row in _pilot(one)),
        *(row for one in questions for row in _question(one)),
    ]
    return {path: value if value is not None and math.isfinite(value) else None for path, value in rows}


def _pilot(pilot: Pilot) -> Iterator[tuple[str, float | None]]:
    for arm in pilot.plan.arms:
        for name in ("planned_per_week", "per_week"):
            yield f"pilot.{pilot.key}.{name}.{arm.key}", pilot.evidence.get(f"dose.{name}.{arm.key}")
        yield f"pilot.{pilot.key}.persons.{arm.key}", _persons(pilot, arm.key)


def _persons(pilot: Pilot, arm: str) -> float | None:
    """Everybody in the arm at the start, as the response counts them."""
    return pilot.evidence.get(f"response.{arm}.{pilot.plan.baseline.key}.of")


def _question(one: Question) -> Iterator[tuple[str, float | None]]:
    path = f"question.{one.key}"
    yield f"{path}.shown", len(one.members)
    yield f"{path}.counted", len(one.pooled.studies) if one.pooled else 0
    for member in one.members:
        yield from _ends(f"{path}.{member.pilot}", Interval(member.value, member.low, member.high))
        yield f"{path}.{member.pilot}.se", member.se
        yield f"{path}.{member.pilot}.n", member.n
    if one.pooled:
        yield from _pooled(path, one)


def _pooled(path: str, one: Question) -> Iterator[tuple[str, float | None]]:
    assert one.pooled is not None
    between = one.pooled.heterogeneity
    yield from ((f"{path}.{each.key}.weight", each.share) for each in one.pooled.studies)
    yield from _ends(f"{path}.mean", one.pooled.hartung_knapp)
    yield from _ends(f"{path}.classic", one.pooled.classic)
    yield from _ends(f"{path}.prediction", one.pooled.prediction)
    yield from _ends(f"{path}.tau2", between.tau2)
    yield from _ends(f"{path}.i2", between.i2)
    yield from ((f"{path}.q", between.q), (f"{path}.df", between.df), (f"{path}.q_p", between.p))
    yield from ((f"{path}.se", one.pooled.se), (f"{path}.p", one.pooled.p))


def _ends(path: str, ends: Interval) -> Iterator[tuple[str, float]]:
    yield from ((f"{path}.value", ends.value), (f"{path}.low", ends.low), (f"{path}.high", ends.high))
