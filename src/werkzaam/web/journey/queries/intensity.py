"""For who leads: planned against delivered contact per calendar week, load per coach; no participants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek

from werkzaam.web.journey.models import Contact, Trajectory
from werkzaam.web.journey.queries.dose import norms
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.rules.codes import CONVERSATION, Outcome
from werkzaam.web.journey.rules.dose import DAY, WEEK, Course, active_days, planned_in_calendar_week
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
    reach = trajectories(access, "journey.see_intensity")
    monday = on - on.weekday() * DAY
    mondays = [monday - n * WEEK for n in reversed(range(WEEKS))]
    made, groups = _held(reach, mondays[0], on), _groups(reach)
    totals = [_total(week, groups, made.get(week, (0, 0)), on) for week in mondays]
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


def _held(reach: QuerySet[Trajectory], first: date, last: date) -> dict[date, tuple[int, int]]:
    """Conversations and messages held, by the Monday of their week."""
    speaking = Q(channel__in=[channel.value for channel in CONVERSATION])
    found = Contact.objects.filter(
        trajectory__in=reach, outcome=Outcome.HELD.value, on__gte=first, on__lte=last
    )
    rows = found.annotate(week=TruncWeek("on")).values("week").order_by("week")
    counted = rows.annotate(spoken=Count("pk", filter=speaking), written=Count("pk", filter=~speaking))
    return {row["week"]: (row["spoken"], row["written"]) for row in counted}


def _groups(reach: QuerySet[Trajectory]) -> list[tuple[Course, int]]:
    """Trajectories with the same days and norm, counted once: their number does not make the page slower."""
    planned = norms()
    rows = reach.values_list("programme", "started_on", "ended_on").annotate(n=Count("pk")).order_by()
    return [(Course(start, end, planned.get(programme, [])), n) for programme, start, end, n in rows]


def _total(
    monday: date, groups: Sequence[tuple[Course, int]], made: tuple[int, int], until: date
) -> WeekTotal:
    return WeekTotal(
        monday=monday,
        participants=sum(n * active_days(course, monday, until) for course, n in groups) / 7,
        planned=sum(n * planned_in_calendar_week(course, monday, until) for course, n in groups),
        conversations=made[0],
        messages=made[1],
    )
