"""Areas of the national statistics, and the places where people meet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.models import Area, MeetingPlace
from werkzaam.web.journey.rules.codes.neighbourhood import AreaLevel
from werkzaam.web.journey.rules.neighbourhood import AreaFound
from werkzaam.web.journey.rules.neighbourhood_shape import ShapeError, middle, simplified
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people import actions as people
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

EDIT = "journey.edit_places"
WHY = {
    "not-degrees": "its coordinates are no degrees: ask for the file in WGS 84 (EPSG:4326)",
    "not-closed": "a ring of its boundary is not closed",
    "not-an-area": "it has no boundary (Polygon or MultiPolygon)",
}


@transaction.atomic(using=GUIDANCE)
def import_areas(
    *,
    by: str,
    at: datetime,
    year: int,
    found: Sequence[AreaFound],
    metres: float,
    organisation: Any = None,
    add: bool = False,
) -> list[Area]:
    """Keep areas of one year with simplified boundaries, all or none; areas of that year known before are renewed.

    With `organisation`, its neighbourhoods are tied to the areas of the same code or name; with `add`, the
    missing ones are made.
    """
    own = {n.code.casefold(): n for n in organisation.neighbourhoods.all()} if organisation else {}
    own |= {n.name.casefold(): n for n in own.copy().values()}
    areas = []
    for one in found:
        area = _area(one, year, metres)
        if organisation and one.level == AreaLevel.NEIGHBOURHOOD:
            area.neighbourhood = own.get(one.code.casefold()) or own.get(one.name.casefold())
            if area.neighbourhood is None and add:
                new = {"organisation": organisation, "code": one.code.lower(), "name": one.name}
                area.neighbourhood = people.add_neighbourhood(by=by, at=at, **new)
        areas.append(area)
    Area.objects.filter(year=year, code__in=[area.code for area in areas]).delete()
    made = Area.objects.bulk_create(areas)
    told: dict[str, object] = {"year": year, "areas": len(made)}
    ledger.record(by=by, at=at, side=GUIDANCE, act="journey.import_areas", details=told)
    return made


def _area(one: AreaFound, year: int, metres: float) -> Area:
    """An area with its small shape; very small ones keep their code and lose their shape."""
    try:
        shape = simplified(one.geometry, metres=metres)
    except ShapeError as error:
        message = f"Area {one.code} cannot be read: {WHY[error.code]}. Nothing was imported."
        raise JourneyProblem(message, code=error.code, area=one.code) from None
    longitude, latitude = middle(shape) if shape else (None, None)
    return Area(
        year=year, code=one.code, level=one.level.value, name=one.name, parent_code=one.parent_code,
        shape=shape, longitude=longitude, latitude=latitude,
    )  # fmt: skip


@transaction.atomic(using=GUIDANCE)
def save_place(
    *, by: Access, at: datetime, place: MeetingPlace | None, neighbourhood: Any, name: str, **facts: Any
) -> MeetingPlace:
    """Add a meeting place, or change one; in a neighbourhood of an organisation where `by` may."""
    one = place or MeetingPlace(organisation_id=neighbourhood.organisation_id)
    reach = by.organisations(EDIT)
    require(one.organisation_id in reach and neighbourhood.organisation_id == one.organisation_id)
    same = MeetingPlace.objects.filter(organisation=one.organisation_id, name=name).exclude(pk=one.pk)
    if same.exists():
        message = _("A place with this name is there already. Nothing was saved. Open that place instead.")
        raise JourneyProblem(message, code="already-there")
    if (facts.get("longitude") is None) != (facts.get("latitude") is None):
        message = _("A point on the map needs both numbers. Nothing was saved. Fill in both, or neither.")
        raise JourneyProblem(message, code="half-a-point")
    for field, value in {"neighbourhood": neighbourhood, "name": name, **facts}.items():
        setattr(one, field, value)
    one.save()
    told: dict[str, object] = {"place": one.pk, "active": one.is_active}
    ledger.record(by=by.account, at=at, side=GUIDANCE, act="journey.save_place", details=told)
    return one
