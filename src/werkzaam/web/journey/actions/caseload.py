"""Giving people to another coach, many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, require_team
from werkzaam.web.journey.actions.trajectory import assign_coach
from werkzaam.web.journey.models import Trajectory
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access


@transaction.atomic(using=GUIDANCE)
def reassign(*, by: Access, at: datetime, trajectories: Sequence[Trajectory], coach: Any) -> list[Trajectory]:
    """Give all of these to `coach`, or none; who already has them keeps them. Returns those that changed hands."""
    require(bool(trajectories))
    for one in trajectories:
        require_team(by, "journey.reassign", one)
    _require_guides(coach, trajectories, at)
    moving = [one for one in trajectories if one.coach_id != coach.pk]
    return [assign_coach(by=by, at=at, trajectory=one, coach=coach) for one in moving]


def _require_guides(coach: Any, trajectories: Sequence[Trajectory], at: datetime) -> None:
    """The new coach works in each of these teams today."""
    may = people.access(coach.pk, on=timezone.localdate(at))
    places = {(one.team.organisation_id, one.team_id) for one in trajectories}
    if not all(may.reaches("journey.log_contact", *place) for place in places):
        message = _("%(name)s does not guide in this team. Nobody was moved. Choose another coach.")
        raise JourneyProblem(message % {"name": coach.name}, code="not-in-team")
