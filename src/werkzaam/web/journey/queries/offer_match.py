"""Offers beside the needs of one person, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.models import Area, Circumstance, LanguageLevel, Need, Offer, Trajectory, UnmetNeed
from werkzaam.web.journey.queries.offer import TAKEN, offers, search
from werkzaam.web.journey.rules import offer as rules
from werkzaam.web.journey.rules.codes.offer import Lack
from werkzaam.web.journey.rules.offer import Aspect, Match, Offered, Spot, Verdict, Wanted
from werkzaam.web.people.rules import Access

MOST, BEST = 500, 6  # offers weighed, offers shown per need
WORDS: Mapping[tuple[Aspect, Verdict], Promise] = {
    (Aspect.NEED, Verdict.FITS): _("answers this need"),
    (Aspect.NEED, Verdict.LACKS): _("is about something else"),
    (Aspect.LEVEL, Verdict.FITS): _("language level is enough"),
    (Aspect.LEVEL, Verdict.LACKS): _("language level too low"),
    (Aspect.LEVEL, Verdict.UNKNOWN): _("language level not known"),
    (Aspect.DISTANCE, Verdict.FITS): _("near enough"),
    (Aspect.DISTANCE, Verdict.LACKS): _("too far away"),
    (Aspect.DISTANCE, Verdict.UNKNOWN): _("distance not known"),
    (Aspect.DAYS, Verdict.FITS): _("days and hours are possible"),
    (Aspect.DAYS, Verdict.LACKS): _("not on these days or hours"),
    (Aspect.DAYS, Verdict.UNKNOWN): _("possible days not known"),
    (Aspect.CHILDCARE, Verdict.FITS): _("childcare is no obstacle"),
    (Aspect.CHILDCARE, Verdict.LACKS): _("no childcare there"),
    (Aspect.CHILDCARE, Verdict.UNKNOWN): _("need of childcare not known"),
    (Aspect.PLACES, Verdict.FITS): _("a place is free"),
    (Aspect.PLACES, Verdict.LACKS): _("full: goes on the waiting list"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One verdict in words; `verdict` gives it its mark."""

    verdict: str
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """One offer for one need."""

    offer: Offer
    match: Match

    @property
    def reasons(self) -> list[Reason]:
        return reasons(self.match.codes)


@dataclass(frozen=True, slots=True)
class NeedFit:
    """One open need: the best offers, how many more there are, what lacks, what was told to the municipality."""

    need: Need
    found: Sequence[Found]
    more: int
    lack: Lack | None
    told: Sequence[UnmetNeed]


def reasons(codes: Sequence[str]) -> list[Reason]:
    """The words of codes as kept with a proposal."""
    pairs = [code.split(":") for code in codes]
    return [
        Reason(verdict, str(WORDS[Aspect(aspect), Verdict(verdict)]))
        for aspect, verdict in pairs
        if (aspect, verdict) in WORDS
    ]


def fitting(access: Access, trajectory: Trajectory, *, on: date) -> list[NeedFit]:
    """Every open need of this person with the offers on it, best first (6 queries)."""
    needs = open_needs(trajectory)
    if not needs:
        return []
    running = search(offers(access, "journey.see_offers"), wanted="", domain="", on=on)
    found = weigh(trajectory, needs, running.filter(domain__in={need.domain for need in needs}))
    told = UnmetNeed.objects.filter(need__in=needs, resolved_on__isnull=True).order_by("pk")
    told_of = {need.pk: [one for one in told if one.need_id == need.pk] for need in needs}
    return [_need(need, found, told_of[need.pk]) for need in needs]


def _need(need: Need, found: Sequence[Found], told: Sequence[UnmetNeed]) -> NeedFit:
    on_it = [one for one in found if one.offer.domain == need.domain]
    lack = rules.lacking([one.match for one in on_it])
    return NeedFit(need, on_it[:BEST], max(len(on_it) - BEST, 0), lack, told)


def match(trajectory: Trajectory, offer: Offer) -> Match:
    """How one offer fits one person now, whatever the need."""
    return weigh(trajectory, open_needs(trajectory), Offer.objects.filter(pk=offer.pk))[0].match


def open_needs(trajectory: Trajectory) -> list[Need]:
    """What is still needed; the circumstances come along."""
    found = Need.objects.filter(trajectory=trajectory, met_on=None)
    return list(found.select_related("trajectory__circumstance").order_by("pk"))


def wanted(trajectory: Trajectory, needs: Sequence[Need], areas: Mapping[int, Spot]) -> Wanted:
    """What is known of what an offer must fit: circumstances, the weakest Dutch skill, the neighbourhood."""
    asked: Circumstance | None = getattr(needs[0].trajectory if needs else trajectory, "circumstance", None)
    home = trajectory.person.neighbourhood_id
    return Wanted(
        domains=frozenset(need.domain for need in needs),
        level=level(trajectory),
        neighbourhood=home,
        spot=areas.get(home) if home else None,
        travel_km=asked.travel_km if asked else None,
        days=frozenset(asked.days) if asked else None,
        hours_per_week=asked.hours_per_week if asked else None,
        needs_childcare=asked.needs_childcare if asked else None,
    )


def level(trajectory: Trajectory) -> str | None:
    """The weakest of the newest levels of Dutch."""
    newest: dict[str, str] = {}
    for one in LanguageLevel.objects.filter(trajectory=trajectory, language="nl").order_by("-on", "-pk"):
        newest.setdefault(one.skill, one.level)
    return rules.weakest(newest.values())


def weigh(trajectory: Trajectory, needs: Sequence[Need], found: QuerySet[Offer]) -> list[Found]:
    """Offers with their match for this person, best first (3 queries)."""
    taken = Count("proposals", filter=Q(proposals__status__in=TAKEN))
    listed = list(found.select_related("place__neighbourhood", "neighbourhood").annotate(taken=taken)[:MOST])
    home = trajectory.person.neighbourhood_id
    areas = middles({pk for pk in (home, *map(_where, listed)) if pk})
    asked = wanted(trajectory, needs, areas)
    weighed = [Found(one, rules.match(asked, _offered(one, areas))) for one in listed]
    return sorted(weighed, key=lambda one: (one.match.rank, one.offer.name))


def middles(neighbourhoods: Iterable[int]) -> dict[int, Spot]:
    """The middle of each neighbourhood, after the newest year of the statistics that knows it (1 query)."""
    known = Area.objects.filter(neighbourhood__in=list(neighbourhoods)).order_by("year")
    rows = known.values_list("neighbourhood", "latitude", "longitude")
    return {
        pk: Spot(latitude, longitude)
        for pk, latitude, longitude in rows
        if pk is not None and latitude is not None and longitude is not None
    }


def _where(one: Offer) -> int | None:
    """The neighbourhood of an offer: its own, or that of its place."""
    return one.neighbourhood_id or (one.place.neighbourhood_id if one.place else None)


def _offered(one: Offer, areas: Mapping[int, Spot]) -> Offered:
    here, place = _where(one), one.place
    exact = (
        Spot(place.latitude, place.longitude)
        if place and place.latitude is not None and place.longitude is not None
        else None
    )
    return Offered(
        domain=one.domain,
        level=one.level,
        neighbourhood=here,
        spot=exact or (areas.get(here) if here else None),
        is_online=one.is_online,
        days=frozenset(one.days),
        hours_per_week=one.hours_per_week,
        has_childcare=one.has_childcare,
        capacity=one.capacity,
        taken=one.taken,  # type: ignore[attr-defined]
    )
