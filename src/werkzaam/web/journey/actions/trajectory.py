"""Starting, filling and ending a trajectory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey import queries
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_day, require_team
from werkzaam.web.journey.actions.outcome import make_aftercare_due
from werkzaam.web.journey.models import CoachChange, LadderRating, Need, PhaseChange, Programme, Trajectory
from werkzaam.web.journey.rules.codes import RUNGS, Domain, ExitReason, Phase, Rater
from werkzaam.web.journey.rules.intake import may_ask
from werkzaam.web.people import actions as people
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access


@transaction.atomic(using=GUIDANCE)
def start_trajectory(
    *,
    by: Access,
    at: datetime,
    person: Any,
    programme: Programme,
    coach: Any,
    started_on: date,
    team: Any,
    dream: str = "",
    strengths: str = "",
    needs: Iterable[tuple[str, str]] = (),
) -> Trajectory:
    """Begin guiding a participant, by a coach in a team. Never for a member of a control group.

    `needs` are (life domain, own words), written down in the same breath.
    """
    require(by.reaches("journey.start_trajectory", team.organisation_id, team.pk))
    require(queries.persons(by, "journey.start_trajectory").filter(pk=person.pk).exists())
    if Trajectory.objects.filter(person=person, programme=programme, ended_on__isnull=True).exists():
        message = _("This person is already in this programme. Open the person's page instead.")
        raise JourneyProblem(message, code="already-started")
    if not programme.starts_on <= started_on <= (programme.ends_on or started_on):
        raise JourneyProblem(
            _("This programme does not run on that day. Choose another day."), code="outside"
        )
    trajectory = Trajectory.objects.create(
        person=person,
        programme=programme,
        coach=coach,
        team=team,
        started_on=started_on,
        dream=dream,
        strengths=strengths,
    )
    if person.team_id != team.pk:
        people.join_team(by=by, at=at, person=person, team=team)
    PhaseChange.objects.create(trajectory=trajectory, phase=Phase.INTAKE.value, on=started_on, by=by.account)
    CoachChange.objects.create(trajectory=trajectory, coach=coach, team=team, on=started_on, by=by.account)
    note(by, at, "start_trajectory", person.pk, programme=programme.code)
    for domain, wish in needs:
        record_need(by=by, at=at, trajectory=trajectory, domain=domain, wish=wish)
    return trajectory


@transaction.atomic(using=GUIDANCE)
def record_need(*, by: Access, at: datetime, trajectory: Trajectory, domain: str, wish: str) -> Need:
    """Write down what the person needs in one life domain, in the person's own words."""
    require_team(by, "journey.record_need", trajectory)
    if not may_ask(domain, trajectory.programme.domains.values_list("domain", flat=True)):
        message = _(
            "This programme does not ask about this part of life. Choose another one. Nothing was saved."
        )
        raise JourneyProblem(message, code="not-asked")
    need = Need.objects.create(
        trajectory=trajectory, domain=Domain(domain).value, wish=wish, by=by.account, created_at=at
    )
    note(by, at, "record_need", trajectory.person_id, domain=need.domain)
    return need


@transaction.atomic(using=GUIDANCE)
def rate_rung(
    *,
    by: Access,
    at: datetime,
    trajectory: Trajectory,
    on: date,
    rung: int,
    evidence: str,
    potential: int | None = None,
) -> LadderRating:
    """Rate the participation ladder: the rater is kept with the value, a coach's word is not the person's.

    `potential` is the rung that is thought possible, if anyone dares to say.
    """
    require_team(by, "journey.record_need", trajectory)
    require_day(trajectory, on, at)
    if rung not in RUNGS or potential not in {None, *RUNGS}:
        raise JourneyProblem(_("The ladder has six rungs. Choose 1 to 6."), code="rung")
    rating = LadderRating.objects.create(
        trajectory=trajectory,
        rung=rung,
        potential=potential,
        rater=Rater.COACH.value,
        evidence=evidence,
        on=on,
        by=by.account,
        created_at=at,
    )
    note(by, at, "rate_rung", trajectory.person_id)
    return rating


@transaction.atomic(using=GUIDANCE)
def enter_phase(*, by: Access, at: datetime, trajectory: Trajectory, phase: str, on: date) -> PhaseChange:
    """Move a trajectory to a phase; the history of phases stays."""
    require_team(by, "journey.start_trajectory", trajectory)
    require_day(trajectory, on, at)
    change = PhaseChange.objects.create(trajectory=trajectory, phase=Phase(phase).value, on=on, by=by.account)
    trajectory.phase = change.phase
    trajectory.save(update_fields=["phase"])
    note(by, at, "enter_phase", trajectory.person_id, phase=change.phase)
    return change


@transaction.atomic(using=GUIDANCE)
def assign_coach(*, by: Access, at: datetime, trajectory: Trajectory, coach: Any) -> Trajectory:
    """Give a trajectory to another coach of the same team; contacts keep the coach who made them."""
    require_team(by, "journey.start_trajectory", trajectory)
    trajectory.coach = coach
    trajectory.save(update_fields=["coach"])
    since = max(timezone.localdate(at), trajectory.started_on)
    CoachChange.objects.create(
        trajectory=trajectory, coach=coach, team_id=trajectory.team_id, on=since, by=by.account
    )
    note(by, at, "assign_coach", trajectory.person_id, coach=str(coach.pk))
    return trajectory


@transaction.atomic(using=GUIDANCE)
def end_trajectory(
    *, by: Access, at: datetime, trajectory: Trajectory, ended_on: date, exit_reason: str
) -> Trajectory:
    """End a trajectory with its reason; the last day counts."""
    require_team(by, "journey.start_trajectory", trajectory)
    if trajectory.ended_on is not None:
        raise JourneyProblem(
            _("This trajectory has already ended. Nothing was changed."), code="already-ended"
        )
    require_day(trajectory, ended_on, at)
    trajectory.ended_on, trajectory.exit_reason = ended_on, ExitReason(exit_reason).value
    trajectory.save(update_fields=["ended_on", "exit_reason"])
    make_aftercare_due(trajectory)
    note(by, at, "end_trajectory", trajectory.person_id, reason=trajectory.exit_reason)
    return trajectory
