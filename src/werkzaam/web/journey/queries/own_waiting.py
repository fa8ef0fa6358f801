"""What waits for the participant: nobody else can answer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from werkzaam.web.journey.models import Agreement, CheckIn, HandOver, OfferProposal, PlanProposal, Signature
from werkzaam.web.journey.queries.agreement import own_check_ins
from werkzaam.web.journey.queries.hand_over import own_hand_overs
from werkzaam.web.journey.queries.offer import own_proposals
from werkzaam.web.journey.rules.codes.lines import HandOverStatus
from werkzaam.web.journey.rules.codes.offer import OfferStatus
from werkzaam.web.journey.rules.codes.plan import Answer
from werkzaam.web.journey.rules.codes.practice import Party
from werkzaam.web.journey.rules.practice import OPEN


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that asks for my answer, the longest waiting first."""

    plan: list[PlanProposal]
    offers: list[OfferProposal]
    hand_overs: list[HandOver]
    agreements: list[Signature]
    check_ins: list[CheckIn]

    def __bool__(self) -> bool:
        return any((self.plan, self.offers, self.hand_overs, self.agreements, self.check_ins))


def waiting(person_id: UUID, *, on: date) -> Waiting:
    """What I can answer today, over all my trajectories (5 queries)."""
    asked = PlanProposal.objects.filter(trajectory__person=person_id, status=Answer.WAITING.value)
    offered = own_proposals(person_id).filter(status=OfferStatus.PROPOSED.value)
    passed_on = own_hand_overs(person_id).filter(status=HandOverStatus.WITH_PARTICIPANT.value)
    return Waiting(
        plan=list(asked.select_related("goal").order_by("created_at")),
        offers=list(offered.order_by("created_at")),
        hand_overs=list(passed_on.order_by("asked_at")),
        agreements=list(_unsigned(person_id)),
        check_ins=list(own_check_ins(person_id, on=on)),
    )


def _unsigned(person_id: UUID) -> QuerySet[Signature]:
    """My signatures to give: of the version that counts, of placements that are open."""
    newest = Agreement.objects.filter(placement=OuterRef("agreement__placement")).order_by("-version")
    found = Signature.objects.filter(
        party=Party.PARTICIPANT.value,
        signed_at__isnull=True,
        agreement=Subquery(newest.values("pk")[:1]),
        agreement__placement__trajectory__person=person_id,
        agreement__placement__status__in=[status.value for status in OPEN],
    )
    return found.select_related("agreement__placement__employer").order_by("pk")
