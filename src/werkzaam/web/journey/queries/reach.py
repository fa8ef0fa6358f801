"""What an access reaches: trajectories of the own team only, and the people who may start one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from werkzaam.web.journey.models import Programme, Trajectory
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access


def trajectories(access: Access, permission: str) -> QuerySet[Trajectory]:
    """Trajectories in teams where `permission` is held; a role bound to a team reaches no other team."""
    return Trajectory.objects.filter(
        people.reach(access, permission, organisation="team__organisation", team="team")
    )


def trajectory(access: Access, permission: str, pk: int) -> Trajectory:
    """One trajectory within reach; the same refusal whether it is elsewhere or does not exist."""
    found = (
        trajectories(access, permission)
        .select_related("person__neighbourhood", "programme", "coach", "team")
        .filter(pk=pk)
    )
    one = found.first()
    if one is None:
        raise refuse()
    return one


def persons(access: Access, permission: str) -> QuerySet[Any]:
    """Participants within reach: without an open trajectory, or with one in a team within reach."""
    open_now = Trajectory.objects.filter(person=OuterRef("pk"), ended_on__isnull=True)
    mine = trajectories(access, permission).filter(person=OuterRef("pk"), ended_on__isnull=True)
    return people.persons(access, permission).filter(~Exists(open_now) | Exists(mine))


def person(access: Access, permission: str, pk: UUID) -> Any:
    """One participant within reach; otherwise refused, as always with the same answer."""
    found = persons(access, permission).filter(pk=pk).select_related("organisation").first()
    if found is None:
        raise refuse()
    return found


def waiting_to_start(access: Access) -> QuerySet[Any]:
    """Participants who have never had a trajectory, longest registered first."""
    found = people.persons(access, "journey.start_trajectory")
    return found.filter(trajectories__isnull=True).order_by("created_at")


def programmes(access: Access, permission: str) -> QuerySet[Programme]:
    """Programmes of organisations above or at the places where `permission` is held."""
    run_by = access.tree.above(access.organisations(permission))
    return Programme.objects.filter(organisation__in=run_by)
