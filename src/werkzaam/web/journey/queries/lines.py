"""Commitments and whether they are kept; questions to other professionals with their clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from werkzaam.web.journey.models import Commitment, Goal, Need, ShortLine, Trajectory
from werkzaam.web.journey.queries.due import Due
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.queries.timeline import Entry
from werkzaam.web.journey.rules import lines as rules
from werkzaam.web.journey.rules.codes.lines import Share
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access

MOST = 100  # questions about one person, lines on Today
LATELY = timedelta(days=180)  # the questions whose answering is timed
TIMED = 2000


@dataclass(frozen=True, slots=True)
class Pace:
    """How soon questions are answered: days within which half of them are (None: not known), out of how many."""

    days: float | None
    asked: int
    waiting: int


def commitments(access: Access, permission: str) -> QuerySet[Commitment]:
    """What organisations within reach agreed to, what comes first on top."""
    found = Commitment.objects.filter(organisation__in=access.organisations(permission))
    return found.select_related("programme", "organisation").order_by("due_on", "pk")


def commitment(access: Access, permission: str, pk: int) -> Commitment:
    found = commitments(access, permission).filter(pk=pk).first()
    if found is None:
        raise refuse()
    return found


def kept(found: QuerySet[Commitment], *, on: date) -> rules.Kept:
    """How many commitments were kept, of those whose day has come."""
    return rules.kept(found.order_by().values_list("status", "due_on"), on=on)


def inbox(access: Access) -> QuerySet[ShortLine]:
    """Questions to the professionals where this account answers, if to nobody in particular or to this one."""
    found = ShortLine.objects.filter(
        Q(asked_of=None) | Q(asked_of=UUID(access.account)),
        organisation__in=access.organisations("journey.answer_short_line"),
    )
    return found.select_related("asked_by", "answered_by", "organisation")


def question(access: Access, pk: UUID) -> ShortLine:
    """One question that this account may answer."""
    found = inbox(access).select_related("trajectory").filter(pk=pk).first()
    if found is None:
        raise refuse()
    return found


def about(trajectory: Trajectory) -> list[ShortLine]:
    """Questions about one person, the newest first."""
    found = trajectory.short_lines.select_related("asked_by", "asked_of", "answered_by", "organisation")
    return list(found.order_by("-asked_at")[:MOST])


def pace(organisations: Iterable[int], *, at: datetime) -> Pace:
    """How soon these organisations answered the questions of the last half year (1 query)."""
    found = ShortLine.objects.filter(organisation__in=list(organisations), asked_at__gte=at - LATELY)
    rows = list(found.order_by("-asked_at").values_list("asked_at", "answered_at")[:TIMED])
    waits = [rules.Wait((answered or at) - asked, answered is not None) for asked, answered in rows]
    median = rules.median_wait(waits)
    waiting = sum(not wait.is_answered for wait in waits)
    return Pace(None if median is None else median / timedelta(days=1), len(rows), waiting)


def askable(trajectory: Trajectory) -> list[int]:
    """Where a question may go: the person's and the team's organisation, and those above and below it."""
    tree, here = people.organisation_tree(), trajectory.team.organisation_id
    return sorted({trajectory.person.organisation_id, *tree.line(here), *tree.below(here)})


def answerers(trajectory: Trajectory, *, on: date) -> dict[str, str]:
    """Who may be asked: "organisation" (whoever answers there) and "organisation:account" → the name."""
    found: dict[str, str] = {}
    holders = people.holders("journey.answer_short_line", askable(trajectory), on=on)
    for role in holders.select_related("account", "organisation").order_by(
        "organisation__name", "account__name"
    ):
        found.setdefault(f"{role.organisation_id}", role.organisation.name)
        found[f"{role.organisation_id}:{role.account_id}"] = f"{role.account.name} ({role.organisation.name})"
    return found


def known(trajectory: Trajectory, need: Need | None, goal: Goal | None) -> dict[str, str]:
    """What could be shared of a person, in words."""
    person = trajectory.person
    language = translation.get_language_info(person.language)["name_translated"]
    return {
        Share.NAME.value: str(person),
        Share.CONTACT.value: ", ".join(filter(None, [person.phone, person.email])),
        Share.LANGUAGE.value: str(language),
        Share.NEED.value: need.wish if need else "",
        Share.GOAL.value: goal.words if goal else "",
        Share.PHASE.value: trajectory.get_phase_display(),
    }


def asked(access: Access, *, on: date) -> list[QuerySet[Any]]:
    """Own questions on own people that are not answered although their time is over."""
    found = ShortLine.objects.filter(
        trajectory__in=trajectories(access, "journey.ask_short_line"),
        asked_by=UUID(access.account),
        answered_at=None,
        due_at__date__lte=on,
    )
    return [found.select_related("trajectory__person", "organisation")]


def due(access: Access, *, on: date) -> list[Due]:
    """Questions that are late, the earliest first."""
    (late,) = asked(access, on=on)
    return [_due(one) for one in late.order_by("due_at")[:MOST]]


def _due(one: ShortLine) -> Due:
    assert one.trajectory is not None  # filtered on it
    return Due(
        on=timezone.localdate(one.due_at),
        person=str(one.trajectory.person),
        words=_("No answer yet from %(organisation)s") % {"organisation": one.organisation.name},
        url=reverse("journey:lines", args=[one.trajectory_id]),
        person_id=one.trajectory.person_id,
    )


def entries(trajectory: Trajectory) -> list[Entry]:
    """Questions about this person, for the line of time."""
    return [
        Entry(timezone.localdate(one.asked_at), "line", one, one.asked_by.name) for one in about(trajectory)
    ]
