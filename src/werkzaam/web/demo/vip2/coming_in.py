"""Coming in: referred or by oneself, registered, with an account, a first conversation, and a place in the group."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from werkzaam.core.simulate.vip2 import Group, Participant
from werkzaam.web.demo.cast import moment
from werkzaam.web.demo.vip2.troupe import SYSTEM, Troupe, id_of
from werkzaam.web.journey import actions as journey
from werkzaam.web.journey.actions import intake, referral
from werkzaam.web.people import actions as people
from werkzaam.web.people.rules import RoleKind

REASON = "Wil graag aan het werk of naar een opleiding."
BEFORE = timedelta(days=14)


def come_in(troupe: Troupe, group: Group, one: Participant) -> Any:
    """The person and the trajectory as they stand after intake."""
    on = one.started_on - BEFORE
    coach, at, here = troupe.access(one.coach), moment(on), troupe.organisations[group.town]
    who = {
        "given_name": one.given,
        "family_name": one.family,
        "email": f"{one.key}@deelnemer.example",
        "phone": f"06 000 {one.key[1:]}",
        "language": one.language,
    }
    asked = _refer(troupe, group, one, who)
    area = troupe.neighbourhoods[group.town][group.team]
    person = people.register_person(
        by=coach, at=at, organisation=here, id=id_of(one.key), neighbourhood=area, **who
    )
    _account(troupe, one, person)
    referral.accept_referral(
        by=coach, at=moment(one.started_on), referral=asked, coach=troupe.accounts[one.coach],
        team=troupe.teams[group.town, group.team], started_on=one.started_on, person=person,
    )  # fmt: skip
    _meet(troupe, one, asked.trajectory)
    return asked.trajectory


def _refer(troupe: Troupe, group: Group, one: Participant, who: dict[str, str]) -> Any:
    at, here = moment(one.started_on - BEFORE, 9), troupe.organisations[group.town]
    base: dict[str, Any] = {"at": at, "id": id_of(one.key, "referral"), "programme": troupe.programme}
    base |= {"organisation": here, "reason": REASON, **who}
    if one.is_self_referred:
        return referral.refer_self(**base)
    return referral.refer(by=troupe.in_town(group.town, "municipality"), **base)


def _account(troupe: Troupe, one: Participant, person: Any) -> None:
    """Everyone signs in: the plan is the participant's own."""
    at = moment(one.started_on, 9)
    email = f"{one.key}@voorbeeld.example"
    account = people.open_account(
        by=SYSTEM, at=at, email=email, name=str(person), person=person, language=one.language
    )
    people.give_role(
        by=SYSTEM, at=at, account=account, kind=RoleKind.PARTICIPANT, organisation=person.organisation,
        since_on=one.started_on,
    )  # fmt: skip
    troupe.accounts[one.key] = account


def _meet(troupe: Troupe, one: Participant, trajectory: Any) -> None:
    """The first conversation: needs, Dutch, what an offer must fit, and the rung."""
    base: dict[str, Any] = {
        "by": troupe.access(one.coach),
        "at": moment(one.started_on, 15),
        "trajectory": trajectory,
    }
    for domain, wish in one.needs:
        journey.record_need(**base, domain=domain, wish=wish)
    for skill in ("speaking", "reading"):
        intake.record_level(
            **base, language="nl", skill=skill, level=one.level, source="teacher", on=one.started_on
        )
    intake.record_circumstance(
        **base, days=[1, 2, 3, 4, 5], hours_per_week=24, travel_km=10, needs_childcare=one.rungs[0] == 1
    )
    intake.add_skill(**base, words=one.strengths, source="self", on=one.started_on)
    journey.rate_rung(**base, on=one.started_on, rung=one.rungs[0], evidence="Eerste gesprek.")
