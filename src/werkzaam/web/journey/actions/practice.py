"""Encounters with employers, and placements from proposal to end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_day, require_team
from werkzaam.web.journey.models import (
    CheckIn,
    Employer,
    EmployerContact,
    Encounter,
    Placement,
    Trajectory,
    Vacancy,
)
from werkzaam.web.journey.queries import practice as queries
from werkzaam.web.journey.rules.codes import Outcome, counted_minutes
from werkzaam.web.journey.rules.codes.practice import (
    EncounterKind,
    EndReason,
    LinkPurpose,
    PlacementKind,
    PlacementStatus,
)
from werkzaam.web.journey.rules.practice import OPEN, Stay, check_in_days, overlaps
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

PLACE = "journey.place"
FULL_TERM = (EndReason.AS_PLANNED, EndReason.JOB_HERE, EndReason.JOB_ELSEWHERE)


@transaction.atomic(using=GUIDANCE)
def log_encounter(
    *,
    by: Access,
    at: datetime,
    id: UUID,
    trajectory: Trajectory,
    employer: Employer,
    kind: str,
    on: date,
    outcome: str,
    minutes: int = 0,
    feedback: str = "",
    contact: EmployerContact | None = None,
) -> Encounter:
    """Write down a company visit, mock interview or speed date. The same post twice gives one encounter."""
    require_team(by, PLACE, trajectory)
    require_day(trajectory, on, at)
    _require_employer(trajectory, employer, contact)
    values = {
        "trajectory": trajectory,
        "employer": employer,
        "contact": contact,
        "kind": EncounterKind(kind).value,
        "on": on,
        "outcome": Outcome(outcome).value,
        "minutes": counted_minutes(outcome, minutes),
        "feedback": feedback,
    }
    made, fresh = Encounter.objects.get_or_create(
        pk=id, defaults={**values, "by": by.account, "created_at": at}
    )
    _once(made, values, fresh)
    if fresh:
        note(by, at, "log_encounter", trajectory.person_id, kind=made.kind, outcome=made.outcome)
    return made


@transaction.atomic(using=GUIDANCE)
def place(
    *,
    by: Access,
    at: datetime,
    id: UUID,
    trajectory: Trajectory,
    employer: Employer,
    kind: str,
    starts_on: date,
    hours_per_week: int,
    ends_on: date | None = None,
    days: Sequence[int] = (),
    tasks: str = "",
    learns: str = "",
    supervisor: EmployerContact | None = None,
    vacancy: Vacancy | None = None,
    previous: Placement | None = None,
) -> Placement:
    """Propose a placement: what someone will do, where, on which days, and which placement led here.

    Refused where it ends before it starts, or where its days overlap with another placement of this person.
    A legal limit is no refusal: it is counted and warned for, since the law knows exceptions.
    """
    require_team(by, PLACE, trajectory)
    _require_employer(trajectory, employer, supervisor)
    require(previous is None or previous.trajectory_id == trajectory.pk)
    require(vacancy is None or vacancy.employer_id == employer.pk)
    values: dict[str, Any] = {
        "trajectory": trajectory,
        "employer": employer,
        "kind": PlacementKind(kind).value,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "hours_per_week": hours_per_week,
        "days": sorted(days),
        "tasks": tasks,
        "learns": learns,
        "supervisor": supervisor,
        "vacancy": vacancy,
        "previous": previous,
        "is_paid": kind == PlacementKind.PAID_WORK,
    }
    if (known := Placement.objects.filter(pk=id).first()) is not None:
        _once(known, values, fresh=False)
        return known
    Trajectory.objects.select_for_update().get(pk=trajectory.pk)  # one placement at a time
    _require_open(trajectory, starts_on)
    _require_kind(trajectory, kind)
    _require_free(trajectory, Stay(kind, starts_on, ends_on, sorted(days)))
    made = Placement.objects.create(pk=id, **values, by=by.account, created_at=at)
    note(by, at, "place", trajectory.person_id, kind=made.kind)
    return made


@transaction.atomic(using=GUIDANCE)
def change_days(
    *, by: Access, at: datetime, placement: Placement, days: Sequence[int], hours_per_week: int
) -> Placement:
    """Other days or hours, as long as the placement is open; days that overlap with another one are refused."""
    one = _locked(by, placement)
    if (one.days, one.hours_per_week) == (sorted(days), hours_per_week):
        return one
    _require_still_open(one)
    _require_free(one.trajectory, Stay(one.kind, one.starts_on, one.ends_on, sorted(days)), but=one)
    one.days, one.hours_per_week = sorted(days), hours_per_week
    one.save(update_fields=["days", "hours_per_week"])
    note(by, at, "change_days", one.trajectory.person_id, kind=one.kind)
    return one


@transaction.atomic(using=GUIDANCE)
def start_placement(*, by: Access, at: datetime, placement: Placement) -> Placement:
    """The placement has begun: from now on its check-ins fall due."""
    one = _locked(by, placement)
    if one.status not in (PlacementStatus.PROPOSED, PlacementStatus.AGREED):
        raise JourneyProblem(_("This placement has already begun or ended."), code="not-open")
    if one.starts_on > timezone.localdate(at):
        message = _("The first day of this placement has not come yet. Nothing was changed.")
        raise JourneyProblem(message, code="future")
    one.status = PlacementStatus.RUNNING.value
    one.save(update_fields=["status"])
    _plan_check_ins(one)
    note(by, at, "start_placement", one.trajectory.person_id, kind=one.kind)
    return one


@transaction.atomic(using=GUIDANCE)
def end_placement(
    *, by: Access, at: datetime, placement: Placement, ended_on: date, end_reason: str
) -> Placement:
    """End a placement with its reason: as agreed or into a job it is ended, else it is broken off."""
    one = _locked(by, placement)
    _require_still_open(one)
    if ended_on < one.starts_on:
        message = _("The last day lies before the first day. Change one of both.")
        raise JourneyProblem(message, code="end-before-start")
    require_day(one.trajectory, ended_on, at)
    _require_free(one.trajectory, Stay(one.kind, one.starts_on, ended_on, one.days), but=one)
    reason = EndReason(end_reason)
    one.ended_on, one.end_reason = ended_on, reason.value
    one.status = (PlacementStatus.ENDED if reason in FULL_TERM else PlacementStatus.BROKEN_OFF).value
    one.save(update_fields=["ended_on", "end_reason", "status"])
    _close(one, at, ended_on)
    note(by, at, "end_placement", one.trajectory.person_id, kind=one.kind, reason=one.end_reason)
    return one


@transaction.atomic(using=GUIDANCE)
def cancel_placement(*, by: Access, at: datetime, placement: Placement) -> Placement:
    """A proposal that does not go on: its days are free again, its links no longer open."""
    one = _locked(by, placement)
    if one.status not in (PlacementStatus.PROPOSED, PlacementStatus.AGREED):
        raise JourneyProblem(_("This placement has already begun or ended."), code="not-open")
    one.status = PlacementStatus.CANCELLED.value
    one.save(update_fields=["status"])
    _close(one, at, one.starts_on)
    note(by, at, "cancel_placement", one.trajectory.person_id, kind=one.kind)
    return one


def _plan_check_ins(placement: Placement) -> None:
    """The check-ins of weeks 1, 4 and 12, as far as the placement was agreed to last."""
    for week, due_on in check_in_days(placement.starts_on, placement.ends_on):
        CheckIn.objects.create(placement=placement, week=week, due_on=due_on)


def _close(placement: Placement, at: datetime, last: date) -> None:
    """What is no longer to be done after the last day: check-ins that were to come, signing."""
    placement.check_ins.filter(done_at__isnull=True, due_on__gt=last).delete()
    placement.links.filter(revoked_at__isnull=True, purpose=LinkPurpose.SIGN.value).update(revoked_at=at)


def _locked(by: Access, placement: Placement) -> Placement:
    """The placement as it stands now, held until the act is done; only for who guides this person."""
    found = Placement.objects.select_for_update(of=("self",)).select_related("trajectory__team")
    one = found.get(pk=placement.pk)
    require_team(by, PLACE, one.trajectory)
    return one


def _once(made: Any, values: dict[str, Any], fresh: bool) -> None:
    """The same form again is harmless; other words under a used id are refused."""
    if not fresh and any(getattr(made, name) != value for name, value in values.items()):
        message = _("This form was saved before, with other words. Save again to add this as a new one.")
        raise JourneyProblem(message, code="already-saved")


def _require_employer(trajectory: Trajectory, employer: Employer, contact: EmployerContact | None) -> None:
    """Employer and contact belong together, and to the organisation that guides this person."""
    require(employer.organisation_id == trajectory.team.organisation_id)
    require(contact is None or contact.employer_id == employer.pk)


def _require_open(trajectory: Trajectory, starts_on: date) -> None:
    if trajectory.ended_on is not None or starts_on < trajectory.started_on:
        message = _("This placement lies outside the trajectory. Nothing was saved. Choose other days.")
        raise JourneyProblem(message, code="outside")


def _require_still_open(placement: Placement) -> None:
    if placement.status not in OPEN:
        raise JourneyProblem(
            _("This placement has already ended. Nothing was changed."), code="already-ended"
        )


def _require_kind(trajectory: Trajectory, kind: str) -> None:
    if kind not in queries.kinds(trajectory.programme_id):
        message = _("This programme does not use this kind of placement. Nothing was saved. Choose another.")
        raise JourneyProblem(message, code="kind-not-used")


def _require_free(trajectory: Trajectory, stay: Stay, *, but: Placement | None = None) -> None:
    """No end before the start, and no day that another placement of this person has."""
    if stay.last and stay.last < stay.first:
        message = _("The last day lies before the first day. Change one of both.")
        raise JourneyProblem(message, code="end-before-start")
    if any(overlaps(stay, other) for other in queries.stays(trajectory.person_id, but=but)):
        message = _(
            "These days overlap with another placement of this person. Nothing was saved."
            " Choose other days or weekdays, or end the other placement first."
        )
        raise JourneyProblem(message, code="overlap")
