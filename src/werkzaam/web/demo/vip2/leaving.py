"""Leaving: the last rung, the outcome with its source, the end, and the aftercare that it made due."""

from __future__ import annotations

from typing import Any

from werkzaam.core.simulate.vip2 import Participant
from werkzaam.web.demo.cast import moment
from werkzaam.web.demo.vip2.troupe import Troupe, id_of
from werkzaam.web.journey import actions as journey
from werkzaam.web.journey.actions import outcome

WORK = ("paid-full", "paid-part")


def leave(troupe: Troupe, one: Participant, trajectory: Any, placement: Any) -> None:
    """What is known on the last day; nothing for who still takes part."""
    if one.exit is None:
        return
    coach, on = troupe.access(one.new_coach or one.coach), one.exit.on
    base: dict[str, Any] = {"by": coach, "at": moment(on, 17), "trajectory": trajectory}
    journey.rate_rung(**base, on=on, rung=one.rungs[-1], evidence="Laatste gesprek.")
    here = placement if placement is not None and placement.end_reason == "job-here" else None
    outcome.record_outcome(
        **base, id=id_of(one.key, "outcome"), kind=one.exit.kind, on=on, hours_per_week=one.exit.hours,
        source="contract" if one.exit.kind in WORK else "coach", placement=here,
        employer=here.employer if here is not None else None,
    )  # fmt: skip
    journey.end_trajectory(**base, ended_on=on, exit_reason=one.exit.reason)
    _look_after(one, coach, trajectory)


def _look_after(one: Participant, coach: Any, trajectory: Any) -> None:
    assert one.exit is not None
    due = {check.month: check for check in trajectory.aftercare.all()}
    for told in one.exit.checks:
        outcome.do_aftercare(
            by=coach, at=moment(told.on, 15), check=due[told.month], done_on=told.on, reached=told.reached,
            kind=told.kind,
        )  # fmt: skip
