"""Practical experience of one person: visits, placements with their agreements and check-ins, one after another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from werkzaam.core.simulate.vip2 import Participant, Placement
from werkzaam.web.demo.cast import moment
from werkzaam.web.demo.vip2.troupe import Troupe, id_of
from werkzaam.web.journey.actions import agreement, agreement_act, agreement_link, practice

TEXT = (
    "Wij spreken af: {kind}, {hours} uur per week, van {first} tot en met {last}. "
    "De begeleider helpt op de werkvloer."
)


def practise(troupe: Troupe, one: Participant, trajectory: Any) -> Any:
    """Everything up to the last placement, which is returned (None: there was none)."""
    coach = troupe.access(one.new_coach or one.coach)
    for number, (kind, employer, on) in enumerate(one.encounters):
        practice.log_encounter(
            by=coach,
            at=moment(on, 17),
            id=id_of(one.key, "encounter", number),
            trajectory=trajectory,
            employer=troupe.employers[employer],
            kind=kind,
            on=on,
            outcome="held",
            minutes=60,
        )
    last = None
    for number, told in enumerate(one.placements):
        last = _place(troupe, one, trajectory, told, number, last)
    return last


def _place(
    troupe: Troupe, one: Participant, trajectory: Any, told: Placement, number: int, previous: Any
) -> Any:
    """Proposed, agreed on by all, begun, told about, and ended."""
    coach, before = troupe.access(one.new_coach or one.coach), told.starts_on - timedelta(days=5)
    made = practice.place(
        by=coach,
        at=moment(before),
        id=id_of(one.key, "placement", number),
        trajectory=trajectory,
        employer=troupe.employers[told.employer],
        kind=told.kind,
        starts_on=told.starts_on,
        ends_on=told.ends_on,
        hours_per_week=told.hours,
        supervisor=troupe.supervisors[told.employer],
        previous=previous,
    )
    _agree(troupe, one, made, told)
    made = practice.start_placement(by=coach, at=moment(told.starts_on, 9), placement=made)
    for check_in in made.check_ins.order_by("week"):
        if check_in.week in told.check_ins:
            agreement_act.record_check_in(
                by=coach,
                at=moment(check_in.due_on, 16),
                check_in=check_in,
                party="employer",
                hours=told.hours,
                going="mixed" if told.end_reason == "employer" else "well",
            )
    if told.ended_on is not None:
        made = practice.end_placement(
            by=coach,
            at=moment(told.ended_on, 17),
            placement=made,
            ended_on=told.ended_on,
            end_reason=told.end_reason,
        )
    return made


def _agree(troupe: Troupe, one: Participant, placement: Any, told: Placement) -> None:
    """Signed by the participant, by the employer through the link of the letter, and by the agency."""
    at = moment(told.starts_on - timedelta(days=4))
    coach, me = troupe.access(one.new_coach or one.coach), troupe.access(one.key)
    words = TEXT.format(kind=told.kind, hours=told.hours, first=told.starts_on, last=told.ends_on)
    drawn = agreement.draw_up(
        by=coach, at=at, placement=placement, text=words, signatories=[troupe.supervisors[told.employer]]
    )
    asked = {signature.party: signature for signature in drawn.signatures.all()}
    agreement.sign_own(by=me, at=at, signature=asked["participant"], name=f"{one.given} {one.family}")
    token = next(iter(agreement_link.send_links(at=at, signatures=[asked["employer"]])))
    agreement_act.sign_by_link(at=at, token=token, name=troupe.supervisors[told.employer].name)
    agreement.sign_for_agency(by=coach, at=at, agreement=drawn, name=troupe.accounts[one.coach].name)
