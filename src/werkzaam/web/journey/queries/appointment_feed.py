"""What a calendar may know of one account: times and kinds; never a name, a place or a word."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from werkzaam.web.journey.models import Appointment, CalendarFeed, Session
from werkzaam.web.journey.rules.appointment_feed import Event, digest
from werkzaam.web.journey.rules.codes.contact import AppointmentStatus as Status
from werkzaam.web.journey.rules.codes.training import EnrolmentStatus, SessionStatus

BACK, AHEAD = timedelta(days=60), timedelta(days=365)
MOST = 1000
CANCELLED = {Status.CANCELLED_BY_PARTICIPANT.value, Status.CANCELLED_BY_US.value}


def feed(token: str) -> CalendarFeed | None:
    """The open feed of this token, of an account that may still sign in."""
    found = CalendarFeed.objects.filter(
        token_hash=digest(token), revoked_at__isnull=True, account__is_active=True
    )
    return found.select_related("account__person").first()


def has_feed(account: str) -> bool:
    return CalendarFeed.objects.filter(account=UUID(account), revoked_at__isnull=True).exists()


def events(account: Any, *, at: datetime) -> list[Event]:
    """The appointments and sessions of an account, sixty days back and a year ahead (2 queries)."""
    mine = Q(trajectory__person=account.person_id) if account.person_id else Q(account=account)
    when = Q(starts_at__gte=at - BACK, starts_at__lt=at + AHEAD)
    appointments = Appointment.objects.filter(mine, when).order_by("-starts_at")[:MOST]
    sessions = _sessions(account).filter(when).order_by("-starts_at")[:MOST]
    return [*(_appointment(one) for one in appointments), *(_session(one) for one in sessions)]


def _sessions(account: Any) -> Any:
    if account.person_id:
        return Session.objects.filter(
            group__enrolments__trajectory__person=account.person_id,
            group__enrolments__status=EnrolmentStatus.ENROLLED.value,
        )
    return Session.objects.filter(Q(trainer=account) | Q(trainer__isnull=True, group__trainer=account))


def _appointment(one: Appointment) -> Event:
    return Event(
        uid=f"{one.pk}@werkzaam",
        sequence=one.sequence,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        summary=_("Appointment"),
        cancelled=one.status in CANCELLED,
    )


def _session(one: Session) -> Event:
    return Event(
        uid=f"session-{one.pk}@werkzaam",
        sequence=one.sequence,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        summary=_("Group training"),
        cancelled=one.status == SessionStatus.CANCELLED,
    )
