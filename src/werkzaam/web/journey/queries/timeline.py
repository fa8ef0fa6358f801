"""One person's guidance on one line of time, and its planned against delivered contact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from werkzaam.web.journey.models import Contact, Trajectory
from werkzaam.web.journey.queries.dose import norms
from werkzaam.web.journey.rules.codes import CONVERSATION, Outcome
from werkzaam.web.journey.rules.dose import Course, planned_by_week, week_of
from werkzaam.web.journey.rules.figure import Week
from werkzaam.web.people import queries as people

MOST = 300  # contacts on one page


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: `kind` (contact, need, rating, phase, or a topic's own); `what` the record itself; `who` did it."""

    on: date
    kind: str
    what: object
    who: str


def contacts(trajectory: Trajectory) -> list[Contact]:
    """The latest contacts, newest first."""
    return list(trajectory.contacts.select_related("coach").order_by("-on", "-created_at")[:MOST])


def timeline(trajectory: Trajectory, made: list[Contact]) -> list[Entry]:
    """Contacts, needs, ratings and phases together, newest first (3 queries, 4 after a hand-over)."""
    needs, ratings, phases = trajectory.needs.all(), trajectory.ratings.all(), trajectory.phases.all()
    names = _names(
        trajectory, made, {*(n.by for n in needs), *(r.by for r in ratings), *(p.by for p in phases)}
    )
    entries = [
        *(Entry(c.on, "contact", c, names.get(str(c.coach_id), "")) for c in made),
        *(Entry(_day(n.created_at), "need", n, names.get(n.by, "")) for n in needs),
        *(Entry(r.on, "rating", r, names.get(r.by, "")) for r in ratings),
        *(Entry(p.on, "phase", p, names.get(p.by, "")) for p in phases),
    ]
    return sorted(entries, key=lambda entry: entry.on, reverse=True)


def weeks(trajectory: Trajectory, made: Iterable[Contact], *, until: date) -> list[Week]:
    """Per week since the start: contacts planned, conversations, and messages that were held."""
    start, last = trajectory.started_on, min(trajectory.ended_on or until, until)
    course = Course(start, trajectory.ended_on, norms().get(trajectory.programme_id, []))
    planned = planned_by_week(course, start=start, until=last)
    spoken, written = dict.fromkeys(planned, 0), dict.fromkeys(planned, 0)
    for contact in made:
        if contact.outcome == Outcome.HELD and start <= contact.on <= last:
            kind = spoken if contact.channel in CONVERSATION else written
            kind[week_of(start, contact.on)] += 1
    return [Week(str(week + 1), planned[week], spoken[week], written[week]) for week in sorted(planned)]


def _day(at: datetime) -> date:
    return timezone.localdate(at)


def _names(trajectory: Trajectory, made: list[Contact], by: set[str]) -> dict[str, str]:
    """Names of accounts by id: the coaches at hand, and whoever else wrote something ("system" is nobody)."""
    known = {str(coach.pk): coach.name for coach in (trajectory.coach, *(contact.coach for contact in made))}
    others = by - known.keys() - {"system"}
    return known | people.names(others) if others else known
