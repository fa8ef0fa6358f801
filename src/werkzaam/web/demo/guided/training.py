"""Five groups in a row (3-domain §3.5): four are over, one runs now and has a waiting list."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import numpy as np

from werkzaam.web.demo.cast import SEED, Stage, id_of, moment
from werkzaam.web.journey.actions import training, training_certificate, training_enrol, training_roll
from werkzaam.web.journey.rules.training import Series

GROUPS, PLACES, SESSIONS = 5, 12, 10
WEEKS_APART = 14
RUNNING_SINCE = 38
"""Days ago that the last group began: six sessions held, the next ones to come."""
PRESENCE, SHARES = ("present", "late", "excused", "absent"), (0.68, 0.06, 0.14, 0.12)
ENOUGH = 6


def train(stage: Stage) -> None:
    rng = np.random.default_rng(SEED + 1)
    for number in range(GROUPS):
        first = stage.today - timedelta(days=RUNNING_SINCE + 7 * WEEKS_APART * (GROUPS - 1 - number))
        group = _open(stage, number, first)
        last = number == GROUPS - 1
        members = [f"p{n:02}" for n in range(number * PLACES + 1, (number + 1) * PLACES + 1)]
        # Amina is in the group that runs now; it is full, and two wait.
        if last:
            members = ["p01", *members[:-1], "p05", "p09"]
        enrolled = [_enrol(stage, group, key, first) for key in members]
        _hold(stage, group, enrolled[:PLACES], rng)
        if not last:
            _close(stage, group, enrolled)


def _open(stage: Stage, number: int, first: date) -> Any:
    at, karim = moment(first - timedelta(days=14)), stage.access("karim", first)
    group = training.open_group(
        by=karim, at=at, programme=stage.programme, organisation=stage.organisations["voorbeeldstad"],
        name=f"Werk en taal {number + 1}", capacity=PLACES, starts_on=first, trainer=stage.accounts["karim"],
        place=stage.places["Buurthuis De Linde"], status="running",
    )  # fmt: skip
    modules = list(stage.programme.modules.all())
    series = Series(first, time(9, 30), time(12), 1, SESSIONS // len(modules))
    training.plan_series(by=karim, at=at, group=group, series=series, modules=modules)
    last = first + timedelta(weeks=SESSIONS - 1)
    training.plan_session(by=karim, at=at, group=group, on=last, starts=time(9, 30), ends=time(12))
    return group


def _enrol(stage: Stage, group: Any, key: str, first: date) -> Any:
    on = first - timedelta(days=7)
    return training_enrol.enrol(
        by=stage.access(stage.coach(key), on), at=moment(on), group=group, trajectory=stage.trajectories[key]
    )


def _hold(stage: Stage, group: Any, enrolled: list[Any], rng: np.random.Generator) -> None:
    """The roll of every session before today; today's and later ones are still to be called."""
    for session in group.sessions.order_by("starts_at"):
        on = session.starts_at.date()
        if on >= stage.today:
            return
        told = rng.choice(PRESENCE, size=len(enrolled), p=SHARES)
        marks = [
            training_roll.Mark(id_of("roll", session.pk, one.pk), one.pk, str(presence), moment(on, 12))
            for one, presence in zip(enrolled, told, strict=True)
        ]
        training_roll.call_roll(by=stage.access("karim", on), at=moment(on, 12), session=session, marks=marks)


def _close(stage: Stage, group: Any, enrolled: list[Any]) -> None:
    """A certificate for who was there often enough; then the group is over."""
    on = group.sessions.order_by("starts_at").last().starts_at.date() + timedelta(days=1)
    karim = stage.access("karim", on)
    for one in enrolled:
        if one.attendances.filter(presence__in=["present", "late"]).count() >= ENOUGH:
            training_certificate.issue_certificate(by=karim, at=moment(on), enrolment=one)
    training.change_group(by=karim, at=moment(on, 15), group=group, status="done")
