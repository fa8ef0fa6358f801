"""Appointments: planning, moving and cancelling. Whether one took place is said by logging the contact."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_team
from werkzaam.web.journey.models import Appointment, MeetingPlace, Trajectory
from werkzaam.web.journey.queries import appointment as queries
from werkzaam.web.journey.rules.appointment import LONGEST, Span
from werkzaam.web.journey.rules.codes import Channel
from werkzaam.web.journey.rules.codes.contact import AppointmentStatus as Status
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

PLAN = "journey.plan_appointment"
CANCELLED = (Status.CANCELLED_BY_PARTICIPANT, Status.CANCELLED_BY_US)


@transaction.atomic(using=GUIDANCE)
def plan_appointment(
    *,
    by: Access,
    at: datetime,
    id: UUID,
    trajectory: Trajectory,
    starts_at: datetime,
    ends_at: datetime,
    channel: str,
    place: MeetingPlace | None = None,
    where: str = "",
) -> Appointment:
    """Agree to speak later, in the own agenda. The same post twice gives one appointment."""
    require_team(by, PLAN, trajectory)
    require(place is None or place.organisation_id in by.organisations(PLAN))
    _require_possible(trajectory, Span(starts_at, ends_at), at)
    known = Appointment.objects.filter(pk=id).first()
    if known is not None:
        return _same(known, trajectory, Span(starts_at, ends_at))
    _require_free(by.account, trajectory, Span(starts_at, ends_at), but=None)
    appointment = Appointment.objects.create(
        pk=id,
        trajectory=trajectory,
        account_id=by.account,
        starts_at=starts_at,
        ends_at=ends_at,
        channel=Channel(channel).value,
        place=place,
        where=where,
        by=by.account,
        created_at=at,
    )
    note(by, at, "plan_appointment", trajectory.person_id, channel=appointment.channel)
    return appointment


@transaction.atomic(using=GUIDANCE)
def move_appointment(
    *, by: Access, at: datetime, appointment: Appointment, starts_at: datetime, ends_at: datetime
) -> Appointment:
    """Give a planned appointment another time; calendars see the same one move."""
    require_team(by, PLAN, appointment.trajectory)
    _require_planned(appointment)
    span = Span(starts_at, ends_at)
    _require_possible(appointment.trajectory, span, at)
    _require_free(str(appointment.account_id), appointment.trajectory, span, but=appointment.pk)
    appointment.starts_at, appointment.ends_at = starts_at, ends_at
    appointment.sequence += 1
    appointment.save(update_fields=["starts_at", "ends_at", "sequence"])
    note(by, at, "move_appointment", appointment.trajectory.person_id)
    return appointment


@transaction.atomic(using=GUIDANCE)
def cancel_appointment(*, by: Access, at: datetime, appointment: Appointment, status: str) -> Appointment:
    """Take an appointment out of the agenda before it begins; after that, log the contact as it went."""
    require_team(by, PLAN, appointment.trajectory)
    _require_planned(appointment)
    require(status in CANCELLED)
    if appointment.starts_at <= at:
        message = _("This appointment has begun. Log the contact and say there how it went.")
        raise JourneyProblem(message, code="has-begun")
    appointment.status = Status(status).value
    appointment.sequence += 1
    appointment.save(update_fields=["status", "sequence"])
    note(by, at, "cancel_appointment", appointment.trajectory.person_id, status=appointment.status)
    return appointment


def _require_possible(trajectory: Trajectory, span: Span, at: datetime) -> None:
    if trajectory.ended_on is not None:
        raise JourneyProblem(_("This trajectory has ended. No appointment was made."), code="already-ended")
    if span.ends_at <= span.starts_at or span.ends_at - span.starts_at > LONGEST:
        message = _("The end must come after the start, on the same day. Choose another end.")
        raise JourneyProblem(message, code="end-before-start")
    if span.starts_at <= at:
        message = _("This moment has passed. Choose a later one, or log a contact instead.")
        raise JourneyProblem(message, code="past")


def _require_free(account: Any, trajectory: Trajectory, span: Span, *, but: UUID | None) -> None:
    """Neither coach nor participant sits in two places at once."""
    if queries.standing_in_the_way(account, trajectory, span, but=but).exists():
        message = _("There is another appointment at that time. Nothing was changed. Choose another time.")
        raise JourneyProblem(message, code="clash")


def _require_planned(appointment: Appointment) -> None:
    if appointment.status != Status.PLANNED:
        message = _("This appointment is no longer planned. Nothing was changed. Plan a new one.")
        raise JourneyProblem(message, code="not-planned")


def _same(known: Appointment, trajectory: Trajectory, span: Span) -> Appointment:
    """The appointment that this form made before; another content under its id is refused."""
    if (known.trajectory_id, known.starts_at, known.ends_at) != (trajectory.pk, span.starts_at, span.ends_at):
        message = _(
            "An appointment was saved from this form before. Open the page again to plan a second one."
        )
        raise JourneyProblem(message, code="already-saved")
    return known
