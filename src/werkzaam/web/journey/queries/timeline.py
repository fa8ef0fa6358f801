"""One person's guidance on one line of time, and its planned against delivered contact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, TruncDate

from werkzaam.web.journey.models import CoachChange, Contact, LadderRating, Need, PhaseChange, Trajectory
from werkzaam.web.journey.models.labels import DOMAINS, LADDER, PHASES, RATERS
from werkzaam.web.journey.queries.dose import norms
from werkzaam.web.journey.rules.codes import CONVERSATION, Outcome
from werkzaam.web.journey.rules.dose import Course, planned_by_week, week_of
from werkzaam.web.journey.rules.figure import Week
from werkzaam.web.people import queries as people

MOST = 300  # contacts on one page, and as many other events
LABELS: dict[str, dict[str, object]] = {
    "need": dict(DOMAINS),
    "rating": {str(rung): label for rung, label in LADDER},
    "phase": dict(PHASES),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: `kind` (contact, need, rating, phase, coach, or a topic's own); `what` the record itself, or what
    is shown of it (`Happened`); `who` did it."""

    on: date
    kind: str
    what: object
    who: str


@dataclass(frozen=True, slots=True)
class Happened:
    """What the line of time shows of a need, a rating, a phase or a coach; `said_by`: the rater, of a rating."""

    label: str
    words: str
    said_by: str


def contacts(trajectory: Trajectory) -> list[Contact]:
    """The latest contacts, newest first."""
    return list(trajectory.contacts.select_related("coach").order_by("-on", "-created_at")[:MOST])


def timeline(trajectory: Trajectory, made: list[Contact]) -> list[Entry]:
    """Contacts, needs, ratings, phases and coaches together, newest first (2 queries)."""
    rows = list(_happened(trajectory))
    names = _names(trajectory, made, {row["who"] for row in rows})
    entries = [
        *(Entry(c.on, "contact", c, names.get(str(c.coach_id), "")) for c in made),
        *(Entry(row["day"], row["kind"], _told(row), names.get(row["who"], "")) for row in rows),
    ]
    return sorted(entries, key=lambda entry: entry.on, reverse=True)


def _happened(trajectory: Trajectory) -> QuerySet[Any, dict[str, Any]]:
    """Four small tables in one question, each row as (kind, day, code, words, by whom, who said it)."""
    pk = trajectory.pk
    needs = _alike(
        Need.objects.filter(trajectory=pk), "need", TruncDate("created_at"), F("domain"), F("wish"), Value("")
    )
    ratings = _alike(
        LadderRating.objects.filter(trajectory=pk),
        "rating",
        F("on"),
        Cast("rung", CharField()),
        F("evidence"),
        F("rater"),
    )
    phases = _alike(
        PhaseChange.objects.filter(trajectory=pk), "phase", F("on"), F("phase"), Value(""), Value("")
    )
    coaches = _alike(
        CoachChange.objects.filter(trajectory=pk), "coach", F("on"), Value(""), F("coach__name"), Value("")
    )
    return needs.union(ratings, phases, coaches, all=True).order_by("-day")[:MOST]


def _alike(
    found: QuerySet[Any], kind: str, day: Any, code: Any, words: Any, rater: Any
) -> QuerySet[Any, dict[str, Any]]:
    """The same columns, in the same order, whatever the table."""
    words_of = {"kind": Value(kind), "code": code, "words": words, "said_by": rater}
    text = {name: Cast(value, CharField()) for name, value in words_of.items()}
    return found.order_by().values(**text, day=day, who=F("by"))


def _told(row: dict[str, Any]) -> Happened:
    labels = LABELS.get(row["kind"], {})
    return Happened(
        label=str(labels.get(row["code"], "")),
        words=row["words"],
        said_by=str(dict(RATERS).get(row["said_by"], "")),
    )


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


def _names(trajectory: Trajectory, made: list[Contact], by: set[str]) -> dict[str, str]:
    """Names of accounts by id: the coaches at hand, and whoever else wrote something ("system" is nobody)."""
    known = {str(coach.pk): coach.name for coach in (trajectory.coach, *(contact.coach for contact in made))}
    others = by - known.keys() - {"system"}
    return known | people.names(others) if others else known
