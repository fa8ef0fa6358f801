"""The participant's own page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from werkzaam.web.journey.models import Contact, Need, Trajectory

RECENT = 10


@dataclass(frozen=True, slots=True)
class Own:
    """One trajectory as its owner sees it."""

    trajectory: Trajectory
    needs: list[Need]
    contacts: list[Contact]


def own(person_id: UUID) -> list[Own]:
    """My trajectories, the newest first, each with my wishes and my last contacts."""
    found = Trajectory.objects.filter(person=person_id).select_related("programme", "coach", "team")
    return [
        Own(one, list(one.needs.order_by("pk")), list(one.contacts.order_by("-on", "-created_at")[:RECENT]))
        for one in found.order_by("-started_on")
    ]
