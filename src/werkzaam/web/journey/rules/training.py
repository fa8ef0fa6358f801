"""Group training: which days a series has, who has a place, who belongs to a session, what a certificate says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from werkzaam.web.journey.rules.codes.training import EnrolmentStatus, SessionStatus

LARGEST = 100  # people in one group
LONGEST = 60  # sessions planned in one go


@dataclass(frozen=True, slots=True)
class Series:
    """Sessions at the same hours, every so many weeks; each module so many times, in its order."""

    first_on: date
    starts: time
    ends: time
    every_weeks: int
    times: int


@dataclass(frozen=True, slots=True)
class Attended:
    """One session that took place, as one member saw it; `module` is None for a session outside the modules."""

    module: int | None
    module_hours: int
    was_there: bool


def planned(series: Series, modules: Sequence[int | None]) -> list[tuple[date, int | None]]:
    """(day, module) of each session of a series."""
    topics = [module for module in modules for _ in range(series.times)]
    step = timedelta(weeks=series.every_weeks)
    return [(series.first_on + n * step, module) for n, module in enumerate(topics)]


def places(capacity: int, rooms: Iterable[int | None]) -> int:
    """How many people the group can hold: its capacity, or less where a room of a coming session holds fewer."""
    return min([capacity, *(room for room in rooms if room is not None)])


def is_member(status: str, ended_on: date | None, on: date) -> bool:
    """Whether someone belongs to a session of this day. Who waits does not; who stopped, until that day.

    The day of enrolling is no limit: an enrolment is often written down after the first session.
    """
    if status == EnrolmentStatus.STOPPED:
        return ended_on is not None and on <= ended_on
    return status != EnrolmentStatus.WAITING


def stands(kept_at: datetime, told_at: datetime) -> bool:
    """Whether what was kept stands against what is told now: the latest tap counts, in whatever order they arrive."""
    return kept_at >= told_at


def practical_hours(sessions: Sequence[Attended]) -> int:
    """Whole practical hours attended: a module's hours are spread evenly over its sessions that took place."""
    held = Counter(one.module for one in sessions)
    return int(sum(one.module_hours / held[one.module] for one in sessions if one.was_there) + 1e-9)


def last_to_come(sessions: Iterable[tuple[datetime, str]], *, at: datetime) -> datetime | None:
    """When the last planned session begins that is still to come: until then no certificate is given."""
    planned = [starts for starts, status in sessions if status == SessionStatus.PLANNED]
    return max((starts for starts in planned if starts > at), default=None)


def certificate_number(issued_on: date, enrolment: int) -> str:
    """The year and the number of the enrolment: unique without a counter."""
    return f"{issued_on.year}-{enrolment:06d}"
