"""Guidance as it was recorded: trajectories, needs, contacts, ladder ratings; and what regular services did."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from werkzaam.core.simulate.scenario import Contact, Person
from werkzaam.web.demo.cast import SYSTEM, TEAMS, Stage, id_of, moment
from werkzaam.web.journey import actions as journey
from werkzaam.web.journey.rules.dose import ContactMade, NormStep

WISHES = (
    ("work", "Ik wil graag werken met mijn handen, liefst in een keuken of een werkplaats."),
    ("language", "Ik wil Nederlands praten zonder dat mijn dochter hoeft te helpen."),
    ("money", "Ik wil eerst rust over de brieven van de deurwaarder."),
    ("health", "Ik wil weer fit genoeg zijn om een hele dag te staan."),
    ("network", "Ik wil mensen leren kennen hier in de buurt."),
    ("learning", "Ik wil mijn diploma van vroeger hier laten erkennen."),
)
DREAMS = (
    "Een eigen naaiatelier in de wijk.",
    "Chauffeur worden op een bus.",
    "In de zorg werken, bij ouderen.",
    "Samen met anderen een eethuisje beginnen.",
)
STRENGTHS = (
    "Kan goed organiseren en koken voor veel mensen.",
    "Handig, geduldig en altijd op tijd.",
    "Spreekt drie talen.",
)
EVIDENCE = "Gesprek en wat ik de laatste weken zag."

PHASES = (("orientation", 4), ("activation", 16), ("matching", 40))
"""With the week since the start in which most people enter them."""


def guide(stage: Stage) -> None:
    """journey: trajectories, needs, contacts, ladder ratings, regular contacts"""
    stage.programme = _programme(stage)
    for number, person in enumerate(stage.scenario.persons):
        if person.coach is not None:
            stage.trajectories[person.key] = _start(stage, person, number)
    _contacts(stage)
    _ratings(stage)
    _change_of_coach(stage)


def _programme(stage: Stage) -> Any:
    start = stage.scenario.start
    return journey.start_programme(
        by=SYSTEM, at=moment(start - timedelta(days=30)), code="enschede", name="Intensief in de wijk",
        organisation=stage.organisations["voorbeeldstad"], starts_on=start,
        norm=[NormStep(0, 1.0), NormStep(13, 0.5)], caseload_norm=15,
    )  # fmt: skip


def _start(stage: Stage, person: Person, number: int) -> Any:
    by = stage.access(str(person.coach), person.started_on)
    at = moment(person.started_on)
    trajectory = journey.start_trajectory(
        by=by, at=at, person=stage.persons[person.key], programme=stage.programme,
        coach=stage.accounts[str(person.coach)], started_on=person.started_on, team=_team(stage, str(person.coach)),
        dream=DREAMS[number % len(DREAMS)], strengths=STRENGTHS[number % len(STRENGTHS)],
        needs=[WISHES[number % len(WISHES)], WISHES[(number + 2) % len(WISHES)]],
    )  # fmt: skip
    for phase, weeks in PHASES[: _as_far_as(number)]:
        on = person.started_on + timedelta(weeks=weeks)
        journey.enter_phase(by=by, at=moment(on), trajectory=trajectory, phase=phase, on=on)
    return trajectory


def _as_far_as(number: int) -> int:
    """How many phases someone went through: one in eleven needs much time, one in five some more."""
    return 1 if number % 11 == 4 else 2 if number % 5 == 3 else len(PHASES)


def _team(stage: Stage, coach: str) -> Any:
    return stage.teams[TEAMS[coach]]


def _contacts(stage: Stage) -> None:
    regular: dict[str, list[ContactMade]] = defaultdict(list)
    for number, contact in enumerate(stage.scenario.contacts):
        if contact.on > stage.last_day(contact.person):
            continue
        if contact.person in stage.trajectories:
            _log(stage, contact, number)
        else:
            regular[contact.person].append(_made(contact))
    for key, contacts in regular.items():
        journey.record_regular_contacts(
            by=stage.access("ilse", stage.today), at=moment(stage.today, 8), person_id=stage.persons[key].pk,
            contacts=contacts,
        )  # fmt: skip


def _made(contact: Contact) -> ContactMade:
    return ContactMade(contact.on, contact.channel, contact.outcome, contact.minutes)


def _log(stage: Stage, contact: Contact, number: int) -> None:
    trajectory = stage.trajectories[contact.person]
    journey.log_contact(
        by=stage.access(_writer(stage, contact), contact.on), at=moment(contact.on, 16),
        id=id_of(contact.person, number), trajectory=trajectory, on=contact.on,
        channel=contact.channel, outcome=contact.outcome, minutes=contact.minutes,
    )  # fmt: skip


def _writer(stage: Stage, contact: Contact) -> str:
    """Who stands in from another team reports to the own coach's team, which keeps the file."""
    own = stage.scenario.person(contact.person).coach or ""
    same_team = _team(stage, contact.by) == _team(stage, own)
    return contact.by if same_team else "bram"


def _ratings(stage: Stage) -> None:
    for answer in stage.scenario.answers:
        if answer.rater == "coach" and answer.on <= stage.last_day(answer.person):
            coach = stage.scenario.person(answer.person).coach or ""
            journey.rate_rung(
                by=stage.access(coach, answer.on), at=moment(answer.on, 17),
                trajectory=stage.trajectories[answer.person], on=answer.on, rung=int(answer.value), evidence=EVIDENCE,
            )  # fmt: skip


def _change_of_coach(stage: Stage) -> None:
    """Who left handed over: the successor has the trajectories now."""
    for coach in stage.scenario.coaches:
        if coach.replaces is None:
            continue
        for person in stage.scenario.persons:
            if person.coach == coach.replaces:
                journey.assign_coach(
                    by=stage.access(coach.key, coach.started_on), at=moment(coach.started_on),
                    trajectory=stage.trajectories[person.key], coach=stage.accounts[coach.key],
                )  # fmt: skip
