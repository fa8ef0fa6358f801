"""What became of everybody, asked or not: what they would answer, with the effects that were planted.

Only this file knows the truth. Planted at month 15 (3-domain §3.5): ladder d 0.12 (all of it by way of paid work),
paid work 15 % against 10 %, language course +20 points, well-being d 0.2, self-efficacy d 0.15, satisfaction with
contact d 0.9; coaches rate the ladder 0.8 too high once they know someone. At month 6 half of it has come.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from numpy.random import Generator

from werkzaam.core.simulate.people import PROGRAMME, SIZE
from werkzaam.core.simulate.scenario import Person

WAVES = ("t0", "t1", "t2")
ARRIVED = {"t0": 0.0, "t1": 0.5, "t2": 1.0}
"""The share of all change, planted or not, that has come at each wave."""

PAID = {PROGRAMME: 0.15, "controls": 0.10}
COURSE_START, COURSE_COMMON, COURSE_EFFECT = 0.15, 0.10, 0.20
STEPPED_UP = 0.3
COACH_INFLATION = 0.8
COACH_SPREAD = 0.15
"""Standard deviation of what people under one coach share, in standard deviations of an outcome."""

RATED = "rung-coach"
"""The ladder as the coach sees it; every other key is an item of the core battery."""


@dataclass(frozen=True, slots=True)
class Course:
    """A scale: mean and spread at the start, common change in points, planted effect in SD, and its bounds."""

    mean: float
    sd: float
    common: float
    effect: float
    low: float
    high: float
    stability: float = 0.65


COURSES = {
    "life": Course(5.6, 1.9, 0.1, 0.20, 0, 10),
    "contact": Course(2.9, 0.95, 0.0, 0.90, 1, 5, 0.4),
    "health": Course(3.0, 0.9, 0.0, 0.0, 1, 5, 0.75),
}
# Three items of self-efficacy hang on one trait; each adds its own noise, so the planted shift is in trait units.
EFFICACY_ITEMS = ("solve", "go-on", "leave-it")
EFFICACY = Course(2.5, 0.62, 0.05, 0.15, 1, 4)

DUTCH = {"Alfa": 1, "A0": 1, "A1": 2, "A2": 3, "B1": 3, "B2": 4, "C1": 5}

Life = Mapping[tuple[str, str], float]
"""(wave, item) to the answer a person would give."""


def lives(rng: Generator, persons: tuple[Person, ...]) -> dict[str, Life]:
    """Every answer of every person at every wave, before anybody is asked."""
    shared = {coach: _shared(rng) for coach in sorted({p.coach for p in persons if p.coach})}
    frail = rng.normal(size=SIZE).tolist()  # people matched on age and years without work are alike in health
    return {
        person.key: _life(rng, person, shared.get(person.coach or "", {}), frail[at % SIZE])
        for at, person in enumerate(persons)
    }


def _shared(rng: Generator) -> dict[str, float]:
    return {item: float(rng.normal(0, COACH_SPREAD)) for item in (*COURSES, "efficacy")}


def _life(rng: Generator, person: Person, shared: Mapping[str, float], frail: float) -> Life:
    life = _ladder(rng, person) | _language(rng, person) | _search(rng, person)
    for item, course in COURSES.items():
        lasting = frail if item == "health" else rng.normal()
        told = _scale(rng, person, course, shared.get(item, 0.0), lasting)
        life |= {(wave, item): _whole(value, course) for wave, value in told.items()}
    return life | _efficacy(rng, person, shared.get("efficacy", 0.0))


def _ladder(rng: Generator, person: Person) -> dict[tuple[str, str], float]:
    """The rung as people see it themselves, paid work, and the rung as the coach sees it."""
    luck, steps = rng.random(), rng.random()
    life: dict[tuple[str, str], float] = {}
    for wave in WAVES:
        paid = luck < PAID[person.arm] * ARRIVED[wave]
        rung = _rung(rng, person, paid, steps < STEPPED_UP * ARRIVED[wave])
        life |= {(wave, "ladder"): rung, (wave, "paid-work"): float(paid)}
        if person.arm == PROGRAMME:
            life[wave, RATED] = _coach_view(rng, rung, wave)
    return life


def _rung(rng: Generator, person: Person, paid: bool, stepped: bool) -> float:
    """With paid work five or six; without it at most four, a step up for some, and a little noise."""
    if paid:
        return float(5 + (rng.random() < 0.35))
    noise = int(rng.choice([-1, 0, 1], p=[0.08, 0.84, 0.08]))
    return float(min(max(person.rung + stepped + noise, 1), 4))


def _coach_view(rng: Generator, rung: float, wave: str) -> float:
    inflated = rung + (COACH_INFLATION if wave != WAVES[0] else 0.0) + rng.normal(0, 0.35)
    return float(min(max(round(inflated), 1), 6))


def _language(rng: Generator, person: Person) -> dict[tuple[str, str], float]:
    luck = rng.random()
    effect = COURSE_EFFECT if person.arm == PROGRAMME else 0.0
    life: dict[tuple[str, str], float] = {}
    for wave in WAVES:
        course = luck < COURSE_START + ARRIVED[wave] * (COURSE_COMMON + effect)
        level = DUTCH[person.language_level] + (course and rng.random() < 0.4)
        life |= {(wave, "language-course"): float(course), (wave, "dutch"): float(min(level, 5))}
    return life


def _search(rng: Generator, person: Person) -> dict[tuple[str, str], float]:
    keen = rng.gamma(1.5, 1.0)
    lift = 1.15 if person.arm == PROGRAMME else 1.0
    return {
        (wave, "job-search"): float(min(rng.poisson(keen * (lift if ARRIVED[wave] else 1.0)), 200))
        for wave in WAVES
    }


def _efficacy(rng: Generator, person: Person, shared: float) -> dict[tuple[str, str], float]:
    trait = _scale(rng, person, EFFICACY, shared, rng.normal())
    life: dict[tuple[str, str], float] = {}
    for wave, value in trait.items():
        for item in EFFICACY_ITEMS:
            answer = _whole(value + rng.normal(0, 0.45), EFFICACY)
            # "I would rather leave new things to others" counts from the other end.
            life[wave, item] = 5 - answer if item == "leave-it" else answer
    return life


def _scale(rng: Generator, person: Person, course: Course, shared: float, lasting: float) -> dict[str, float]:
    """A trait at each wave: part of it lasts, part of it passes, and the planted effect arrives."""
    effect = course.effect + shared if person.arm == PROGRAMME else 0.0
    passing = (1 - course.stability**2) ** 0.5
    return {
        wave: course.mean
        + course.sd * (course.stability * lasting + passing * rng.normal())
        + ARRIVED[wave] * (course.common + effect * course.sd)
        for wave in WAVES
    }


def _whole(value: float, course: Course) -> float:
    return float(min(max(round(value), course.low), course.high))
