"""What there is to remind of, and whether it still stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from werkzaam.web.journey.models import Appointment, Enrolment, Reminder, Session
from werkzaam.web.journey.rules.appointment import REMIND_BEFORE, remind_at
from werkzaam.web.journey.rules.codes.contact import About, AppointmentStatus, Sending
from werkzaam.web.journey.rules.codes.training import EnrolmentStatus, SessionStatus

MOST = 1000  # in one run: the next run goes on
KNOWN = (About.APPOINTMENT.value, About.SESSION.value)


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing ahead for one person; `person` as its row, for the address at the moment of sending."""

    about: About
    about_id: str
    person: Any
    starts_at: datetime


def ahead(*, at: datetime) -> list[Planned]:
    """What begins within a day from `at` and was planned before its reminder fell due (2 queries)."""
    return [*_appointments(at), *_sessions(at)]


def waiting(*, at: datetime) -> list[Reminder]:
    """Reminders that fell due and were not sent, the oldest first."""
    found = Reminder.objects.filter(status=Sending.WAITING.value, due_at__lte=at, about__in=KNOWN)
    return list(found.select_related("person").order_by("due_at", "pk")[:MOST])


def stands(reminder: Reminder, *, at: datetime) -> datetime | None:
    """When the thing begins, if it is still to come as it was when the reminder was made; else None."""
    starts_at = _starts(reminder)
    if starts_at is None or starts_at <= at or remind_at(starts_at) != reminder.due_at:
        return None
    return starts_at


def session_key(session: object, enrolment: object) -> str:
    return f"{session}-{enrolment}"


def _appointments(at: datetime) -> list[Planned]:
    found = Appointment.objects.filter(
        status=AppointmentStatus.PLANNED.value,
        starts_at__gt=at,
        starts_at__lte=at + REMIND_BEFORE,
        created_at__lt=F("starts_at") - REMIND_BEFORE,
        trajectory__ended_on__isnull=True,
    ).select_related("trajectory__person")
    return [
        Planned(About.APPOINTMENT, str(one.pk), one.trajectory.person, one.starts_at) for one in found[:MOST]
    ]


def _sessions(at: datetime) -> list[Planned]:
    found = Enrolment.objects.filter(
        status=EnrolmentStatus.ENROLLED.value,
        group__sessions__status=SessionStatus.PLANNED.value,
        group__sessions__starts_at__gt=at,
        group__sessions__starts_at__lte=at + REMIND_BEFORE,
        trajectory__ended_on__isnull=True,
    ).select_related("trajectory__person")
    told = found.annotate(session=F("group__sessions__pk"), starts_at=F("group__sessions__starts_at"))
    return [
        Planned(About.SESSION, session_key(one.session, one.pk), one.trajectory.person, one.starts_at)
        for one in told[:MOST]
    ]


def _starts(reminder: Reminder) -> datetime | None:
    """When what a reminder is about begins; None where it is gone, cancelled, done, or not for this person any more."""
    if reminder.about == About.APPOINTMENT:
        planned = Appointment.objects.filter(
            pk=reminder.about_id, status=AppointmentStatus.PLANNED.value, trajectory__ended_on__isnull=True
        )
        return planned.values_list("starts_at", flat=True).first()
    session, enrolment = reminder.about_id.split("-")
    held = Session.objects.filter(
        pk=session,
        status=SessionStatus.PLANNED.value,
        group__enrolments=int(enrolment),
        group__enrolments__status=EnrolmentStatus.ENROLLED.value,
    )
    return held.values_list("starts_at", flat=True).first()
