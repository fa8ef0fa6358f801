"""The load of a coach: open trajectories against the norm, contacts planned and held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from werkzaam.web.journey.rules.dose import DAY, WEEK, Course, active_days, planned_in_calendar_week

WEEKS = 4  # of planned and delivered contact on the board


@dataclass(frozen=True, slots=True)
class Group:
    """`n` open trajectories that are the same for a count: coach, norm, phase, days."""

    coach_id: UUID
    coach: str
    caseload_norm: int
    phase: str
    course: Course
    n: int


@dataclass(frozen=True, slots=True)
class CoachLoad:
    """One coach: open trajectories, the share of the norm they fill, contacts of the last four weeks."""

    coach_id: UUID
    coach: str
    open: int
    share: float
    planned: float
    delivered: int
    in_team: bool

    @property
    def is_over(self) -> bool:
        return self.share > 1

    @property
    def percent(self) -> int:
        return round(100 * self.share)


def first_day(on: date) -> date:
    """The Monday on which the last four weeks (this one with them) began."""
    return on - on.weekday() * DAY - (WEEKS - 1) * WEEK


def loads(
    groups: Iterable[Group], *, coaches: dict[UUID, str], delivered: dict[UUID, int], on: date
) -> list[CoachLoad]:
    """One line per coach of the team, and per account that has people without being a coach there; fullest first."""
    found = list(groups)
    names = {group.coach_id: group.coach for group in found} | coaches
    lines = [_load(pk, name, found, pk in coaches, delivered.get(pk, 0), on) for pk, name in names.items()]
    return sorted(lines, key=lambda line: (-line.share, line.coach))


def by_phase(groups: Iterable[Group]) -> dict[str, int]:
    """Open trajectories per phase."""
    found: dict[str, int] = {}
    for group in groups:
        found[group.phase] = found.get(group.phase, 0) + group.n
    return found


def _load(pk: UUID, name: str, groups: list[Group], in_team: bool, delivered: int, on: date) -> CoachLoad:
    """Where someone works in two programmes, the shares of both norms add up."""
    mine = [group for group in groups if group.coach_id == pk]
    share = sum(group.n / group.caseload_norm for group in mine if group.caseload_norm)
    planned = sum(group.n * _planned(group.course, on) for group in mine)
    return CoachLoad(pk, name, sum(group.n for group in mine), share, planned, delivered, in_team)


def _planned(course: Course, on: date) -> float:
    """Contacts that the norm wanted in the last four weeks."""
    mondays = [first_day(on) + week * WEEK for week in range(WEEKS)]
    return sum(
        planned_in_calendar_week(course, monday, on) for monday in mondays if active_days(course, monday, on)
    )
