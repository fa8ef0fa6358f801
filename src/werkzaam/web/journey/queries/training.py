"""What one participant's training adds to other pages: the own page, the timeline, the list of what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.web.journey.models import Attendance, Certificate, Enrolment, Session, Trajectory
from werkzaam.web.journey.queries.due import Due
from werkzaam.web.journey.queries.timeline import Entry
from werkzaam.web.journey.queries.training_groups import unmarked
from werkzaam.web.journey.rules.codes.training import EnrolmentStatus
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access

RECENT = 30  # sessions that were, on the own page and the timeline
COMING = 30
BACK = timedelta(days=28)  # a roll that nobody called falls due for so long


@dataclass(frozen=True, slots=True)
class OwnTraining:
    """All of one person's training; nobody else is named but the trainer."""

    enrolments: list[Enrolment]
    coming: list[Session]
    past: list[Attendance]


def own_training(person_id: UUID, *, at: datetime) -> OwnTraining:
    """My groups with their certificates, my sessions to come, and those I was marked at."""
    mine = Enrolment.objects.filter(trajectory__person=person_id)
    groups = mine.select_related("group__trainer", "group__place", "certificate").order_by("-since_at")
    past = Attendance.objects.filter(enrolment__trajectory__person=person_id)
    shown = past.select_related("session__module", "session__group").order_by("-session__starts_at")
    return OwnTraining(list(groups), own_sessions(person_id, at=at), list(shown[:RECENT]))


def own_sessions(person_id: UUID, *, at: datetime) -> list[Session]:
    """My sessions from `at` on, also the cancelled ones; not those of a group where I wait or have stopped."""
    mine = Enrolment.objects.filter(trajectory__person=person_id, status=EnrolmentStatus.ENROLLED.value)
    found = Session.objects.filter(group__in=mine.values("group"), ends_at__gte=at)
    joined = found.select_related("group__trainer", "group__place", "module", "place", "trainer")
    return list(joined.order_by("starts_at")[:COMING])


def own_certificate(person_id: UUID, pk: int) -> Certificate:
    """My certificate; another's is refused as if it did not exist."""
    found = Certificate.objects.filter(pk=pk, enrolment__trajectory__person=person_id)
    one = found.select_related("enrolment__group__organisation", "enrolment__trajectory__person").first()
    if one is None:
        raise refuse()
    return one


def entries(trajectory: Trajectory) -> list[Entry]:
    """Training on a person's timeline: `attendance` per session, `certificate` per group (2 queries)."""
    told = Attendance.objects.filter(enrolment__trajectory=trajectory)
    shown = told.select_related("session__module", "session__group").order_by("-session__starts_at")[:RECENT]
    papers = Certificate.objects.filter(enrolment__trajectory=trajectory).select_related("enrolment__group")
    return [
        *(Entry(timezone.localdate(one.session.starts_at), "attendance", one, "") for one in shown),
        *(Entry(one.issued_on, "certificate", one, "") for one in papers),
    ]


def asked(access: Access, *, on: date) -> list[QuerySet[Any]]:
    """Rolls of the last four weeks, today with them, that nobody called yet."""
    return [unmarked(access, since=on - BACK, until=on)]


def due(access: Access, *, on: date) -> list[Due]:
    """Rolls to call, the oldest first."""
    (found,) = asked(access, on=on)
    words = _("Roll call of %(group)s")
    return [
        Due(
            on=timezone.localdate(one.starts_at),
            person="",
            words=words % {"group": one.group.name},
            url=reverse("journey:group_roll", args=[one.pk]),
        )
        for one in found[:COMING]
    ]
