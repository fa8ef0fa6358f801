"""A place in a training group, or on its waiting list."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_team
from werkzaam.web.journey.actions.training import require_group
from werkzaam.web.journey.models import Enrolment, TrainingGroup, Trajectory
from werkzaam.web.journey.queries import training_groups as queries
from werkzaam.web.journey.rules.codes.training import EnrolmentStatus, GroupStatus
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

ENROL = "journey.enrol"
CLOSED = {GroupStatus.DONE, GroupStatus.CANCELLED}


@transaction.atomic(using=GUIDANCE)
def enrol(*, by: Access, at: datetime, group: TrainingGroup, trajectory: Trajectory) -> Enrolment:
    """Give someone a place, or where there is none a place on the waiting list. Twice gives one enrolment."""
    require_team(by, ENROL, trajectory)
    group = _locked(by, group)
    _check(group, trajectory)
    enrolment = Enrolment.objects.filter(group=group, trajectory=trajectory).first()
    if enrolment and enrolment.status != EnrolmentStatus.STOPPED:
        return enrolment
    enrolment = enrolment or Enrolment(group=group, trajectory=trajectory)
    free = queries.places(group, at=at) > queries.taken(group)
    enrolment.status = (EnrolmentStatus.ENROLLED if free else EnrolmentStatus.WAITING).value
    enrolment.since_at, enrolment.ended_on, enrolment.reason, enrolment.by = at, None, "", by.account
    enrolment.save()
    note(by, at, "enrol", trajectory.person_id, group=group.pk, status=enrolment.status)
    return enrolment


@transaction.atomic(using=GUIDANCE)
def give_place(*, by: Access, at: datetime, enrolment: Enrolment) -> Enrolment:
    """Let someone who waits take part, as soon as there is a place."""
    require_team(by, ENROL, enrolment.trajectory)
    group = _locked(by, enrolment.group)
    enrolment.refresh_from_db()
    if enrolment.status == EnrolmentStatus.ENROLLED:
        return enrolment
    if enrolment.status != EnrolmentStatus.WAITING:
        message = _("This person is not on the waiting list any more. Nothing was changed.")
        raise JourneyProblem(message, code="not-waiting")
    if queries.places(group, at=at) <= queries.taken(group):
        message = _("The group is full. The waiting list stays as it is. First someone must stop.")
        raise JourneyProblem(message, code="group-full")
    enrolment.status = EnrolmentStatus.ENROLLED.value
    enrolment.save(update_fields=["status"])
    note(by, at, "give_place", enrolment.trajectory.person_id, group=group.pk)
    return enrolment


@transaction.atomic(using=GUIDANCE)
def stop_enrolment(
    *, by: Access, at: datetime, enrolment: Enrolment, ended_on: date, reason: str = ""
) -> Enrolment:
    """Someone stops, or leaves the waiting list; the last day counts. What was attended stays."""
    require_team(by, ENROL, enrolment.trajectory)
    _locked(by, enrolment.group)
    enrolment.refresh_from_db()
    if enrolment.status == EnrolmentStatus.STOPPED:
        return enrolment
    if enrolment.status == EnrolmentStatus.COMPLETED:
        message = _("This person has completed the training. Nothing was changed.")
        raise JourneyProblem(message, code="completed")
    if ended_on > timezone.localdate(at):
        raise JourneyProblem(_("This day is in the future. Choose today or an earlier day."), code="future")
    enrolment.status, enrolment.ended_on, enrolment.reason = EnrolmentStatus.STOPPED.value, ended_on, reason
    enrolment.save(update_fields=["status", "ended_on", "reason"])
    note(by, at, "stop_enrolment", enrolment.trajectory.person_id, group=enrolment.group_id)
    return enrolment


def _locked(by: Access, group: TrainingGroup) -> TrainingGroup:
    """The group as it is now, and nobody else enrols meanwhile: two coaches cannot give the last place twice."""
    locked = TrainingGroup.objects.select_for_update().get(pk=group.pk)
    require_group(by, "journey.see_groups", locked)
    return locked


def _check(group: TrainingGroup, trajectory: Trajectory) -> None:
    """The group is open to this trajectory: same organisation and programme, the own team, both going on."""
    require(trajectory.team.organisation_id == group.organisation_id)
    if group.status in CLOSED:
        message = _("This group is over. Nothing was saved. Choose another group.")
        raise JourneyProblem(message, code="group-closed")
    if trajectory.ended_on is not None:
        message = _("This trajectory has ended. Nothing was saved. Start a new one first.")
        raise JourneyProblem(message, code="ended")
    if trajectory.programme_id != group.programme_id:
        message = _("This person follows another programme. Nothing was saved. Choose one of its groups.")
        raise JourneyProblem(message, code="other-programme")
    if group.team_id not in (None, trajectory.team_id):
        message = _("This group is for another team. Nothing was saved. Choose another group.")
        raise JourneyProblem(message, code="other-team")
