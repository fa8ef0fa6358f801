"""Who takes part: sixty participants under four coaches and sixty matched controls from a neighbouring district."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from numpy.random import Generator

from werkzaam.core.simulate.scenario import Coach, Neighbourhood, Organisation, Person

T = TypeVar("T")

PROGRAMME, COMPARISON = "participants", "controls"
SIZE = 60
COACH_LEFT, COACH_REPLACED = 30, 36
"""Weeks: one coach leaves in month 7, the successor starts six weeks later (3-domain §3.5)."""

GIVEN = (
    "Amina",
    "Els",
    "Noor",
    "Sami",
    "Ilse",
    "Tarek",
    "Joke",
    "Farah",
    "Henk",
    "Selam",
    "Wies",
    "Yusuf",
    "Marga",
    "Idris",
    "Trees",
    "Lina",
    "Koos",
    "Dawit",
    "Riet",
    "Omar",
    "Hanneke",
    "Zeynep",
    "Piet",
    "Mariam",
    "Gijs",
    "Oksana",
    "Toon",
    "Leyla",
    "Wim",
    "Saba",
)
# No such families are known to us: every name says that it is made up.
FAMILY = (
    "Voorbeeldsma",
    "Verzinsel",
    "Denkbeeld",
    "Proefkonijn",
    "Modelstra",
    "Fictiema",
    "Schijnman",
    "Droombos",
    "Luchtkasteel",
    "Sprookjes",
    "Vanalles",
    "Nergenshuizen",
    "Papierwolk",
    "Speelgoed",
    "Theaterink",
    "Spiegelbeeld",
    "Kladblok",
    "Woordenaar",
    "Niemandsland",
    "Lettergreep",
)

AGE_BANDS = (("18-26", 0.12), ("27-39", 0.33), ("40-54", 0.37), ("55-66", 0.18))
BENEFIT = (("1-2", 1.5, 0.2), ("2-5", 3.5, 0.35), ("5-10", 7.0, 0.3), ("10+", 12.0, 0.15))
LEVELS = (("Alfa", 0.05), ("A0", 0.08), ("A1", 0.17), ("A2", 0.25), ("B1", 0.2), ("B2", 0.12), ("C1", 0.13))
RUNGS = ((1, 0.22), (2, 0.4), (3, 0.25), (4, 0.13))

ORGANISATIONS = (
    Organisation("voorbeeldstad", "Gemeente Voorbeeldstad", "municipality"),
    Organisation("samen-stappen", "Stichting Samen Stappen", "foundation"),
    Organisation("onderzoek", "Onderzoeksbureau De Tweede Blik", "research"),
)
NEIGHBOURHOODS = (
    Neighbourhood("lindeveld", "Lindeveld", PROGRAMME),
    Neighbourhood("vlierhoek", "Vlierhoek", PROGRAMME),
    Neighbourhood("wilgenpoort", "Wilgenpoort", PROGRAMME),
    Neighbourhood("esdoornrade", "Esdoornrade", COMPARISON),
    Neighbourhood("meidoornkamp", "Meidoornkamp", COMPARISON),
)


def coaches(start: date) -> tuple[Coach, ...]:
    """Four job coaches with fifteen people each, the successor of one, and regular guidance with 120."""
    left, came = start + timedelta(weeks=COACH_LEFT), start + timedelta(weeks=COACH_REPLACED)
    return (
        Coach("bram", "Bram", "Fictiema", 15, start),
        Coach("chaima", "Chaima", "Denkbeeld", 15, start),
        Coach("joris", "Joris", "Papierwolk", 15, start, left_on=left),
        Coach("marit", "Marit", "Kladblok", 15, start),
        Coach("nadia", "Nadia", "Spiegelbeeld", 15, came, replaces="joris"),
        Coach("regular", "Klaas", "Theaterink", 120, start),
    )


def people(rng: Generator, start: date) -> tuple[Person, ...]:
    """Participants first (Amina the first of them), then controls (Els the first), matched one to one."""
    participants = [_participant(rng, number, start) for number in range(SIZE)]
    controls = [_control(rng, number, match) for number, match in enumerate(participants)]
    return (*participants, *controls)


def _participant(rng: Generator, number: int, start: date) -> Person:
    benefit, years = _benefit(rng)
    given, family = _name(number)
    return Person(
        key=f"p{number + 1:02}",
        given=given,
        family=family,
        arm=PROGRAMME,
        coach=("bram", "chaima", "joris", "marit")[number % 4],
        neighbourhood=_one(rng, [area.key for area in NEIGHBOURHOODS if area.arm == PROGRAMME]),
        sex="f" if number == 0 or rng.random() < 0.53 else "m",
        age_band=_pick(rng, AGE_BANDS),
        benefit=benefit,
        benefit_years=years,
        language_level=_pick(rng, LEVELS),
        rung=_pick(rng, RUNGS),
        started_on=start + timedelta(days=int(rng.integers(0, 28))),
    )


def _control(rng: Generator, number: int, match: Person) -> Person:
    """Alike in age band, benefit duration, sex, Dutch and rung, though one in ten has a rung less or more."""
    given, family = _name(number + SIZE)
    near = match.rung + int(rng.choice([-1, 1])) if rng.random() < 0.1 else match.rung
    return replace(
        match,
        key=f"c{number + 1:02}",
        given="Els" if number == 0 else given,
        family=family,
        arm=COMPARISON,
        coach=None,
        neighbourhood=_one(rng, [area.key for area in NEIGHBOURHOODS if area.arm == COMPARISON]),
        rung=min(max(near, 1), 4),
    )


def _name(number: int) -> tuple[str, str]:
    # Steps that share no factor with the lists: 120 people, 120 different names.
    return GIVEN[number % len(GIVEN)], FAMILY[(number * 7 + number // len(GIVEN)) % len(FAMILY)]


def _benefit(rng: Generator) -> tuple[str, float]:
    at = int(rng.choice(len(BENEFIT), p=[share for *_, share in BENEFIT]))
    return BENEFIT[at][0], BENEFIT[at][1]


def _pick(rng: Generator, shares: tuple[tuple[T, float], ...]) -> T:
    return shares[int(rng.choice(len(shares), p=[share for _, share in shares]))][0]


def _one(rng: Generator, keys: list[str]) -> str:
    return keys[int(rng.integers(len(keys)))]
