"""The catalogue of offers, what was proposed to whom, and what falls due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.web.journey.models import Offer, OfferProposal, Trajectory
from werkzaam.web.journey.queries.due import Due
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.queries.timeline import Entry
from werkzaam.web.journey.rules import offer as rules
from werkzaam.web.journey.rules.codes.offer import OfferStatus
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access

TAKEN = [status.value for status in rules.TAKES_PLACE]
MOST = 100  # proposals of one person, people at one offer, lines on Today


@dataclass(frozen=True, slots=True)
class Places:
    """How full an offer is, waiting list included."""

    taken: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the catalogue; `free` is None without a limit."""

    offer: Offer
    free: int | None
    waiting: int


def offers(access: Access, permission: str) -> QuerySet[Offer]:
    """Offers of the organisations where `permission` is held, and of those above them."""
    found = Offer.objects.filter(organisation__in=access.tree.above(access.organisations(permission)))
    return found.select_related("organisation", "place__neighbourhood", "neighbourhood")


def offer(access: Access, permission: str, pk: int) -> Offer:
    """One offer within reach; the same refusal whether it is elsewhere or does not exist."""
    found = offers(access, permission).filter(pk=pk).first()
    if found is None:
        raise refuse()
    return found


def search(found: QuerySet[Offer], *, wanted: str, domain: str, on: date) -> QuerySet[Offer]:
    """Offers that still run, with every word of `wanted` in name or provider, on one life domain if given."""
    found = found.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), is_active=True)
    for word in wanted.split():
        found = found.filter(Q(name__icontains=word) | Q(provider__icontains=word))
    return found.filter(domain=domain) if domain else found


def places(pks: Iterable[int]) -> Mapping[int, Places]:
    """Places taken and people waiting, per offer (1 query); an offer that nobody took is not in it."""
    counted = (
        OfferProposal.objects.filter(offer__in=list(pks))
        .order_by()
        .values("offer")
        .annotate(
            taken=Count("pk", filter=Q(status__in=TAKEN)),
            waiting=Count("pk", filter=Q(status=OfferStatus.QUEUED.value)),
        )
    )
    return {row["offer"]: Places(row["taken"], row["waiting"]) for row in counted}


def listed(found: Iterable[Offer]) -> list[Listed]:
    """The lines of one page of the catalogue."""
    page = list(found)
    full = places([one.pk for one in page])
    return [_listed(one, full.get(one.pk, Places())) for one in page]


def _listed(one: Offer, full: Places) -> Listed:
    return Listed(one, rules.free(one.capacity, full.taken), full.waiting)


def people_at(access: Access, one: Offer) -> list[OfferProposal]:
    """Own people to whom this offer was proposed, the waiting list in its order first."""
    found = OfferProposal.objects.filter(
        offer=one, trajectory__in=trajectories(access, "journey.propose_offer")
    )
    return list(found.select_related("trajectory__person").order_by("queued_at", "-created_at")[:MOST])


def proposals(trajectory: Trajectory) -> list[OfferProposal]:
    """What was proposed to this person, newest first; `in_person`: whether the participant can sign in."""
    found = trajectory.offer_proposals.annotate(in_person=F("trajectory__person__account__is_active"))
    return list(found.select_related("offer__place", "need")[:MOST])


def proposal(access: Access, permission: str, pk: UUID) -> OfferProposal:
    """A proposal to someone in a team where `permission` is held."""
    found = OfferProposal.objects.filter(trajectory__in=trajectories(access, permission), pk=pk)
    one = found.select_related("offer", "trajectory__person", "trajectory__team").first()
    if one is None:
        raise refuse()
    return one


def own_proposals(person_id: UUID) -> QuerySet[OfferProposal]:
    """What was proposed to me, what waits for my answer first."""
    found = OfferProposal.objects.filter(trajectory__person=person_id)
    return found.select_related("offer__place", "offer__neighbourhood", "need", "trajectory__team")


def decides_self(trajectory: Trajectory) -> bool:
    """Whether the participant can sign in: then nobody answers in their place."""
    return Trajectory.objects.filter(pk=trajectory.pk, person__account__is_active=True).exists()


def asked(access: Access, *, on: date) -> list[QuerySet[Any]]:
    """Own people who said yes, or got a place from the waiting list, and have not started."""
    mine = trajectories(access, "journey.propose_offer").filter(coach=UUID(access.account))
    found = OfferProposal.objects.filter(
        trajectory__in=mine, trajectory__ended_on__isnull=True, status=OfferStatus.ACCEPTED.value
    )
    return [found.select_related("offer", "trajectory__person")]


def due(access: Access, *, on: date) -> list[Due]:
    """Who is to start, the earliest answer first."""
    (waiting,) = asked(access, on=on)
    return [_due(one, on) for one in waiting.order_by("answered_at")[:MOST]]


def _due(one: OfferProposal, on: date) -> Due:
    return Due(
        on=max(one.offer.starts_on or on, timezone.localdate(one.answered_at) if one.answered_at else on),
        person=str(one.trajectory.person),
        words=_("Start: %(offer)s") % {"offer": one.offer.name},
        url=reverse("journey:fitting", args=[one.trajectory_id]),
        person_id=one.trajectory.person_id,
    )


def entries(trajectory: Trajectory) -> list[Entry]:
    """Proposals and answers, for the line of time."""
    return [
        Entry(timezone.localdate(one.answered_at or one.created_at), "offer", one, "")
        for one in proposals(trajectory)
    ]
