"""A neighbourhood with a boundary and a place where people meet."""

from __future__ import annotations

from typing import Any


def pages(cast: Any, at: Any) -> dict[str, dict[str, object]]:
    from werkzaam.web.journey.models import Area, MeetingPlace

    corners = [[6.88, 52.21], [6.91, 52.21], [6.92, 52.23], [6.88, 52.24], [6.88, 52.21]]
    shape = {"type": "MultiPolygon", "coordinates": [[corners]]}
    facts = {"level": "neighbourhood", "name": "Centrum", "neighbourhood": cast.centrum, "shape": shape}
    Area.objects.get_or_create(year=2025, code="BU99990101", defaults=facts)
    place, _ = MeetingPlace.objects.get_or_create(
        organisation=cast.esdoorn,
        name="Buurthuis De Kastanje",
        defaults={"neighbourhood": cast.centrum, "open_when": "Dinsdagochtend"},
    )
    return {"journey:neighbourhood": {"pk": cast.centrum.pk}, "journey:place_edit": {"pk": place.pk}}
