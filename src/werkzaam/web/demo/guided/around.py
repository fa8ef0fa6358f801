"""What is around people: areas on the map, meeting places, offers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from werkzaam.web.demo.cast import SYSTEM, Stage, moment
from werkzaam.web.journey.actions import neighbourhood, offer
from werkzaam.web.journey.rules.codes.neighbourhood import AreaLevel
from werkzaam.web.journey.rules.neighbourhood import AreaFound

# An invented town; its map lies in open water, where nobody lives.
EAST, NORTH, SIDE = 5.20, 52.70, 0.012
AREAS = (
    ("lindeveld", "BU99990101", ((0, 0), (1, 0), (1.2, 0.9), (0.4, 1.3), (-0.1, 0.8))),
    ("vlierhoek", "BU99990102", ((1, 0), (2.1, -0.2), (2.3, 0.8), (1.2, 0.9))),
    ("wilgenpoort", "BU99990103", ((0.4, 1.3), (1.2, 0.9), (2.3, 0.8), (2.0, 1.9), (0.9, 2.1))),
    ("esdoornrade", "BU99990201", ((-1.2, 0.1), (0, 0), (-0.1, 0.8), (0.4, 1.3), (-0.7, 1.6))),
    ("meidoornkamp", "BU99990202", ((-0.7, 1.6), (0.4, 1.3), (0.9, 2.1), (0, 2.8), (-1.0, 2.4))),
)
PLACES = (
    ("lindeveld", "Buurthuis De Linde", "Lindeplein 1", "ma–vr 9.00–17.00", (0.6, 0.6)),
    ("vlierhoek", "Bibliotheek Vlierhoek", "Vlierstraat 20", "ma–za 10.00–18.00", (1.6, 0.4)),
    ("wilgenpoort", "Huis van de wijk Wilgenpoort", "Wilgenlaan 8", "ma–do 9.00–21.00", (1.4, 1.5)),
    ("wilgenpoort", "Sportclub De Poort", "Veldweg 3", "di en do 18.00–22.00", (1.8, 1.3)),
)
OFFERS: tuple[tuple[Any, ...], ...] = (
    (
        "language-course",
        "language",
        "Taalles voor beginners",
        "Taalhuis Voorbeeldstad",
        "a0",
        [1, 3],
        12,
        1,
        True,
    ),
    (
        "language-course",
        "language",
        "Taal op de werkvloer",
        "Taalhuis Voorbeeldstad",
        "a2",
        [2, 4],
        10,
        1,
        False,
    ),
    ("language-buddy", "language", "Taalmaatje aan huis", "Vrijwilligerscentrale", "a1", [], 15, None, False),
    ("debt-help", "money", "Rust in je geld", "Wijkteam", "", [2], 8, 0, False),
    ("health", "health", "Samen wandelen", "Sportclub De Poort", "", [5], 20, 3, False),
    ("course", "learning", "Digitaal op weg", "Bibliotheek Vlierhoek", "a1", [1], 2, 1, False),
    ("training", "work", "Veilig werken (VCA)", "Leerwerkbedrijf", "b1", [3], 10, None, False),
    ("workplace", "work", "Werkplaats hout en textiel", "Kringloop De Cirkel", "a0", [1, 2, 4], 6, 2, False),
    ("childcare", "family", "Opvang tijdens de les", "Buurthuis De Linde", "", [1, 3], 10, 0, True),
)


def furnish(stage: Stage) -> None:
    at = moment(stage.scenario.start - timedelta(days=20))
    _areas(stage, at)
    for area, name, address, hours, point in PLACES:
        stage.places[name] = _place(stage, at, area, name, address, hours, point)
    for facts in OFFERS:
        stage.offers[facts[2]] = _offer(stage, at, facts)


def _areas(stage: Stage, at: Any) -> None:
    """Small shapes that were drawn for this town; tied to its neighbourhoods by their names."""
    found = [
        AreaFound(
            code,
            AreaLevel.NEIGHBOURHOOD,
            stage.neighbourhoods[key].name,
            code.replace("BU", "WK")[:8],
            "GM9999",
            False,
            _shape(corners),
        )
        for key, code, corners in AREAS
    ]
    town = stage.organisations["voorbeeldstad"]
    neighbourhood.import_areas(by=SYSTEM, at=at, year=at.year, found=found, metres=5.0, organisation=town)


def _shape(corners: tuple[tuple[float, float], ...]) -> dict[str, Any]:
    ring = [list(_point(corner)) for corner in (*corners, corners[0])]
    return {"type": "Polygon", "coordinates": [ring]}


def _point(corner: tuple[float, float]) -> tuple[float, float]:
    return round(EAST + corner[0] * SIDE * 1.6, 5), round(NORTH + corner[1] * SIDE, 5)


def _place(
    stage: Stage, at: Any, area: str, name: str, address: str, hours: str, point: tuple[float, float]
) -> Any:
    east, north = _point(point)
    return neighbourhood.save_place(
        by=stage.access("hana", at.date()),
        at=at,
        place=None,
        neighbourhood=stage.neighbourhoods[area],
        name=name,
        address=address,
        open_when=hours,
        longitude=east,
        latitude=north,
        is_accessible=True,
    )


def _offer(stage: Stage, at: Any, facts: tuple[Any, ...]) -> Any:
    kind, domain, name, provider, level, days, capacity, place, childcare = facts
    return offer.add_offer(
        by=stage.access("lotte", at.date()),
        at=at,
        organisation=stage.organisations["voorbeeldstad"],
        kind=kind,
        domain=domain,
        name=name,
        provider=provider,
        level=level,
        days=days,
        capacity=capacity,
        place=stage.places[PLACES[place][1]] if place is not None else None,
        has_childcare=childcare,
        hours_per_week=2 * max(len(days), 1),
    )
