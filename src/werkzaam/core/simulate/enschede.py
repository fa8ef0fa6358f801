"""The reference scenario: eighteen months of intensive neighbourhood guidance, 60 participants beside 60 controls.

Everything is invented and drawn from one generator: the same seed gives the same people, contacts and answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from numpy.random import Generator

from werkzaam.core.measure import score, shipped
from werkzaam.core.simulate.contacts import LOCKDOWN_DAYS, contacts
from werkzaam.core.simulate.field import responses
from werkzaam.core.simulate.lives import lives
from werkzaam.core.simulate.people import NEIGHBOURHOODS, ORGANISATIONS, coaches, people
from werkzaam.core.simulate.scenario import Answer, Response, Scenario
from werkzaam.core.simulate.talks import talks

BATTERY = "core-battery"


def enschede(rng: Generator, start: date) -> Scenario:
    """The scenario with its first participant starting in the four weeks from `start`."""
    persons = people(rng, start)
    life = lives(rng, persons)
    filled, rated = responses(rng, persons, life)
    guides = coaches(start)
    return Scenario(
        key="enschede",
        start=start,
        lockdown_on=start + timedelta(days=LOCKDOWN_DAYS),
        organisations=ORGANISATIONS,
        neighbourhoods=NEIGHBOURHOODS,
        coaches=guides,
        persons=persons,
        contacts=contacts(rng, persons, start),
        responses=filled,
        answers=tuple(
            sorted((*_scored(filled), *rated), key=lambda one: (one.person, one.wave, one.outcome))
        ),
        talks=talks(rng.spawn(1)[0], persons, guides, start),
    )


def _scored(filled: Sequence[Response]) -> list[Answer]:
    """Outcomes by the battery's own scoring, so that raw answers and outcomes cannot disagree."""
    battery = shipped(BATTERY)
    return [
        Answer(one.person, one.wave, one.on, outcome, value, "self", one.mode)
        for one in filled
        for outcome, value in score(battery, one.items).items()
        if value is not None
    ]
