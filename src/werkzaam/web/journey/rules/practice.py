"""Placements in time: which days overlap, and how much of a legal limit is used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from werkzaam.web.journey.rules.codes.practice import CHECK_IN_WEEKS, PlacementKind, PlacementStatus

DAY = timedelta(days=1)
OPEN = (PlacementStatus.PROPOSED, PlacementStatus.AGREED, PlacementStatus.RUNNING)
BESIDE = (PlacementKind.VOLUNTEERING,)
"""Kinds that may stand beside any other: free time stays free."""


@dataclass(frozen=True, slots=True)
class Stay:
    """The days of one placement: `last` None is without an end; `weekdays` (1 to 7) empty is any day."""

    kind: str
    first: date
    last: date | None
    weekdays: Sequence[int] = ()


class Nearness(StrEnum):
    FINE = "fine"
    NEAR = "near"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Limit:
    """How many days a kind of placement may last by law, over all placements of this kind together."""

    kind: str
    max_days: int
    warn_days: int
    source: str


@dataclass(frozen=True, slots=True)
class Counter:
    """Days of one kind used until a day, and used when all that is planned has passed."""

    limit: Limit
    used: int
    planned: int

    @property
    def left(self) -> int:
        return max(self.limit.max_days - self.used, 0)

    @property
    def nearness(self) -> Nearness:
        """Reached where used or planned days pass the limit; near from `warn_days` before it."""
        if self.used >= self.limit.max_days or self.planned > self.limit.max_days:
            return Nearness.REACHED
        return Nearness.NEAR if self.left <= self.limit.warn_days else Nearness.FINE


def overlaps(one: Stay, other: Stay) -> bool:
    """Whether two placements of one person claim the same day; the last day counts."""
    if one.kind in BESIDE or other.kind in BESIDE:
        return False
    apart = (one.last and one.last < other.first) or (other.last and other.last < one.first)
    split = one.weekdays and other.weekdays and not set(one.weekdays) & set(other.weekdays)
    return not apart and not split


def counter(limit: Limit, stays: Iterable[Stay], *, on: date) -> Counter:
    """Calendar days of this kind: through `on`, and with what is planned after it. No day counts twice.

    A placement without an agreed end counts through `on` only: what is not agreed is not planned.
    """
    kept = [stay for stay in stays if stay.kind == limit.kind]
    used = _days((stay.first, min(stay.last or on, on)) for stay in kept)
    planned = _days((stay.first, stay.last or max(on, stay.first)) for stay in kept)
    return Counter(limit, used, planned)


def check_in_days(first: date, last: date | None) -> list[tuple[int, date]]:
    """(week, day due) of the check-ins of a placement: none after its agreed end."""
    due = [(week, first + timedelta(weeks=week)) for week in CHECK_IN_WEEKS]
    return [(week, on) for week, on in due if last is None or on <= last]


def _days(spans: Iterable[tuple[date, date]]) -> int:
    """Days covered by spans (both ends count), each day once."""
    total, reached = 0, date.min
    for first, last in sorted(spans):
        begin = max(first, reached + DAY)
        total += max((last - begin).days + 1, 0)
        reached = max(reached, last)
    return total
