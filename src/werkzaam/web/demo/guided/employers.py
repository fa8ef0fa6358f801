"""Employers, whom to call there, and the places they offer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from werkzaam.web.demo.cast import Stage, moment
from werkzaam.web.journey.actions import employer

SECTORS = ("horeca", "zorg", "groen", "techniek", "schoonmaak")
FIRMS = (
    "Bakkerij Bloem",
    "Zorghuis Avondrood",
    "Hoveniersbedrijf Groenwerk",
    "Fietsenmaker Kettingkast",
    "Schoonmaak Helder",
    "Lunchroom De Lepel",
    "Thuiszorg Nabij",
    "Kwekerij Zonnehoek",
    "Installatie Warmtebron",
    "Wasserij Wit",
    "Restaurant De Pan",
    "Dagopvang Daglicht",
    "Boomgaard Appelhof",
    "Houtwerk Spaander",
    "Hotel Het Laken",
    "Cateraar Smaak",
    "Kinderopvang Klimop",
    "Plantsoendienst Blad",
    "Garage Moer",
    "Facilitair Fris",
    "IJssalon Bolletje",
    "Apotheek Pil",
    "Tuincentrum Kiem",
    "Magazijn Doos",
    "Kringloop De Cirkel",
)


def hire(stage: Stage) -> None:
    at = moment(stage.scenario.start - timedelta(days=20))
    for number, name in enumerate(FIRMS):
        _firm(stage, at, number, name)
    _vacancies(stage)


def _firm(stage: Stage, at: Any, number: int, name: str) -> None:
    bram, town = stage.access("bram", at.date()), stage.organisations["voorbeeldstad"]
    areas = list(stage.neighbourhoods.values())
    made = employer.save_employer(
        by=bram,
        at=at,
        organisation=town,
        name=name,
        sector=SECTORS[number % len(SECTORS)],
        address=f"Handelsweg {2 * number + 1}",
        neighbourhood=areas[number % len(areas)],
    )
    who = "Gert Sprookjes" if number == 0 else f"Begeleider {name.split()[-1]}"
    contact = employer.save_contact(
        by=bram, at=at, employer=made, name=who, job="Werkbegeleider", email=f"werk{number}@bedrijf.example"
    )
    stage.employers.append((made, contact))


def _vacancies(stage: Stage) -> None:
    on = stage.today - timedelta(days=10)
    bram = stage.access("bram", on)
    for number, (kind, title, level) in enumerate(
        (
            ("work-experience", "Meehelpen in de bakkerij", "a1"),
            ("paid-work", "Medewerker huishouding", "a2"),
            ("volunteering", "Helpen in de boomgaard", ""),
            ("trial-placement", "Leerling fietsenmaker", "a2"),
        )
    ):
        employer.save_vacancy(
            by=bram,
            at=moment(on),
            employer=stage.employers[number][0],
            kind=kind,
            title=title,
            level=level,
            opens_on=on,
            days=[1, 2, 3],
            hours_per_week=16,
            description="Rustig inwerken, met een vaste begeleider.",
        )
