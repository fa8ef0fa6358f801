"""Proposing an offer to someone, the participant's answer, places and waiting list."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_team
from werkzaam.web.journey.actions.offer_unmet import resolve_need
from werkzaam.web.journey.models import Need, Offer, OfferProposal, Trajectory
from werkzaam.web.journey.queries import offer as catalogue
from werkzaam.web.journey.queries.offer_match import match
from werkzaam.web.journey.rules import offer as rules
from werkzaam.web.journey.rules.codes.offer import OPEN, OfferStatus
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

PROPOSE = "journey.propose_offer"


@transaction.atomic(using=GUIDANCE)
def propose_offer(
    *,
    by: Access,
    at: datetime,
    id: UUID,
    trajectory: Trajectory,
    offer: Offer,
    need: Need | None = None,
) -> OfferProposal:
    """Propose an offer, with the reasons of this moment; the same post twice gives one proposal."""
    require_team(by, PROPOSE, trajectory)
    require(catalogue.offers(by, "journey.see_offers").filter(pk=offer.pk).exists())
    require(need is None or need.trajectory_id == trajectory.pk)
    if before := OfferProposal.objects.filter(pk=id).first():
        return _same(before, trajectory, offer)
    _require_possible(trajectory, offer, at)
    made = OfferProposal.objects.create(
        pk=id,
        trajectory=trajectory,
        offer=offer,
        need=need,
        reasons=match(trajectory, offer).codes,
        by=by.account,
        created_at=at,
    )
    note(by, at, "propose_offer", trajectory.person_id, offer=offer.pk)
    return made


@transaction.atomic(using=GUIDANCE)
def answer_offer(
    *, by: Access, at: datetime, proposal: OfferProposal, accepted: bool, answer: str
) -> OfferProposal:
    """The participant says yes or no, in own words; a yes to a full offer goes on the waiting list.

    A coach writes the answer down for someone who cannot sign in, and for nobody else.
    """
    _require_voice(by, proposal)
    offer = Offer.objects.select_for_update().get(pk=proposal.offer_id)
    proposal.refresh_from_db(fields=["status", "answer"])
    if proposal.status != OfferStatus.PROPOSED:
        return _answered(proposal, accepted=accepted)
    if not accepted and not answer.strip():
        message = _("Please say in a few words why not. Nothing is saved yet.")
        raise JourneyProblem(message, code="reason-missing")
    proposal.status = (_yes(offer) if accepted else OfferStatus.DECLINED).value
    proposal.answer, proposal.answered_at = answer.strip(), at
    proposal.queued_at = at if proposal.status == OfferStatus.QUEUED else None
    proposal.save(update_fields=["status", "answer", "answered_at", "queued_at"])
    note(by, at, "answer_offer", proposal.trajectory.person_id, status=proposal.status)
    _answer_need(by, at, proposal)
    return proposal


@transaction.atomic(using=GUIDANCE)
def move_proposal(*, by: Access, at: datetime, proposal: OfferProposal, status: str) -> OfferProposal:
    """Start, complete, stop or withdraw; the place that comes free goes to the first on the waiting list."""
    require_team(by, PROPOSE, proposal.trajectory)
    Offer.objects.select_for_update().get(pk=proposal.offer_id)
    proposal.refresh_from_db(fields=["status"])
    wanted = OfferStatus(status)
    if proposal.status == wanted:
        return proposal
    if wanted not in rules.MOVES.get(proposal.status, ()):
        message = _("That is not possible any more: the proposal has changed. Look at it again.")
        raise JourneyProblem(message, code="changed-meanwhile")
    proposal.status = wanted.value
    if wanted != OfferStatus.STARTED:
        proposal.ended_on = timezone.localdate(at)
    proposal.save(update_fields=["status", "ended_on"])
    note(by, at, "move_proposal", proposal.trajectory.person_id, status=proposal.status)
    fill_places(by=by, at=at, offer=proposal.offer)
    return proposal


def fill_places(*, by: Access, at: datetime, offer: Offer) -> None:
    """Give free places to who waited longest."""
    taken = catalogue.places([offer.pk]).get(offer.pk, catalogue.Places()).taken
    queue = OfferProposal.objects.filter(offer=offer, status=OfferStatus.QUEUED.value)
    first = queue.select_related("trajectory", "need").order_by("queued_at", "created_at")
    for one in first[: rules.free(offer.capacity, taken)]:
        one.status = OfferStatus.ACCEPTED.value
        one.save(update_fields=["status"])
        note(by, at, "give_place", one.trajectory.person_id, offer=offer.pk)
        _answer_need(by, at, one)


def _require_possible(trajectory: Trajectory, offer: Offer, at: datetime) -> None:
    if trajectory.ended_on is not None:
        raise JourneyProblem(_("This trajectory has ended. Nothing was proposed."), code="already-ended")
    if not rules.is_running(offer.ends_on, offer.is_active, on=timezone.localdate(at)):
        raise JourneyProblem(_("This offer does not run any more. Choose another one."), code="offer-over")
    standing = OfferProposal.objects.filter(trajectory=trajectory, offer=offer, status__in=OPEN)
    if standing.exists():
        message = _("This offer was proposed to this person before. Nothing was added.")
        raise JourneyProblem(message, code="already-proposed")


def _require_voice(by: Access, proposal: OfferProposal) -> None:
    """The participant answers; a coach only for who has no account."""
    trajectory = proposal.trajectory
    if by.may("journey.answer_offer") and by.person == str(trajectory.person_id):
        return
    require_team(by, PROPOSE, trajectory)
    if catalogue.decides_self(trajectory):
        message = _("This person can sign in, and answers in person. Nothing was saved.")
        raise JourneyProblem(message, code="answers-in-person")


def _same(before: OfferProposal, trajectory: Trajectory, offer: Offer) -> OfferProposal:
    if (before.trajectory_id, before.offer_id) != (trajectory.pk, offer.pk):
        message = _("Something else was proposed from this page before. Open the page again.")
        raise JourneyProblem(message, code="already-saved")
    return before


def _answered(proposal: OfferProposal, *, accepted: bool) -> OfferProposal:
    """The same answer again changes nothing; another one is refused."""
    if (proposal.status == OfferStatus.DECLINED) == accepted or proposal.answered_at is None:
        message = _("This does not wait for an answer any more. Nothing was changed. Talk about it together.")
        raise JourneyProblem(message, code="already-answered")
    return proposal


def _yes(offer: Offer) -> OfferStatus:
    taken = catalogue.places([offer.pk]).get(offer.pk, catalogue.Places()).taken
    return OfferStatus.ACCEPTED if rules.has_place(offer.capacity, taken) else OfferStatus.QUEUED


def _answer_need(by: Access, at: datetime, proposal: OfferProposal) -> None:
    """Who has a place is no longer told to the municipality as in want of one."""
    if proposal.status == OfferStatus.ACCEPTED and proposal.need:
        resolve_need(by=by, at=at, need=proposal.need)
