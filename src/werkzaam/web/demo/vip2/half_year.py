"""The half year of one person with the coach: contacts, the own plan, offers, questions, a hand-over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from werkzaam.core.simulate.vip2 import Goal, Group, Participant, figures
from werkzaam.web.demo.cast import moment
from werkzaam.web.demo.vip2.troupe import Troupe, id_of
from werkzaam.web.journey import actions as journey
from werkzaam.web.journey.actions import (
    hand_over,
    lines_question,
    offer_proposal,
    offer_unmet,
    plan_attainment,
    plan_proposal,
)
from werkzaam.web.journey.actions import plan as own_plan
from werkzaam.web.journey.rules.codes.intake import Level

PHASES = (("orientation", 14), ("activation", 60), ("matching", 120))
LEVELS = {-2: "Nog niets gedaan.", 0: "Ik heb het geprobeerd.", 2: "Het lukt zonder hulp."}
PAGE = "Dit gaat mee naar mijn nieuwe coach: wat ik wil, wat ik kan en waar ik mee bezig ben."
A_WEEK = timedelta(days=7)


def live(troupe: Troupe, group: Group, one: Participant, trajectory: Any) -> None:
    """All that happened until the last day, or until today."""
    until = one.exit.on if one.exit else troupe.scenario.today
    _speak(troupe, one, trajectory)
    for phase, days in PHASES:
        if (on := one.started_on + timedelta(days=days)) <= until:
            coach = troupe.access(one.coach)
            journey.enter_phase(by=coach, at=moment(on), trajectory=trajectory, phase=phase, on=on)
    for number, goal in enumerate(one.goals):
        _aim(troupe, one, trajectory, goal, number, until)
    _propose(troupe, one, trajectory)
    _offer(troupe, group, one, trajectory, until)
    _ask(troupe, group, one, trajectory)
    if one.new_coach:
        _hand_over(troupe, group, one, trajectory)


def _speak(troupe: Troupe, one: Participant, trajectory: Any) -> None:
    for number, contact in enumerate(one.contacts):
        journey.log_contact(
            by=troupe.access(one.coach), at=moment(contact.on, 17), id=id_of(one.key, "contact", number),
            trajectory=trajectory, on=contact.on, channel=contact.channel, outcome=contact.outcome,
            minutes=contact.minutes,
        )  # fmt: skip


def _aim(troupe: Troupe, one: Participant, trajectory: Any, goal: Goal, number: int, until: date) -> None:
    """A goal with its steps, what each level looks like, the first score, and how it went in the end."""
    me, coach, on = troupe.access(one.key), troupe.access(one.coach), min(one.started_on + A_WEEK, until)
    made = own_plan.write_goal(
        by=me, at=moment(on, 18), id=id_of(one.key, "goal", number), trajectory=trajectory, words=goal.words,
        domain=goal.domain,
    )  # fmt: skip
    steps = [
        own_plan.write_step(
            by=me, at=moment(on, 18), id=id_of(one.key, "goal", number, n), goal=made, words=words,
            by_on=on + timedelta(days=30 * (n + 1)),
        )
        for n, words in enumerate(goal.steps)
    ]  # fmt: skip
    plan_attainment.write_scale(by=me, at=moment(on, 18), goal=made, levels=LEVELS)
    for who in (me, coach):
        plan_attainment.score_goal(by=who, at=moment(on, 19), goal=made, on=on, score=goal.baseline)
    if goal.scores is None:
        return
    own_plan.settle_step(
        by=me, at=moment(until, 12), step=steps[0], version=steps[0].version, status="reached"
    )
    for who, score in zip((me, coach), goal.scores, strict=True):
        plan_attainment.score_goal(by=who, at=moment(until, 13), goal=made, on=until, score=score)
    own_plan.settle_goal(by=me, at=moment(until, 14), goal=made, version=made.version, status=goal.status)


def _propose(troupe: Troupe, one: Participant, trajectory: Any) -> None:
    """The coach proposes a goal, the participant decides."""
    on = one.started_on + timedelta(days=28)
    if on > (one.exit.on if one.exit else troupe.scenario.today):
        return
    made = plan_proposal.propose(
        by=troupe.access(one.coach), at=moment(on), id=id_of(one.key, "proposal"), trajectory=trajectory,
        kind="goal", words="Een sollicitatiegesprek oefenen bij een echt bedrijf.", why="Dat vroeg u vorige week.",
    )  # fmt: skip
    if one.accepts is not None:
        at = moment(on + A_WEEK, 20)
        plan_proposal.answer_proposal(
            by=troupe.access(one.key), at=at, proposal=made, accepted=one.accepts,
            answer="" if one.accepts else figures()["words"]["refusal"],
        )  # fmt: skip


def _offer(troupe: Troupe, group: Group, one: Participant, trajectory: Any, until: date) -> None:
    coach, me = troupe.access(one.coach), troupe.access(one.key)
    need = trajectory.needs.order_by("pk").first()
    for told in one.offered:
        offer = troupe.offers[group.town, told.offer]
        made = offer_proposal.propose_offer(
            by=coach,
            at=moment(told.on),
            id=id_of(one.key, "offer"),
            trajectory=trajectory,
            offer=offer,
            need=need,
        )
        if not told.answer:
            continue
        yes, on = told.answer == "yes", told.on + A_WEEK
        made = offer_proposal.answer_offer(
            by=me,
            at=moment(on, 20),
            proposal=made,
            accepted=yes,
            answer="" if yes else figures()["words"]["refusal"],
        )
        _follow(troupe, coach, made, on, until)
    if one.unmet:
        offer_unmet.record_unmet(
            by=coach, at=moment(one.started_on, 16), trajectory=trajectory, need=need, lack=_lack(one)
        )


def _follow(troupe: Troupe, coach: Any, made: Any, on: date, until: date) -> None:
    """Who has a place starts, and completes it or stops when the half year ends."""
    if made.status != "accepted" or on + A_WEEK > until:
        return
    made = offer_proposal.move_proposal(by=coach, at=moment(on + A_WEEK), proposal=made, status="started")
    last = on + timedelta(days=60)
    if min(last, until) < troupe.scenario.today:
        done = "completed" if last <= until else "stopped"
        offer_proposal.move_proposal(by=coach, at=moment(min(last, until)), proposal=made, status=done)


def _lack(one: Participant) -> str:
    return "level" if one.level == Level.A0 else "full"


def _ask(troupe: Troupe, group: Group, one: Participant, trajectory: Any) -> None:
    if one.question is None:
        return
    topic, words, answered = one.question
    asked = moment(one.started_on + timedelta(days=50), 11)
    line = lines_question.ask_short_line(
        by=troupe.access(one.coach), at=asked, id=id_of(one.key, "question"), trajectory=trajectory,
        whom=str(troupe.organisations[group.town].pk), topic=topic, question=words, working_days=3, shares=["phase"],
    )  # fmt: skip
    if answered:
        lines_question.answer_short_line(
            by=troupe.in_town(group.town, "municipality"), at=asked + timedelta(days=2, hours=3), line=line,
            answer="Ja, dat kan. Ik heb het in de brief bevestigd.",
        )  # fmt: skip


def _hand_over(troupe: Troupe, group: Group, one: Participant, trajectory: Any) -> None:
    """Asked, approved by the participant, accepted by the new coach: who stays in the same team."""
    on = one.started_on + timedelta(days=100)
    receiver = f"{troupe.accounts[one.new_coach].pk}:{troupe.teams[group.town, group.team].pk}"
    asked = hand_over.ask_hand_over(
        by=troupe.access(one.coach),
        at=moment(on),
        trajectory=trajectory,
        receiver=receiver,
        page=PAGE,
        working_days=5,
    )
    hand_over.approve_page(by=troupe.access(one.key), at=moment(on, 19), hand_over=asked, approved=True)
    hand_over.answer_hand_over(
        by=troupe.access(one.new_coach), at=moment(on + timedelta(days=2)), hand_over=asked, accepted=True
    )
    trajectory.refresh_from_db()
