"""What every write of guidance shares: its problem, the gate of the team, possible days, the ledger line."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.problem import Problem
from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.models import Trajectory
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access


class JourneyProblem(Problem):
    """An act of guidance that cannot be recorded as asked; nothing was changed."""

    code = "journey"


def require_team(by: Access, permission: str, trajectory: Trajectory) -> None:
    """Only the team that guides this person writes in this trajectory."""
    require(by.reaches(permission, trajectory.team.organisation_id, trajectory.team_id))


def require_day(trajectory: Trajectory, on: date, at: datetime) -> None:
    """The day lies within the trajectory and not in the future."""
    if on > timezone.localdate(at):
        raise JourneyProblem(_("This day is in the future. Choose today or an earlier day."), code="future")
    if on < trajectory.started_on or (trajectory.ended_on and on > trajectory.ended_on):
        raise JourneyProblem(_("This day lies outside the trajectory. Choose another day."), code="outside")


def note(by: Access, at: datetime, act: str, person_id: UUID, **details: object) -> None:
    """The one ledger line of an act on a person."""
    ledger.record(
        by=by.account, at=at, side=GUIDANCE, act=f"journey.{act}", subject=person_id, details=details
    )
