"""What people write themselves: who signs in, and the own plan; beside it what the coach noted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from werkzaam.web.demo.cast import SYSTEM, Stage, id_of, moment
from werkzaam.web.journey.actions import (
    intake,
    plan,
    plan_attainment,
)
from werkzaam.web.people import actions as people
from werkzaam.web.people.rules import RoleKind

SIGN_IN = tuple(f"p{n:02}" for n in range(2, 21))
"""Beside Amina: who has an account."""
GOALS = (
    (
        "language",
        "Zelf bellen in het Nederlands, met school en met de dokter.",
        ("Twee keer per week bellen met Joke.", "Zinnen opschrijven die ik nodig heb."),
    ),
    (
        "work",
        "Drie dagen in de week werken in een keuken of bakkerij.",
        (
            "Kijken bij drie bakkerijen.",
            "Mijn koksdiploma laten waarderen.",
            "Een sollicitatiegesprek oefenen.",
        ),
    ),
    ("network", "Elke week iets doen met mensen uit de wijk.", ("Naar de wandelgroep op vrijdag.",)),
)
LEVELS = {
    -2: "Mijn dochter belt voor mij.",
    -1: "Ik bel, maar mijn dochter zit ernaast.",
    0: "Ik bel zelf als ik het heb voorbereid.",
    1: "Ik bel zelf zonder voorbereiding.",
    2: "Ik bel ook voor een ander.",
}
SKILLS = (
    ("Koken voor grote groepen", "self"),
    ("Deeg maken en bakken", "certificate"),
    ("Rustig blijven als het druk is", "coach"),
)


def own(stage: Stage) -> None:
    for key in SIGN_IN:
        _open_account(stage, key)
    start = stage.scenario.person("p01").started_on
    for number, key in enumerate(("p01", "p05", "p09", "p02", "p04")):
        _know(stage, key, start + timedelta(days=30 + number))
        _aims(stage, key, GOALS if key == "p01" else GOALS[number % 3 : number % 3 + 1])


def _open_account(stage: Stage, key: str) -> None:
    person, on = stage.persons[key], stage.scenario.person(key).started_on
    base: dict[str, Any] = {"by": SYSTEM, "at": moment(on)}
    stage.accounts[key] = people.open_account(
        **base, email=f"{key}@voorbeeld.example", name=str(person), person=person
    )
    town = stage.organisations["voorbeeldstad"]
    people.give_role(
        **base, account=stage.accounts[key], kind=RoleKind.PARTICIPANT, organisation=town, since_on=on
    )


def _know(stage: Stage, key: str, on: date) -> None:
    """Skills, Dutch and what an offer must fit, as the coach wrote them down."""
    base: dict[str, Any] = {
        "by": stage.access(stage.coach(key), on),
        "at": moment(on, 15),
        "trajectory": stage.trajectories[key],
    }
    for words, source in SKILLS:
        intake.add_skill(**base, words=words, source=source, on=on)
    for skill, level, source in (
        ("listening", "a2", "teacher"),
        ("speaking", "a2", "teacher"),
        ("reading", "b1", "exam"),
        ("writing", "a1", "self"),
    ):
        intake.record_level(**base, language="nl", skill=skill, level=level, source=source, on=on)
    intake.record_circumstance(
        **base, days=[1, 2, 4, 5], hours_per_week=24, travel_km=6, needs_childcare=key == "p01"
    )


def _aims(stage: Stage, key: str, goals: tuple[Any, ...]) -> None:
    """Goals with steps, what each level looks like, and scores of the person beside the coach's."""
    me, on = (
        stage.access(stage.own(key), stage.today),
        stage.scenario.person(key).started_on + timedelta(days=20),
    )
    for number, (domain, words, steps) in enumerate(goals):
        base: dict[str, Any] = {"by": me, "at": moment(on, 18)}
        goal = plan.write_goal(
            **base,
            id=id_of(key, "goal", number),
            trajectory=stage.trajectories[key],
            words=words,
            domain=domain,
        )
        made = [
            plan.write_step(
                **base,
                id=id_of(key, "step", number, n),
                goal=goal,
                words=step,
                by_on=stage.today + timedelta(days=9 * n - 3),
            )
            for n, step in enumerate(steps)
        ]
        if number == 0:
            plan_attainment.write_scale(**base, goal=goal, levels=LEVELS)
            _score(stage, key, goal, on, (-2, -2))
            _score(stage, key, goal, stage.today - timedelta(days=30), (0, 1))
            plan.settle_step(
                by=me, at=moment(stage.today - timedelta(days=31)), step=made[0], version=1, status="reached"
            )
        if number == 2:
            plan.settle_goal(
                by=me, at=moment(stage.today - timedelta(days=60)), goal=goal, version=1, status="reached"
            )


def _score(stage: Stage, key: str, goal: Any, on: date, scores: tuple[int, int]) -> None:
    for who, score in zip((stage.own(key), stage.coach(key)), scores, strict=True):
        plan_attainment.score_goal(by=stage.access(who, on), at=moment(on, 19), goal=goal, on=on, score=score)
