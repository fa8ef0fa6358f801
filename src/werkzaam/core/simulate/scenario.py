"""A simulated study as plain frozen records: fictional people, their contacts, answers and conversations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from werkzaam.core.simulate.spoken import Talks


@dataclass(frozen=True, slots=True)
class Organisation:
    key: str
    name: str
    kind: str  # municipality, foundation, research


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    key: str
    name: str
    arm: str


@dataclass(frozen=True, slots=True)
class Coach:
    """A job coach, or the client manager of regular guidance; `left_on` when someone left during the study."""

    key: str
    given: str
    family: str
    caseload: int
    started_on: date
    left_on: date | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A fictional person. `coach` is the job coach at the start; nobody in the comparison group has one.

    `rung` is the participation ladder as the municipality's own tool held it at the start.
    """

    key: str
    given: str
    family: str
    arm: str
    coach: str | None
    neighbourhood: str
    sex: str  # f or m
    age_band: str
    benefit: str  # duration band
    benefit_years: float
    language_level: str  # CEFR, with Alfa and A0
    rung: int
    started_on: date

    @property
    def low_language(self) -> bool:
        return self.language_level in ("Alfa", "A0", "A1")


@dataclass(frozen=True, slots=True)
class Contact:
    """One appointment, kept or not; minutes are 0 unless it was held."""

    person: str
    on: date
    channel: str
    outcome: str  # held, no-show, cancelled-by-participant, cancelled-by-us
    minutes: int
    by: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person reported, or a coach rated, on one outcome at one wave."""

    person: str
    wave: str
    on: date
    outcome: str
    value: float
    rater: str
    mode: str | None


@dataclass(frozen=True, slots=True)
class Response:
    """One questionnaire filled in: the raw answers by item key of the core battery."""

    person: str
    wave: str
    on: date
    mode: str  # own-phone, helped, telephone
    items: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Scenario:
    """`answers` are the outcomes scored from `responses`, and the coaches' own ratings."""

    key: str
    start: date
    lockdown_on: date
    organisations: tuple[Organisation, ...]
    neighbourhoods: tuple[Neighbourhood, ...]
    coaches: tuple[Coach, ...]
    persons: tuple[Person, ...]
    contacts: tuple[Contact, ...]
    responses: tuple[Response, ...]
    answers: tuple[Answer, ...]
    talks: Talks

    def person(self, key: str) -> Person:
        return next(person for person in self.persons if person.key == key)
