"""Referrals: those that wait for a team, those one made, and where someone may be referred to."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.web.journey.models import Programme, Referral
from werkzaam.web.journey.queries.due import Due
from werkzaam.web.journey.queries.reach import persons, programmes
from werkzaam.web.journey.rules.codes.intake import ReferralStatus
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access

SEE, REFER = "journey.see_referrals", "journey.refer"


def referrals(access: Access, *, waiting: bool) -> QuerySet[Referral]:
    """Those within reach: that wait, the oldest first; or that were answered, the newest first."""
    found = Referral.objects.filter(organisation__in=access.organisations(SEE))
    found = found.select_related("programme", "organisation", "person")
    asked = Q(status=ReferralStatus.WAITING.value)
    return found.filter(asked) if waiting else found.exclude(asked).order_by("-decided_at")


def referral(access: Access, permission: str, pk: UUID) -> Referral:
    found = Referral.objects.filter(pk=pk, organisation__in=access.organisations(permission))
    return _only(found.select_related("programme", "organisation", "person").first())


def made_by(access: Access) -> QuerySet[Referral]:
    """Those that this account made, the newest first."""
    found = Referral.objects.filter(by=access.account).exclude(by="")
    return found.select_related("programme", "organisation", "person").order_by("-created_at")


def own_referral(access: Access, pk: UUID) -> Referral:
    return _only(made_by(access).filter(pk=pk).first())


def namesakes(access: Access, one: Referral) -> QuerySet[Any]:
    """People within reach who may be the same: the same names, or the same way to be reached."""
    same = Q(given_name__iexact=one.given_name, family_name__iexact=one.family_name)
    same |= Q(email__iexact=one.email) & ~Q(email="") | Q(phone=one.phone) & ~Q(phone="")
    return persons(access, "journey.start_trajectory").filter(same)


def destinations(access: Access, *, on: date) -> list[tuple[Programme, Any]]:
    """Programmes that run, each with the organisations of this account that are part of it."""
    mine, tree = people.organisations(access, REFER).in_bulk(), access.tree
    found = _running(programmes(access, REFER), on)
    return [(p, mine[o]) for p in found for o in sorted(tree.below(p.organisation_id) & mine.keys())]


def open_destinations(*, on: date) -> list[tuple[Programme, Any]]:
    """Programmes that run, each with the places that stand lowest in its tree: for who comes by oneself."""
    tree = people.organisation_tree()
    found = [
        (one, place)
        for one in _running(Programme.objects.all(), on)
        for place in sorted(tree.below(one.organisation_id))
        if tree.below(place) == {place}
    ]
    places = people.organisations_by_id({place for _one, place in found})
    return [(one, places[place]) for one, place in found]


def asked(access: Access, *, on: date) -> list[QuerySet[Any]]:
    """Referrals that wait for an answer; `on` is the day of asking, each is due from the day it came."""
    return [referrals(access, waiting=True).filter(created_at__date__lte=on)]


def due(access: Access, *, on: date) -> list[Due]:
    """Referrals to answer, the oldest first."""
    (found,) = asked(access, on=on)
    return [
        Due(
            timezone.localdate(one.created_at),
            who(one),
            _("Answer the referral"),
            reverse("journey:referral", args=[one.pk]),
            one.person_id or one.pk,
        )
        for one in found[:20]
    ]


def who(one: Referral) -> str:
    """The name, of the person once registered."""
    return str(one.person) if one.person else f"{one.given_name} {one.family_name}".strip()


def _running(found: QuerySet[Programme], on: date) -> QuerySet[Programme]:
    return found.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on).order_by("name")


def _only(found: Referral | None) -> Referral:
    if found is None:
        raise refuse()
    return found
