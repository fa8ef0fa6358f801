"""The participant's own page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from werkzaam.web.journey.models import Contact, Need, Trajectory
from werkzaam.web.journey.queries.plan import Plan, plan

RECENT = 10


@dataclass(frozen=True, slots=True)
class Own:
    """One trajectory as its owner sees it."""

    trajectory: Trajectory
    plan: Plan
    needs: list[Need]
    contacts: list[Contact]


def own(person_id: UUID) -> list[Own]:
    """My trajectories, the newest first, each with my plan, my wishes and my last contacts."""
    found = Trajectory.objects.filter(person=person_id).select_related("programme", "coach", "team")
    return [_own(one) for one in found.order_by("-started_on")]


def _own(one: Trajectory) -> Own:
    contacts = one.contacts.order_by("-on", "-created_at")[:RECENT]
    return Own(one, plan(one), list(one.needs.order_by("pk")), list(contacts))
