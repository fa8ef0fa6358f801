"""The training of one group: opened with its series, places and a waiting list, roll calls, certificates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from werkzaam.core.simulate.vip2 import Group, Participant, figures
from werkzaam.web.demo.cast import moment
from werkzaam.web.demo.vip2.troupe import Troupe, id_of
from werkzaam.web.journey.actions import training, training_certificate, training_enrol, training_roll

STARTS, ENDS = time(9, 30), time(12)
THERE = ("present", "late")
FULL = "De groep bleef vol."
Pair = tuple[Participant, Any]
"""Someone and the trajectory."""


def open_group(troupe: Troupe, group: Group) -> Any:
    trainer = troupe.in_town(group.town, "trainer")
    at, first = moment(group.begins_on), group.sessions[0]
    opened = training.open_group(
        by=trainer,
        at=at,
        programme=troupe.programme,
        organisation=troupe.organisations[group.town],
        name=f"{group.town} {group.key[1:]}",
        capacity=group.capacity,
        starts_on=first,
        ends_on=group.sessions[-1],
        trainer=troupe.accounts[f"{group.town.lower()}-trainer"],
        status="running",
    )
    # The modules have so many sessions in all; one module may have one more than another.
    times = -(-len(group.sessions) // len(troupe.modules))
    days = iter(group.sessions)
    for module in troupe.modules:
        for _n, on in zip(range(times), days, strict=False):
            training.plan_session(
                by=trainer, at=at, group=opened, on=on, starts=STARTS, ends=ENDS, module=module
            )
    return opened


def enrol(troupe: Troupe, group: Group, opened: Any, people: Sequence[Pair]) -> dict[str, Any]:
    """Who joins gets a place or waits; enrolments by participant."""
    joining = sorted((pair for pair in people if pair[0].joins), key=lambda pair: pair[0].started_on)
    return {
        one.key: training_enrol.enrol(
            by=troupe.access(one.coach),
            at=moment(group.sessions[0] - timedelta(days=1)),
            group=opened,
            trajectory=trajectory,
        )
        for one, trajectory in joining
    }


def hold(troupe: Troupe, group: Group, opened: Any, people: Sequence[Pair], enrolled: dict[str, Any]) -> None:
    """Session by session: who left stops first, and the longest waiting takes the place; then the roll is called."""
    trainer = troupe.in_town(group.town, "trainer")
    for number, session in enumerate(opened.sessions.order_by("starts_at")):
        on = group.sessions[number]
        if on > troupe.scenario.today:
            return
        _let_go(troupe, people, enrolled, on)
        marks = [
            training_roll.Mark(
                id_of(one.key, "roll", number), enrolled[one.key].pk, one.presence[number], moment(on, 12)
            )
            for one, _ in people
            if one.key in enrolled and enrolled[one.key].status == "enrolled" and number < len(one.presence)
        ]
        if marks:
            training_roll.call_roll(by=trainer, at=moment(on, 12), session=session, marks=marks)


def _let_go(troupe: Troupe, people: Sequence[Pair], enrolled: dict[str, Any], on: date) -> None:
    gone = [one for one, _ in people if one.exit and one.exit.on < on and _stands(enrolled.get(one.key))]
    freed = sum(enrolled[one.key].status == "enrolled" for one in gone)
    for one in gone:
        assert one.exit is not None
        enrolled[one.key] = training_enrol.stop_enrolment(
            by=troupe.access(one.coach),
            at=moment(on, 8),
            enrolment=enrolled[one.key],
            ended_on=one.exit.on,
        )
    waiting = [one for one, _ in people if getattr(enrolled.get(one.key), "status", "") == "waiting"]
    for one in waiting[:freed]:
        by, at = troupe.access(one.coach), moment(on, 9)
        enrolled[one.key] = training_enrol.give_place(by=by, at=at, enrolment=enrolled[one.key])


def _stands(enrolment: Any) -> bool:
    return enrolment is not None and enrolment.status in ("enrolled", "waiting")


def close(
    troupe: Troupe, group: Group, opened: Any, people: Sequence[Pair], enrolled: dict[str, Any]
) -> None:
    """After the last session: a certificate for who was there often enough, and no more waiting."""
    on = group.sessions[-1] + timedelta(days=1)
    if on > troupe.scenario.today:
        return
    trainer, at = troupe.in_town(group.town, "trainer"), moment(on)
    for one, _ in people:
        if (enrolment := enrolled.get(one.key)) is None:
            continue
        if enrolment.status == "enrolled" and _was_there(enrolment, group):
            training_certificate.issue_certificate(by=trainer, at=at, enrolment=enrolment)
        elif enrolment.status == "waiting":
            coach = troupe.access(one.coach)
            training_enrol.stop_enrolment(by=coach, at=at, enrolment=enrolment, ended_on=on, reason=FULL)
    training.change_group(by=trainer, at=at, group=opened, status="done")


def _was_there(enrolment: Any, group: Group) -> bool:
    """Often enough for a certificate; who came from the waiting list has fewer sessions."""
    there: int = enrolment.attendances.filter(presence__in=THERE).count()
    enough: float = figures()["training"]["certificate"]
    return there >= enough * len(group.sessions)
