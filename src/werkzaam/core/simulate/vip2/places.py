"""Where it happens and who works there: regions, staff, employers, and the groups that start over the years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from numpy.random import Generator

from werkzaam.core.simulate.people import FAMILY
from werkzaam.core.simulate.vip2.figures import figures
from werkzaam.core.simulate.vip2.records import Employer, Group, Region, Staff

TEAMS = 2
"""Local teams in each town."""
LAST_START = 14
"""Days before today that the last group began."""
NAMES = (
    "Anouk",
    "Bas",
    "Carla",
    "Dirkje",
    "Evert",
    "Fenna",
    "Gerda",
    "Harm",
    "Ineke",
    "Jelle",
    "Klara",
    "Lodewijk",
    "Meike",
    "Niels",
    "Oda",
    "Pim",
    "Roos",
    "Sjoerd",
    "Tine",
    "Ulbe",
    "Vera",
    "Wouter",
)
ONE_A_TOWN = ("municipality", "professional", "trainer")


def regions() -> tuple[Region, ...]:
    return tuple(Region(r["key"], r["foundation"], tuple(r["towns"])) for r in figures()["regions"])


def staff(rng: Generator) -> tuple[Staff, ...]:
    """The national project leader, and of each region its leader, its coaches and whoever is beside them."""
    body = Staff("leider", "Hanna Denkbeeld", "project-leader", "")
    return (body, *(one for region in regions() for one in _staff(rng, region)))


def _staff(rng: Generator, region: Region) -> Iterator[Staff]:
    yield Staff(f"{region.key}-leider", _name(region, 0), "project-leader", region.key)
    for number, town in enumerate(region.towns):
        for n, role in enumerate(ONE_A_TOWN):
            name = _name(region, 1 + number * len(ONE_A_TOWN) + n)
            yield Staff(f"{town.lower()}-{role}", name, role, region.key, town)
    yield from _coaches(rng, region)


def _coaches(rng: Generator, region: Region) -> Iterator[Staff]:
    """The first of each team leads it; the last two thirds are volunteers."""
    teams = [(town, team) for town in region.towns for team in range(TEAMS)]
    count, (low, high) = figures()["coaches_per_region"], figures()["volunteer_room"]
    paid = count - round(count * figures()["volunteer_share"])
    for n in range(count):
        town, team = teams[n % len(teams)]
        room = figures()["professional_room"] if n < paid else int(rng.integers(low, high + 1))
        role = "team-lead" if n < len(teams) else "coach"
        key = f"{region.key}-coach-{n + 1:02}"
        yield Staff(key, _name(region, 10 + n), role, region.key, town, team, room, n >= paid)


def _name(region: Region, n: int) -> str:
    at = 31 * [one.key for one in regions()].index(region.key) + n
    return f"{NAMES[at % len(NAMES)]} {FAMILY[(at * 7 + at // len(NAMES)) % len(FAMILY)]}"


def employers() -> tuple[Employer, ...]:
    words = figures()["words"]
    return tuple(
        Employer(
            f"{town.lower()}-{n + 1:02}",
            town,
            f"{words['firms'][n % 6]} {FAMILY[(n * 3 + shift) % len(FAMILY)]} {town}",
            words["sectors"][n % 6],
        )
        for shift, town in enumerate(town for region in regions() for town in region.towns)
        for n in range(figures()["employers_per_town"])
    )


def groups(people: int, start: date, today: date) -> tuple[Group, ...]:
    """Groups begin one after the other over the whole period, each next one in the next town."""
    known, training = figures(), figures()["training"]
    towns = [(region.key, region.towns[n]) for n in range(2) for region in regions()]
    count = min(max(round(known["groups"] * people / known["people"]), len(regions())), people)
    made = []
    for n in range(count):
        region, town = towns[n % len(towns)]
        span = (today - start).days - LAST_START
        begins = start + timedelta(days=round(span * n / max(count - 1, 1)))
        first = begins + timedelta(days=training["after_days"])
        days = tuple(first + timedelta(weeks=week) for week in range(training["sessions"]))
        team = (n // len(towns)) % TEAMS
        made.append(Group(f"g{n + 1:03}", region, town, team, begins, days, training["capacity"]))
    return tuple(made)
