"""What the desk decides without a database: where a rating belongs, and what has gone stale."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

REACH = timedelta(days=92)
"""A rating further than three months from a wave says nothing about that wave."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a wave was in the field."""

    wave: str
    opens_on: date
    closes_on: date

    def away(self, on: date) -> timedelta:
        """How far a day lies from the field days: nothing within them."""
        return max(self.opens_on - on, on - self.closes_on, timedelta())


def nearest(moments: Sequence[Moment], on: date) -> Moment | None:
    """The wave a rating of that day belongs to; None when none is near."""
    near = min(moments, key=lambda moment: moment.away(on), default=None)
    return near if near is not None and near.away(on) <= REACH else None


def by_wave(moments: Sequence[Moment], ratings: Iterable[tuple[date, float]]) -> dict[str, float]:
    """One rating per wave: the one nearest to its field days, the later one where two are as near."""
    best: dict[str, tuple[timedelta, float]] = {}
    for on, value in sorted(ratings):
        moment = nearest(moments, on)
        if moment is not None and (moment.wave not in best or moment.away(on) <= best[moment.wave][0]):
            best[moment.wave] = (moment.away(on), value)
    return {wave: value for wave, (_away, value) in best.items()}


def clusters(coaches: Mapping[str, object]) -> dict[str, str]:
    """A name per pseudonym for who shares a coach. It counts in order of pseudonym and says nothing of the coach."""
    names: dict[object, str] = {}
    return {
        pseudonym: names.setdefault(coaches[pseudonym], f"coach-{len(names) + 1}")
        for pseudonym in sorted(coaches)
    }


def edition_key(study: str, taken: Collection[str]) -> str:
    """The address of a publication: the study's code, numbered from the second on."""
    numbered = (f"{study}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (study, *numbered) if key not in taken)


def source_hash(records: Iterable[Mapping[str, object]]) -> str:
    """SHA-256 over records in any order."""
    lines = sorted(json.dumps(record, sort_keys=True, default=str) for record in records)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def numbered(word: str, taken: Collection[str]) -> str:
    """`word` with the first number that is free: `experienced-1`."""
    return next(key for key in (f"{word}-{n}" for n in range(1, len(taken) + 2)) if key not in taken)
