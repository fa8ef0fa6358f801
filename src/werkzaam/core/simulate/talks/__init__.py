"""The conversations of the reference scenario: what is said, what two coders put on it, and the planted truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from numpy.random import Generator

from werkzaam.core.simulate.scenario import Coach, Person
from werkzaam.core.simulate.spoken import (
    Code,
    Interview,
    Marking,
    Passage,
    Planted,
    Talks,
    Turn,
)
from werkzaam.core.simulate.talks.cast import others, participants, sessions
from werkzaam.core.simulate.talks.coders import alpha, coded
from werkzaam.core.simulate.talks.said import said
from werkzaam.core.simulate.talks.script import codes, planted
from werkzaam.core.simulate.talks.transcript import transcript

__all__ = ["Code", "Interview", "Marking", "Passage", "Planted", "Talks", "Turn", "talks"]

PHONE = "06-12345678"  # nobody's: the number of every Dutch example


def talks(rng: Generator, persons: Sequence[Person], coaches: Sequence[Coach], start: date) -> Talks:
    """Every conversation; the same generator, people and first day give the same words."""
    speakers = [*participants(rng, persons), *others()]
    held = sessions(rng, speakers)
    statements = said(rng, speakers, held)
    known = {one.key: one for one in persons}
    interviews = tuple(
        transcript(rng, one, statements[one.key], _names(known.get(one.speakers[0].key), coaches), start)
        for one in held
    )
    markings = coded(rng, interviews)
    asked = {
        one.perspective: sum(other.perspective == one.perspective for other in speakers) for one in speakers
    }
    return Talks(codes(), interviews, markings, Planted(planted(), asked, alpha(interviews, markings)))


def _names(person: Person | None, coaches: Sequence[Coach]) -> Mapping[str, str]:
    of = person.coach if person else coaches[0].key
    coach = next(one for one in coaches if one.key == of)
    self_ = f"{person.given} {person.family}" if person else ""
    return {"coach": f"{coach.given} {coach.family}", "self": self_, "phone": PHONE}
