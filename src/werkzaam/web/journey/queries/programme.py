"""Programmes: the list, and all that one is made of."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from werkzaam.web.journey.models import (
    ChannelNorm,
    Criterion,
    Module,
    Norm,
    Pillar,
    PlacementRule,
    Programme,
    ProgrammeDomain,
    Target,
)
from werkzaam.web.journey.queries.reach import programmes
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access


@dataclass(frozen=True, slots=True)
class SetUp:
    """One programme with all its parts, each in its own order (8 queries)."""

    programme: Programme
    norm: list[Norm]
    channels: list[ChannelNorm]
    pillars: list[Pillar]
    domains: list[ProgrammeDomain]
    criteria: list[Criterion]
    modules: list[Module]
    placement_rules: list[PlacementRule]
    targets: list[Target]


def listed(access: Access) -> QuerySet[Programme]:
    """Programmes that this account can see, the newest first."""
    found = programmes(access, "journey.see_programme").select_related("organisation")
    return found.order_by("-starts_on", "name")


def programme(access: Access, permission: str, pk: int) -> Programme:
    """One programme within reach; the same refusal whether it is elsewhere or does not exist."""
    found = programmes(access, permission).select_related("organisation", "copied_from").filter(pk=pk).first()
    if found is None:
        raise refuse()
    return found


def is_own(access: Access, one: Programme) -> bool:
    """Whether this account may change the programme: it is run where the account leads, not above it."""
    return one.organisation_id in access.organisations("journey.set_up_programme")


def own_programme(access: Access, pk: int) -> Programme:
    """A programme that this account may change."""
    one = programme(access, "journey.set_up_programme", pk)
    if not is_own(access, one):
        raise refuse()
    return one


def set_up(one: Programme) -> SetUp:
    return SetUp(
        programme=one,
        norm=list(one.norm.all()),
        channels=list(one.channel_norm.all()),
        pillars=list(one.pillars.all()),
        domains=list(one.domains.all()),
        criteria=list(one.criteria.all()),
        modules=list(one.modules.all()),
        placement_rules=list(one.placement_rules.all()),
        targets=list(one.targets.select_related("organisation")),
    )
