"""Who left, with the outcome, and the aftercare that was done or is due now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from werkzaam.web.demo.cast import LEFT, Left, Stage, id_of, moment
from werkzaam.web.journey import actions as journey
from werkzaam.web.journey.actions import outcome

WORK = ("paid-part", "paid-full", "self-employed")
DUE_SINCE = timedelta(days=8)
"""Checks that fell due within these days were not done yet."""


def leave(stage: Stage) -> None:
    for key, left in LEFT.items():
        _leave(stage, key, left)
    _steps_on_the_way(stage)


def _leave(stage: Stage, key: str, left: Left) -> None:
    on, trajectory = stage.today - timedelta(days=left.days_ago), stage.trajectories[key]
    base: dict[str, Any] = {
        "by": stage.access(stage.coach(key), on),
        "at": moment(on, 17),
        "trajectory": trajectory,
    }
    outcome.record_outcome(
        **base, id=id_of(key, "outcome"), kind=left.kind, on=on, hours_per_week=left.hours,
        source="contract" if left.kind in WORK else "participant",
    )  # fmt: skip
    journey.end_trajectory(**base, ended_on=on, exit_reason=left.reason)
    for check in trajectory.aftercare.filter(due_on__lt=stage.today - DUE_SINCE).order_by("month"):
        reached = "not-reached" if left.kind == "lost" else "reached"
        day = check.due_on + timedelta(days=3)
        outcome.do_aftercare(
            by=base["by"], at=moment(day, 15), check=check, done_on=day, reached=reached,
            kind=left.kind if reached == "reached" else "", hours_per_week=left.hours if reached == "reached" else None,
        )  # fmt: skip


def _steps_on_the_way(stage: Stage) -> None:
    """Amina's own steps: a course, and then volunteering."""
    for number, (days, until, kind) in enumerate(((330, 230, "education"), (88, None, "volunteering"))):
        on = stage.today - timedelta(days=days)
        bram = stage.access("bram", on)
        made = outcome.record_outcome(
            by=bram, at=moment(on), id=id_of("p01", "outcome", number), trajectory=stage.trajectories["p01"], kind=kind,
            on=on, source="participant",
        )  # fmt: skip
        if until is not None:
            last = stage.today - timedelta(days=until)
            outcome.end_outcome(by=bram, at=moment(last), outcome=made, until_on=last)
