"""The participant's own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from werkzaam.web.journey.models import CheckIn, Contact, Need, Trajectory
from werkzaam.web.journey.queries.agreement import own_check_ins
from werkzaam.web.journey.queries.plan import Plan, plan

RECENT = 10


@dataclass(frozen=True, slots=True)
class Own:
    """One trajectory as its owner sees it."""

    trajectory: Trajectory
    plan: Plan
    needs: list[Need]
    contacts: list[Contact]
    check_ins: list[CheckIn]


def own(person_id: UUID, *, on: date) -> list[Own]:
    """My trajectories, the newest first, each with my wishes, my last contacts, and what I can tell today."""
    found = Trajectory.objects.filter(person=person_id).select_related("programme", "coach", "team")
    due = list(own_check_ins(person_id, on=on))
    return [_own(one, due) for one in found.order_by("-started_on")]


def waiting(person_id: UUID, *, on: date) -> Waiting:
    """What only I can answer (5 questions), the longest waiting first."""
    asked = PlanProposal.objects.filter(trajectory__person=person_id, status=ProposalStatus.WAITING.value)
    return Waiting(
        plan=list(asked.select_related("goal").order_by("created_at")),
        offers=list(own_proposals(person_id).filter(status=OfferStatus.PROPOSED.value).order_by("created_at")),
        hand_overs=list(own_hand_overs(person_id).filter(status=HandOverStatus.WITH_PARTICIPANT.value)),
        agreements=list(own_unsigned(person_id)),
        check_ins=list(own_check_ins(person_id, on=on)),
    )


def _own(one: Trajectory, due: list[CheckIn]) -> Own:
    mine = [check_in for check_in in due if check_in.placement.trajectory_id == one.pk]
    contacts = one.contacts.order_by("-on", "-created_at")[:RECENT]
    return Own(one, plan(one), list(one.needs.order_by("pk")), list(contacts), mine)
