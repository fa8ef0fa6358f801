"""Reads on appointments: the own agenda, a person's, and what a calendar may know."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from werkzaam.web.journey.models import Appointment, MeetingPlace, Session, Trajectory
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.rules.appointment import Span, nearest_minutes
from werkzaam.web.journey.rules.codes.contact import AppointmentStatus as Status
from werkzaam.web.journey.rules.codes.training import EnrolmentStatus, SessionStatus
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access

MOST = 30  # on the Today page
LATE = timedelta(days=30)  # longer ago than this, an appointment is no longer asked after
PLACES = 200


def agenda(access: Access, *, at: datetime) -> list[Appointment]:
    """Own planned appointments until the end of tomorrow, and those of which nobody said yet how they went."""
    end = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=2)
    mine = Appointment.objects.filter(
        account=UUID(access.account),
        status=Status.PLANNED.value,
        starts_at__gte=at - LATE,
        starts_at__lt=end,
        trajectory__in=trajectories(access, "journey.see_today"),
    )
    return list(mine.select_related("trajectory__person", "place").order_by("starts_at")[:MOST])


def appointment(access: Access, permission: str, pk: UUID) -> Appointment:
    """One appointment of a person within reach; the same refusal for elsewhere and nowhere."""
    within = trajectories(access, permission)
    found = Appointment.objects.filter(pk=pk, trajectory__in=within).select_related(
        "trajectory__person", "trajectory__team", "place"
    )
    one = found.first()
    if one is None:
        raise refuse()
    return one


def of(trajectory: Trajectory) -> QuerySet[Appointment]:
    """All appointments of one trajectory, the last one first."""
    return trajectory.appointments.select_related("account", "place").order_by("-starts_at")


def standing_in_the_way(
    account: Any, trajectory: Trajectory, span: Span, *, but: UUID | None
) -> QuerySet[Appointment]:
    """Planned appointments of this coach or this person that share time with `span`, but one."""
    same_time = Q(starts_at__lt=span.ends_at, ends_at__gt=span.starts_at, status=Status.PLANNED.value)
    found = Appointment.objects.filter(same_time, Q(account=account) | Q(trajectory=trajectory))
    return found.exclude(pk=but) if but else found


def places(access: Access) -> QuerySet[MeetingPlace]:
    """Where to meet."""
    within = access.organisations("journey.plan_appointment")
    active = MeetingPlace.objects.filter(organisation__in=within, is_active=True)
    return active.filter(pk__in=active.values("pk")[:PLACES])


def as_contact(planned: Appointment) -> dict[str, object]:
    """What a contact form knows beforehand when it says how this appointment went: under the same id."""
    return {
        "id": planned.pk,
        "channel": planned.channel,
        "minutes": nearest_minutes(Span(planned.starts_at, planned.ends_at)),
        "on": timezone.localdate(planned.starts_at),
    }


def own_appointments(person_id: UUID, *, at: datetime) -> list[Appointment]:
    """What is planned for this person from today, the first one first."""
    found = Appointment.objects.filter(
        trajectory__person=person_id, status=Status.PLANNED.value, ends_at__gte=at
    )
    return list(found.select_related("account", "place").order_by("starts_at")[:MOST])


def own_sessions(person_id: UUID, *, at: datetime) -> list[Session]:
    """The sessions to come of the groups this person is in."""
    found = Session.objects.filter(
        group__enrolments__trajectory__person=person_id,
        group__enrolments__status=EnrolmentStatus.ENROLLED.value,
        status=SessionStatus.PLANNED.value,
        ends_at__gte=at,
    )
    return list(found.select_related("group", "place", "module").order_by("starts_at")[:MOST])
