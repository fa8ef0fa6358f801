"""Dose: how much contact was planned and how much was delivered, per person, week and channel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from werkzaam.web.journey.rules.codes import Outcome

PLANNED = "planned"
"""The channel of planned contacts: a norm does not say by which channel."""
DAY = timedelta(days=1)
WEEK = 7 * DAY


@dataclass(frozen=True, slots=True)
class NormStep:
    """From this week of a trajectory on (0 is the first), so many contacts a week are planned."""

    from_week: int
    contacts_per_week: float


@dataclass(frozen=True, slots=True)
class Course:
    """One trajectory as dose sees it: its days (the last day counts) and its norm."""

    started_on: date
    ended_on: date | None
    norm: Sequence[NormStep]


@dataclass(frozen=True, slots=True)
class ContactMade:
    """One contact of either kind: logged by a coach, or reported by regular services."""

    on: date
    channel: str
    outcome: str
    minutes: int


@dataclass(frozen=True, slots=True)
class DoseRecord:
    """One person, week (0-based, since the start) and channel: contacts planned and held, minutes held.

    Every week of follow-up has one record of channel "planned", also where that is 0: it is the exposure.
    """

    person_id: UUID
    week: int
    channel: str
    planned: float
    delivered: int
    minutes: int


def week_of(start: date, day: date) -> int:
    """Whole weeks from `start` to `day`: the start itself is in week 0."""
    return (day - start).days // 7


def planned_in_week(norm: Sequence[NormStep], week: int) -> float:
    """Contacts planned in this week of a trajectory: the last step that has begun."""
    begun = [step for step in norm if step.from_week <= week]
    return max(begun, key=lambda step: step.from_week).contacts_per_week if begun else 0.0


def weeks_followed(start: date, last: date) -> range:
    """The weeks that have begun by `last`; a week that has begun counts whole."""
    return range(max(week_of(start, last) + 1, 0))


def planned_by_week(course: Course, *, start: date, until: date) -> dict[int, float]:
    """Planned contacts per week since `start`, until the trajectory's last day or `until`."""
    last = min(course.ended_on or until, until)
    planned: dict[int, float] = defaultdict(float)
    for week in weeks_followed(course.started_on, last):
        planned[week_of(start, course.started_on + week * WEEK)] += planned_in_week(course.norm, week)
    return planned


def dose_of(
    person_id: UUID, *, start: date, courses: Sequence[Course], contacts: Iterable[ContactMade], until: date
) -> Iterator[DoseRecord]:
    """All dose of one person from `start` through `until`, by week and channel.

    Without a trajectory (control group) nothing is planned and follow-up runs to `until`; with one it runs to
    the last day of the last trajectory. Contacts before the start or after `until` are not counted.
    """
    last = min(max((c.ended_on or until for c in courses), default=until), until)
    planned: dict[int, float] = dict.fromkeys(weeks_followed(start, last), 0.0)
    for course in courses:
        for week, contacts_planned in planned_by_week(course, start=start, until=until).items():
            planned[week] = planned.get(week, 0.0) + contacts_planned
    for week in sorted(planned):
        yield DoseRecord(person_id, week, PLANNED, planned[week], 0, 0)
    for (week, channel), made in sorted(held(contacts, start=start, until=until).items()):
        yield DoseRecord(person_id, week, channel, 0.0, len(made), sum(contact.minutes for contact in made))


def held(
    contacts: Iterable[ContactMade], *, start: date, until: date
) -> dict[tuple[int, str], list[ContactMade]]:
    """The contacts that took place, by week since `start` and channel."""
    found: dict[tuple[int, str], list[ContactMade]] = defaultdict(list)
    for contact in contacts:
        if contact.outcome == Outcome.HELD and start <= contact.on <= until:
            found[week_of(start, contact.on), contact.channel].append(contact)
    return found


def by_calendar_week(
    groups: Iterable[tuple[Course, int]], *, mondays: Sequence[date], until: date
) -> tuple[dict[date, int], dict[date, float]]:
    """Days of participation, and contacts planned, in each of these successive weeks, over (course, how many alike).

    Each course adds to the weeks it was in, and to no other.
    """
    days, planned = dict.fromkeys(mondays, 0), dict.fromkeys(mondays, 0.0)
    for course, n in groups:
        first = max(week_of(mondays[0], course.started_on), 0)
        last = week_of(mondays[0], min(course.ended_on or until, until))
        for monday in mondays[first : max(last + 1, 0)]:
            active = active_days(course, monday, until)
            days[monday] += n * active
            planned[monday] += n * active / 7 * _rate(course, monday)
    return days, planned


def active_days(course: Course, monday: date, until: date) -> int:
    """Days of this trajectory in the calendar week that begins on `monday`, none after `until`."""
    first = max(course.started_on, monday)
    last = min(course.ended_on or until, until, monday + 6 * DAY)
    return max((last - first).days + 1, 0)


def planned_in_calendar_week(course: Course, monday: date, until: date) -> float:
    """Contacts planned in the week of `monday`: the norm of that own week, for its active days only."""
    return _rate(course, monday) * active_days(course, monday, until) / 7


def _rate(course: Course, monday: date) -> float:
    """Contacts planned a week, as the norm says for the own week in which the week of `monday` begins."""
    return planned_in_week(course.norm, week_of(course.started_on, max(course.started_on, monday)))
