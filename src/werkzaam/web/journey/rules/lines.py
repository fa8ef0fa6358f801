"""Short lines: the clock of a question, how long an answer takes, and what may go with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from werkzaam.web.journey.rules.codes import Domain
from werkzaam.web.journey.rules.codes.lines import CommitmentStatus, Topic

WORKING_DAYS = (1, 3, 5, 10)
SATURDAY = 6  # ISO 8601
ABOUT: Mapping[str, frozenset[Domain]] = {
    Topic.BENEFIT: frozenset({Domain.MONEY, Domain.WORK}),
    Topic.DEBT: frozenset({Domain.MONEY}),
    Topic.HEALTH: frozenset({Domain.HEALTH, Domain.DAILY_LIFE}),
    Topic.HOUSING: frozenset({Domain.HOUSING, Domain.DAILY_LIFE}),
    Topic.CHILDCARE: frozenset({Domain.FAMILY}),
    Topic.CIVIC_INTEGRATION: frozenset({Domain.LANGUAGE, Domain.LEARNING, Domain.NETWORK}),
    Topic.WORK: frozenset({Domain.WORK, Domain.LEARNING, Domain.LANGUAGE}),
    Topic.OTHER: frozenset(Domain),
}
"""The life domains that a question on a topic can need; a need or goal of another domain does not go with it."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long one question has waited; not answered: it still waits."""

    length: timedelta
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """Commitments of which the day has come: kept, not kept, and still open after their day."""

    kept: int
    not_kept: int
    late: int

    @property
    def due(self) -> int:
        return self.kept + self.not_kept + self.late


def due_at(asked_at: datetime, working_days: int) -> datetime:
    """The same time of day, so many working days later."""
    due = asked_at
    while working_days:
        due += timedelta(days=1)
        working_days -= due.isoweekday() < SATURDAY
    return due


def median_wait(waits: Iterable[Wait]) -> timedelta | None:
    """The time within which half of the questions are answered, those still open counted in.

    Kaplan & Meier (1958): the first time at which at most half still wait. None: that is not known yet.
    """
    found = sorted(waits, key=lambda wait: (wait.length, not wait.is_answered))
    still = 1.0
    for n, wait in enumerate(found):
        still *= 1 - wait.is_answered / (len(found) - n)
        if wait.is_answered and still <= 0.5 + 1e-12:
            return wait.length
    return None


def is_needed(topic: str, domain: str) -> bool:
    """Whether a need or goal in this life domain can belong to a question on this topic; no domain: anything."""
    return not domain or domain in ABOUT[topic]


def names_someone(text: str, words: Collection[str]) -> bool:
    """Whether one of `words` (names, a telephone number, an address) stands in the text, written as it is."""
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words if word)


def shared(chosen: Collection[str], known: Mapping[str, str]) -> dict[str, str]:
    """The words that go with a question: what was chosen and is known, nothing else."""
    return {code: words for code, words in known.items() if code in chosen and words}


def is_late(due_on: date, status: str, *, on: date) -> bool:
    return status == CommitmentStatus.OPEN and due_on < on


def kept(commitments: Iterable[tuple[str, date]], *, on: date) -> Kept:
    """Count (status, day) of commitments; what is open before its day or no longer needed does not count."""
    found = list(commitments)
    states = [status for status, _day in found]
    late = sum(is_late(day, status, on=on) for status, day in found)
    return Kept(states.count(CommitmentStatus.KEPT), states.count(CommitmentStatus.NOT_KEPT), late)
