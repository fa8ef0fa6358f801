"""The contact that was planned and the contact that took place, week by week, in both arms.

Rates follow 3-domain §3.5: planned weekly for three months, then fortnightly; held 0.55 a week of 35 minutes;
15 % no-show; 70 % by telephone once the lockdown has come; regular guidance 0.05 a week.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from numpy.random import Generator

from werkzaam.core.simulate.people import COACH_LEFT, COACH_REPLACED, PROGRAMME
from werkzaam.core.simulate.scenario import Contact, Person

WEEKS = 78
WEEKLY = 13
LOCKDOWN_DAYS = 121

HELD, NO_SHOW = "held", "no-show"
OUTCOMES = ((HELD, 0.78), (NO_SHOW, 0.15), ("cancelled-by-participant", 0.04), ("cancelled-by-us", 0.03))

# Appointments made per week: with 78 % held, 0.55 a week over the 78 weeks.
MADE_FIRST, MADE_LATER, MADE_UNCOACHED, MADE_REGULAR = 1.05, 0.645, 0.2, 0.064

BEFORE = (("office", 0.2), ("neighbourhood-place", 0.4), ("home-visit", 0.25), ("telephone", 0.15))
AFTER = (
    ("office", 0.05),
    ("neighbourhood-place", 0.1),
    ("home-visit", 0.03),
    ("telephone", 0.7),
    ("video", 0.05),
    ("message", 0.07),
)
REGULAR = (("office", 0.35), ("telephone", 0.5), ("e-mail", 0.15))
MINUTES = {
    "office": 42,
    "neighbourhood-place": 46,
    "home-visit": 52,
    "telephone": 31,
    "video": 38,
    "message": 15,
    "e-mail": 15,
}


def planned(person: Person, week: int) -> float:
    """Contacts planned for a participant in this week since the start: weekly, then every other week."""
    even = (week + int(person.key[1:])) % 2 == 0
    return 1.0 if week < WEEKLY or even else 0.0


def contacts(rng: Generator, persons: tuple[Person, ...], start: date) -> tuple[Contact, ...]:
    """All appointments, in order of day; those of participants and of controls alike."""
    made = [contact for person in persons for contact in _of(rng, person, start)]
    return tuple(sorted(made, key=lambda one: (one.on, one.person)))


def _of(rng: Generator, person: Person, start: date) -> Iterator[Contact]:
    for week in range(WEEKS):
        for _ in range(int(rng.poisson(_rate(person, week)))):
            yield _contact(rng, person, week, start)


def _rate(person: Person, week: int) -> float:
    if person.arm != PROGRAMME:
        return MADE_REGULAR
    if person.coach == "joris" and COACH_LEFT <= week < COACH_REPLACED:
        return MADE_UNCOACHED
    return MADE_FIRST if week < WEEKLY else MADE_LATER


def _contact(rng: Generator, person: Person, week: int, start: date) -> Contact:
    on = person.started_on + timedelta(days=7 * week + int(rng.integers(0, 7)))
    channel = _pick(rng, _channels(person, on, start))
    outcome = _pick(rng, OUTCOMES)
    minutes = max(5, round(rng.gamma(6.0, MINUTES[channel] / 6.0) / 5) * 5) if outcome == HELD else 0
    return Contact(person.key, on, channel, outcome, int(minutes), _by(person, on, start))


def _channels(person: Person, on: date, start: date) -> tuple[tuple[str, float], ...]:
    if person.arm != PROGRAMME:
        return REGULAR
    return AFTER if on >= start + timedelta(days=LOCKDOWN_DAYS) else BEFORE


def _by(person: Person, on: date, start: date) -> str:
    if person.coach is None:
        return "regular"
    if person.coach != "joris" or on < start + timedelta(weeks=COACH_LEFT):
        return person.coach
    # A colleague steps in until the successor comes.
    return "nadia" if on >= start + timedelta(weeks=COACH_REPLACED) else "marit"


def _pick(rng: Generator, shares: tuple[tuple[str, float], ...]) -> str:
    return shares[int(rng.choice(len(shares), p=[share for _, share in shares]))][0]
