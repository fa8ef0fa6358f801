"""Neighbourhoods: how many people in each, where they meet, the map; no small counts, no persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max

from werkzaam.web.journey.models import Area, MeetingPlace, Need, Offer, Trajectory
from werkzaam.web.journey.models.labels import DOMAINS
from werkzaam.web.journey.rules.codes.neighbourhood import AreaLevel
from werkzaam.web.journey.rules.disclosure import shown, suppressed
from werkzaam.web.journey.rules.neighbourhood_shape import Map, draw
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access

SEE = "journey.see_neighbourhoods"
MOST = 400  # areas on one map


@dataclass(frozen=True, slots=True)
class Line:
    """One neighbourhood; `running` is None where the count may not be shown."""

    neighbourhood: Any
    running: int | None
    places: int


@dataclass(frozen=True, slots=True)
class Shade:
    """One area on the map: its path, its name, and how full it is (0 hidden, 1 nobody, 2 to 4)."""

    path: str
    name: str
    depth: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    year: int
    map: Map
    shades: list[Shade]


@dataclass(frozen=True, slots=True)
class Near:
    """All that is known of one neighbourhood."""

    neighbourhood: Any
    running: int | None
    needs: list[tuple[object, int | None]]
    places: list[MeetingPlace]
    offers: list[Offer]
    codes: list[Area]


def lines(access: Access) -> list[Line]:
    """Every neighbourhood in reach, by name, with its running trajectories where they may be told (3 queries).

    Counted and hidden per organisation, the same for everyone who may look: two readers cannot subtract.
    """
    found = list(people.neighbourhoods(access, SEE).select_related("organisation"))
    counts = safe({one.organisation_id for one in found})
    places = dict(
        MeetingPlace.objects.filter(is_active=True, neighbourhood__in=[one.pk for one in found])
        .values_list("neighbourhood")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return [Line(one, counts.get(one.pk, 0), places.get(one.pk, 0)) for one in found]


def safe(organisations: Iterable[int]) -> dict[int, int | None]:
    """Running trajectories per neighbourhood (by id) of these organisations, small ones hidden.

    People without a neighbourhood are one of the cells, because with them the cells add up to a total that
    stands elsewhere.
    """
    running = Trajectory.objects.filter(ended_on__isnull=True, team__organisation__in=list(organisations))
    rows = running.values_list("team__organisation", "person__neighbourhood").annotate(n=Count("pk"))
    cells: dict[int, dict[str, int]] = defaultdict(dict)
    for organisation, neighbourhood, n in rows.order_by():
        cells[organisation][str(neighbourhood or "")] = n
    told: dict[int, int | None] = {}
    for counted in cells.values():
        told |= {int(key): n for key, n in suppressed(counted).items() if key}
    return told


def picture(found: Sequence[Line]) -> Picture | None:
    """The newest map of these neighbourhoods (2 queries); None where no boundaries were imported."""
    ours = {line.neighbourhood.pk: line for line in found}
    areas = Area.objects.filter(
        neighbourhood__in=list(ours), level=AreaLevel.NEIGHBOURHOOD.value, shape__isnull=False
    )
    year = areas.aggregate(year=Max("year"))["year"]
    drawn = list(areas.filter(year=year).order_by("code")[:MOST]) if year else []
    made = draw([area.shape for area in drawn])
    if made is None:
        return None
    top = max((line.running or 0 for line in found), default=0)
    shades = [
        Shade(path, area.name, depth(ours[area.neighbourhood_id or 0].running, top), *centre)
        for area, path, centre in zip(drawn, made.paths, made.centres, strict=True)
    ]
    return Picture(year, made, shades)


def depth(running: int | None, top: int) -> int:
    """How dark: hidden, nobody, or a third of the fullest."""
    if running is None or running == 0:
        return 0 if running is None else 1
    return 2 + min(int(3 * running / (top + 1)), 2)


def near(access: Access, pk: int) -> Near:
    """One neighbourhood within reach (6 queries), otherwise refused with the same answer as always."""
    one = people.neighbourhoods(access, SEE).select_related("organisation").filter(pk=pk).first()
    if one is None:
        raise refuse()
    running = safe([one.organisation_id]).get(one.pk, 0)
    return Near(
        neighbourhood=one,
        running=running,
        needs=_needs(one) if running else [],
        places=list(one.meeting_places.order_by("-is_active", "name")[:MOST]),
        offers=list(Offer.objects.filter(neighbourhood=one, is_active=True).order_by("name")[:50]),
        codes=list(one.areas.order_by("-year", "code")[:50]),
    )


def _needs(one: Any) -> list[tuple[object, int | None]]:
    """How many people have an open need, by life domain; only told where the neighbourhood itself is."""
    found = Need.objects.filter(
        met_on__isnull=True, trajectory__ended_on__isnull=True, trajectory__person__neighbourhood=one,
        trajectory__team__organisation=one.organisation_id,
    )  # fmt: skip
    counted = dict(found.values_list("domain").annotate(n=Count("trajectory", distinct=True)).order_by())
    return [(label, shown(counted[code])) for code, label in DOMAINS if code in counted]


def place(access: Access, pk: int) -> MeetingPlace:
    """One meeting place that this account may change."""
    reach = access.organisations("journey.edit_places")
    found = MeetingPlace.objects.filter(pk=pk, organisation__in=reach).select_related("neighbourhood").first()
    if found is None:
        raise refuse()
    return found
