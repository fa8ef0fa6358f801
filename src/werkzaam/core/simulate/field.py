"""Who answered at which wave, and how: exact counts, but not at random.

Counts of 3-domain §3.5. People with little Dutch, and those who found work, answer less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.random import Generator

from werkzaam.core.simulate.lives import RATED, Life
from werkzaam.core.simulate.people import COMPARISON, PROGRAMME, SIZE
from werkzaam.core.simulate.scenario import Answer, Person, Response

MONTHS = {"t0": 0, "t1": 6, "t2": 15}
MODES = ("own-phone", "helped", "telephone")
MODE_SHARES = {
    True: (0.15, 0.65, 0.2),
    False: (0.58, 0.15, 0.27),
}  # by low language; 45, 30 and 25 % together


SHARED_WILL = 8.0

Alike = Mapping[str, list[float]]
"""Per wave, a number for each matched pair."""


@dataclass(frozen=True, slots=True)
class Counts:
    first: int
    middle: int
    last: int
    both: int


COUNTS = {PROGRAMME: Counts(48, 44, 39, 34), COMPARISON: Counts(39, 32, 28, 24)}


def responses(
    rng: Generator, persons: tuple[Person, ...], life: Mapping[str, Life]
) -> tuple[tuple[Response, ...], tuple[Answer, ...]]:
    """The questionnaires filled in, and what coaches rated of their own participants at each wave."""
    filled: list[Response] = []
    rated: list[Answer] = []
    alike = _alike(rng)
    for arm, counts in COUNTS.items():
        group = [person for person in persons if person.arm == arm]
        for wave, answered in _who(rng, group, life, counts, alike).items():
            for person in group:
                response = _response(rng, person, wave, life[person.key])
                filled += [response] if person.key in answered else []
                rated += _rated(person, wave, response.on, life[person.key])
    order = {person.key: place for place, person in enumerate(persons)}
    return tuple(sorted(filled, key=lambda one: (order[one.person], one.wave))), tuple(rated)


def _who(
    rng: Generator, group: list[Person], life: Mapping[str, Life], counts: Counts, alike: Alike
) -> dict[str, set[str]]:
    ease = {person.key: _ease(person, life[person.key]) for person in group}
    start = {
        person.key: at + alike["t0"][_pair(person)]
        for person, (at, _) in zip(group, ease.values(), strict=True)
    }
    end = {
        person.key: at + alike["t2"][_pair(person)]
        for person, (_, at) in zip(group, ease.values(), strict=True)
    }
    first = _draw(rng, start, start, counts.first)
    stayed = _draw(rng, [key for key in end if key in first], end, counts.both)
    joined = _draw(rng, [key for key in end if key not in first], end, counts.last - counts.both)
    last = stayed | joined
    known = {key: 2.0 * (key in first) + 2.0 * (key in last) + start[key] for key in start}
    return {"t0": first, "t1": _draw(rng, known, known, counts.middle), "t2": last}


def _alike(rng: Generator) -> Alike:
    """What a participant and the matched control share in willingness: alike people behave alike."""
    return {wave: rng.gumbel(scale=SHARED_WILL, size=SIZE).tolist() for wave in ("t0", "t2")}


def _pair(person: Person) -> int:
    return int(person.key[1:]) - 1


def _ease(person: Person, life: Life) -> tuple[float, float]:
    """Log weights of answering at the start and at the end."""
    language = -0.9 if person.low_language else 0.0
    return language, language - 1.0 * life["t2", "paid-work"]


def _draw(rng: Generator, keys: Iterable[str], weights: Mapping[str, float], count: int) -> set[str]:
    """`count` keys without replacement, chances by exp(weight) (Gumbel top-k)."""
    listed = list(keys)
    marks = np.asarray([weights[key] for key in listed]) + rng.gumbel(size=len(listed))
    return {listed[int(at)] for at in np.argsort(-marks, kind="stable")[:count]}


def _response(rng: Generator, person: Person, wave: str, life: Life) -> Response:
    on = person.started_on + timedelta(days=round(MONTHS[wave] * 30.44) + int(rng.integers(0, 15)))
    mode = str(rng.choice(MODES, p=MODE_SHARES[person.low_language]))
    items = {item: value for (at, item), value in life.items() if at == wave and item != RATED}
    return Response(person.key, wave, on, mode, items)


def _rated(person: Person, wave: str, on: date, life: Life) -> list[Answer]:
    if (wave, RATED) not in life:
        return []
    return [Answer(person.key, wave, on, RATED, life[wave, RATED], "coach", None)]
