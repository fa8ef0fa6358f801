"""For who leads: planned against delivered contact per calendar week, load per coach; no participants."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from werkzaam.web.journey.models import Contact, Trajectory
from werkzaam.web.journey.queries.dose import norms
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.rules.codes import CONVERSATION, Outcome
from werkzaam.web.journey.rules.dose import DAY, WEEK, Course, by_calendar_week
from werkzaam.web.people.rules import Access

WEEKS = 26


@dataclass(frozen=True, slots=True)
class WeekTotal:
    """One calendar week: participants (by days present), contacts planned, conversations, messages."""

    monday: date
    participants: float
    planned: float
    conversations: int
    messages: int

    @property
    def delivered(self) -> int:
        return self.conversations + self.messages

    def each(self, contacts: float) -> float:
        """Contacts per participant."""
        return contacts / self.participants if self.participants else 0.0


class Held(NamedTuple):
    """Conversations and messages by the Monday of their week."""

    spoken: Counter[date]
    written: Counter[date]


@dataclass(frozen=True, slots=True)
class Load:
    """Open trajectories of one coach in one programme, against its norm."""

    coach: str
    programme: str
    open: int
    norm: int

    @property
    def is_over(self) -> bool:
        return self.open > self.norm


def weekly(access: Access, *, on: date) -> list[WeekTotal]:
    """The last 26 calendar weeks through `on`, oldest first, over all trajectories in reach (3 queries).

    Weeks before the first participant are left out.
    """
    monday = on - on.weekday() * DAY
    mondays = [monday - n * WEEK for n in reversed(range(WEEKS))]
    late = Q(ended_on__isnull=True) | Q(ended_on__gte=mondays[0])  # no contact lies after the last day
    reach = trajectories(access, "journey.see_intensity").filter(late)
    made, groups = _held(reach, mondays[0], on), _groups(reach)
    days, planned = by_calendar_week(groups, mondays=mondays, until=on)
    totals = [
        WeekTotal(week, days[week] / 7, planned[week], made.spoken[week], made.written[week])
        for week in mondays
    ]
    return list(dropwhile(lambda total: not total.participants, totals))


def loads(access: Access) -> list[Load]:
    """Open trajectories per coach and programme, the fullest first."""
    found = trajectories(access, "journey.see_intensity").filter(ended_on__isnull=True)
    rows = found.values("coach", "coach__name", "programme__name", "programme__caseload_norm")
    counted = rows.annotate(open=Count("pk")).order_by("-open", "coach__name")
    return [
        Load(row["coach__name"], row["programme__name"], row["open"], row["programme__caseload_norm"])
        for row in counted
    ]


def _held(reach: QuerySet[Trajectory], first: date, last: date) -> Held:
    """Contacts held, by the Monday of their week: counted by day, which an index can tell by itself."""
    found = Contact.objects.filter(
        trajectory__in=reach, outcome=Outcome.HELD.value, on__gte=first, on__lte=last
    )
    made = Held(Counter(), Counter())
    for day, channel, n in found.values_list("on", "channel").annotate(n=Count("*")).order_by():
        kind = made.spoken if channel in CONVERSATION else made.written
        kind[day - day.weekday() * DAY] += n
    return made


def _groups(reach: QuerySet[Trajectory]) -> list[tuple[Course, int]]:
    """Trajectories with the same days and norm, counted once: their number hardly matters."""
    planned = norms()
    rows = reach.values_list("programme", "started_on", "ended_on").annotate(n=Count("pk")).order_by()
    return [(Course(start, end, planned.get(programme, [])), n) for programme, start, end, n in rows]
