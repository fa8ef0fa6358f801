"""Calling the roll: who was there, told once, however often it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note
from werkzaam.web.journey.actions.training import require_group
from werkzaam.web.journey.models import Attendance, Enrolment, Session
from werkzaam.web.journey.rules import training as rules
from werkzaam.web.journey.rules.codes.training import Presence, SessionStatus
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

CALL = "journey.call_roll"
MANY = 200  # marks in one post


@dataclass(frozen=True, slots=True)
class Mark:
    """One tap: `id` is made where it was tapped; `enrolment` a key; `marked_at` when, perhaps before it was sent."""

    id: UUID
    enrolment: int
    presence: str
    marked_at: datetime


@dataclass(frozen=True, slots=True)
class Called:
    """Which taps are kept now (also those that came before), and why the others are not."""

    saved: list[UUID] = field(default_factory=list)
    refused: dict[UUID, JourneyProblem] = field(default_factory=dict)


@transaction.atomic(using=GUIDANCE)
def call_roll(*, by: Access, at: datetime, session: Session, marks: Sequence[Mark]) -> Called:
    """Write down who was there. A tap that cannot be kept does not hold up the others.

    The same tap twice is one attendance and one ledger line; of two taps for one person the latest counts.
    """
    require_group(by, CALL, session.group)
    _require_held(session, at)
    if len(marks) > MANY:
        raise JourneyProblem(_("These are too many people for one session. Nothing was saved."), code="many")
    Session.objects.select_for_update().get(pk=session.pk)
    wanted = [mark.enrolment for mark in marks]
    members = Enrolment.objects.select_related("trajectory__team").filter(pk__in=wanted).in_bulk()
    kept = {one.enrolment_id: one for one in session.attendances.filter(enrolment__in=wanted)}
    called = Called()
    for mark in sorted(marks, key=lambda mark: mark.marked_at):
        try:
            member = _member(by, session, members.get(mark.enrolment))
            kept[member.pk] = _keep(by, at, session, member, mark, kept.get(member.pk))
            called.saved.append(mark.id)
        except JourneyProblem as problem:
            called.refused[mark.id] = problem
    if called.saved:
        Session.objects.filter(pk=session.pk).update(status=SessionStatus.HELD.value)
    return called


def _keep(
    by: Access, at: datetime, session: Session, member: Enrolment, mark: Mark, kept: Attendance | None
) -> Attendance:
    """The attendance that stands: the one kept, or this tap in its place."""
    told_at = min(mark.marked_at, at)  # a clock that runs ahead must not win for ever
    presence = _presence(mark.presence)
    if kept and (kept.pk == mark.id or rules.stands(kept.marked_at, told_at)):
        return kept
    if kept and kept.presence == presence:  # said again, later
        kept.marked_at = told_at
        kept.save(update_fields=["marked_at"])
        return kept
    if Attendance.objects.filter(pk=mark.id).exists():
        message = _("This was sent before for someone else. Nothing was changed. Load the page again.")
        raise JourneyProblem(message, code="already-saved")
    if kept:
        Attendance.objects.filter(pk=kept.pk).delete()
    told = Attendance.objects.create(
        id=mark.id, session=session, enrolment=member, presence=presence, marked_at=told_at, by=by.account
    )
    note(by, at, "call_roll", member.trajectory.person_id, session=session.pk, presence=presence)
    return told


def _require_held(session: Session, at: datetime) -> None:
    """A roll is called on the day of the session, or later."""
    if session.status == SessionStatus.CANCELLED:
        message = _("This session was cancelled, so nobody's presence was saved. Plan it again first.")
        raise JourneyProblem(message, code="cancelled")
    if timezone.localdate(session.starts_at) > timezone.localdate(at):
        message = _("This session is still to come. Nothing was saved. Call the roll on the day itself.")
        raise JourneyProblem(message, code="future")


def _member(by: Access, session: Session, enrolment: Enrolment | None) -> Enrolment:
    """The enrolment as a member of this session, of someone within reach."""
    on = timezone.localdate(session.starts_at)
    if (
        enrolment is None
        or enrolment.group_id != session.group_id
        or not rules.is_member(enrolment.status, enrolment.ended_on, on)
    ):
        message = _("This person does not take part in this session. The others are saved. Enrol first.")
        raise JourneyProblem(message, code="not-a-member")
    team = enrolment.trajectory.team
    require(by.reaches(CALL, team.organisation_id, team.pk))
    return enrolment


def _presence(told: str) -> str:
    if told not in set(Presence):
        message = _("This presence is not known. The others are saved. Choose one of the four.")
        raise JourneyProblem(message, code="presence")
    return Presence(told).value
