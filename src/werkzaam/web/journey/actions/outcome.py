"""What guidance led to: outcomes with their source, and the aftercare that the end of a trajectory makes due."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_team
from werkzaam.web.journey.models import AftercareCheck, OutcomeEvent, Trajectory
from werkzaam.web.journey.rules.codes import Rater
from werkzaam.web.journey.rules.codes.outcome import OutcomeKind, OutcomeSource, Reached
from werkzaam.web.journey.rules.outcome import MOST_HOURS, Spell, aftercare_days, standing
from werkzaam.web.people.rules import Access

RECORD = "journey.record_outcome"
ANSWERS = UUID("5d0e4c1c-6f0b-4c55-9a5d-1f0c7be0a6f1")  # namespace: one outcome for each aftercare check


@transaction.atomic(using=GUIDANCE)
def record_outcome(
    *,
    by: Access,
    at: datetime,
    id: UUID,
    trajectory: Trajectory,
    kind: str,
    on: date,
    source: str,
    hours_per_week: int | None = None,
    employer: Any = None,
    placement: Any = None,
    evidence: str = "",
) -> OutcomeEvent:
    """Write down where someone stands from a day on; also after the trajectory. The same post twice is one.

    The rater is the person where the person is the source, otherwise the coach who writes it down.
    """
    require_team(by, RECORD, trajectory)
    _possible(trajectory, on, at, hours_per_week)
    _own(trajectory, employer, placement)
    rater = Rater.SELF if source == OutcomeSource.PARTICIPANT else Rater.COACH
    values: dict[str, Any] = {
        "trajectory_id": trajectory.pk,
        "kind": OutcomeKind(kind).value,
        "on": on,
        "hours_per_week": hours_per_week,
        "employer_id": employer.pk if employer else None,
        "placement_id": placement.pk if placement else None,
        "source": OutcomeSource(source).value,
        "rater": rater.value,
        "evidence": evidence,
    }
    made, fresh = OutcomeEvent.objects.get_or_create(
        pk=id, defaults={**values, "by": by.account, "created_at": at}
    )
    if fresh:
        note(by, at, "record_outcome", trajectory.person_id, kind=made.kind, source=made.source)
    elif any(getattr(made, name) != value for name, value in values.items()):
        message = _("An outcome was saved from this form before. Save again to add this as a second outcome.")
        raise JourneyProblem(message, code="already-saved")
    return made


@transaction.atomic(using=GUIDANCE)
def end_outcome(*, by: Access, at: datetime, outcome: OutcomeEvent, until_on: date) -> OutcomeEvent:
    """Say that an outcome came to its end: a job lost, a course done. The last day counts."""
    require_team(by, RECORD, outcome.trajectory)
    if until_on < outcome.on:
        message = _("This ends before it began. Nothing was changed. Choose a later day.")
        raise JourneyProblem(message, code="ends-before-start")
    if until_on > timezone.localdate(at):
        raise JourneyProblem(_("This day is in the future. Choose today or an earlier day."), code="future")
    outcome.until_on = until_on
    outcome.save(update_fields=["until_on"])
    note(by, at, "end_outcome", outcome.trajectory.person_id, kind=outcome.kind)
    return outcome


def make_aftercare_due(trajectory: Trajectory) -> list[AftercareCheck]:
    """The checks at 1, 3 and 6 months, due as soon as a trajectory ends: part of ending it, no act of its own."""
    assert trajectory.ended_on is not None
    return AftercareCheck.objects.bulk_create(
        AftercareCheck(trajectory=trajectory, month=month, due_on=day)
        for month, day in aftercare_days(trajectory.ended_on).items()
    )


@transaction.atomic(using=GUIDANCE)
def do_aftercare(
    *,
    by: Access,
    at: datetime,
    check: AftercareCheck,
    done_on: date,
    reached: str,
    kind: str = "",
    hours_per_week: int | None = None,
    note: str = "",
) -> AftercareCheck:
    """Write down a check: whether the person was spoken, and if so where the person stands."""
    trajectory = check.trajectory
    require_team(by, RECORD, trajectory)
    if check.done_on is not None:
        message = _("This check was written down already. Nothing was changed.")
        raise JourneyProblem(message, code="already-done")
    if trajectory.ended_on is not None and done_on < trajectory.ended_on:
        message = _("This day lies before the end of the trajectory. Nothing was saved. Choose a later day.")
        raise JourneyProblem(message, code="outside")
    _possible(trajectory, done_on, at, hours_per_week)
    check.reached, check.done_on = Reached(reached).value, done_on
    check.note, check.by = note, by.account
    if check.reached == Reached.REACHED:
        check.outcome = _heard(by, at, check, done_on, kind, hours_per_week)
    check.save()
    _note(by, at, "do_aftercare", trajectory.person_id, month=check.month, reached=check.reached)
    return check


def _heard(
    by: Access, at: datetime, check: AftercareCheck, on: date, kind: str, hours: int | None
) -> OutcomeEvent:
    """Where the person says to stand: the outcome that still holds, or a new one from this day."""
    if not kind:
        message = _("You spoke this person. Nothing was saved yet: choose where this person stands now.")
        raise JourneyProblem(message, code="no-standing")
    known = {Spell(one.kind, one.on, one.until_on): one for one in check.trajectory.outcomes.all()}
    now = standing(list(known), on)
    if now and now.kind == kind and hours in (None, known[now].hours_per_week):
        return known[now]
    said = {"source": OutcomeSource.PARTICIPANT.value, "hours_per_week": hours}
    id = uuid5(ANSWERS, str(check.pk))
    return record_outcome(by=by, at=at, id=id, trajectory=check.trajectory, kind=kind, on=on, **said)  # type: ignore[arg-type]


def _possible(trajectory: Trajectory, on: date, at: datetime, hours: int | None) -> None:
    if on > timezone.localdate(at):
        raise JourneyProblem(_("This day is in the future. Choose today or an earlier day."), code="future")
    if on < trajectory.started_on:
        message = _("This day lies before the trajectory. Nothing was saved. Choose a later day.")
        raise JourneyProblem(message, code="outside")
    if hours is not None and not 0 <= hours <= MOST_HOURS:
        raise JourneyProblem(_("Hours lie between 0 and 60 a week. Nothing was saved."), code="hours")


def _own(trajectory: Trajectory, employer: Any, placement: Any) -> None:
    """The employer is known where this team works, the placement is this person's."""
    if (placement and placement.trajectory_id != trajectory.pk) or (
        employer and employer.organisation_id != trajectory.team.organisation_id
    ):
        message = _("This employer or placement does not belong here. Nothing was saved. Choose another one.")
        raise JourneyProblem(message, code="not-own")


_note = note
