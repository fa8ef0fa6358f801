"""A national programme of the size that guidance must bear, written straight into the tables of a database.

Fifty thousand participants in five regions, ten teams each, four coaches a team; forty contacts and twenty group
sessions a participant, with plans, needs, ratings, placements, outcomes and the ledger's line of every contact.
The same numbers every time; days count back from the day it is made. Nobody in it exists.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

REGIONS, TEAMS, COACHES = 5, 10, 4  # regions; teams in each; coaches in each team
GIVEN = [
    "Amina",
    "Bilal",
    "Chloé",
    "Dunya",
    "Eyüp",
    "Fatma",
    "Gülşen",
    "Hasan",
    "Inés",
    "Joost",
    "Kübra",
    "Lien",
    "Mehmet",
    "Noor",
    "Omar",
    "Petra",
    "Renée",
]
FAMILY = [
    "Voorbeeldsma",
    "Verzonnen",
    "Öztest",
    "Niemandsen",
    "Fictieve",
    "Papierman",
    "Bedachtová",
    "Gestel",
    "Inktvis",
    "Schijnberg",
]
CHANNELS = ("office", "telephone", "home-visit", "message", "video", "e-mail", "neighbourhood-place")
OUTCOMES = ("held",) * 8 + ("no-show", "cancelled-by-participant")
PHASES = ("intake", "orientation", "activation", "matching", "aftercare")
EXITS = ("work", "moved", "illness", "care", "own-request", "other-programme", "end-of-term", "unknown")
DOMAINS = ("work", "learning", "language", "money", "health", "network")
SESSIONS, MEMBERS = 20, 12  # of one group
NOTE = "Samen gebeld met het taalhuis; volgende week nemen we de brief mee en kijken we verder."


@dataclass(slots=True)
class Size:
    """How large: `contacts` and `attendances` are totals."""

    people: int = 50_000
    contacts: int = 2_000_000
    attendances: int = 1_000_000
    open_share: float = 0.4

    def each(self) -> int:
        return self.contacts // self.people


@dataclass(slots=True)
class Sheet:
    """Rows gathered per table, in the order of its columns, until there are enough to write."""

    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, table: str, **values: Any) -> None:
        self.columns.setdefault(table, tuple(values))
        self.rows[table].append(tuple(values.values()))

    def taken(self) -> Iterator[tuple[str, tuple[str, ...], list[tuple[Any, ...]]]]:
        for table, rows in self.rows.items():
            yield table, self.columns[table], rows
        self.rows.clear()


def known_id(kind: int, number: int) -> str:
    """A UUID that is always the same, spread as random ones are."""
    return UUID(int=Random(kind * 10**9 + number).getrandbits(128), version=4).hex


def moment(day: date, hour: int, minute: int = 0) -> str:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC).isoformat(sep=" ")


def staff(sheet: Sheet, on: date) -> None:
    """The tree of organisations, teams, places, programme, modules, and everyone who works there."""
    since = (on - timedelta(2000)).isoformat()

    def organisation(pk: int, code: str, kind: str, parent: int | None) -> None:
        sheet.add("people_organisation", id=pk, code=code, name=code.title(), kind=kind, parent_id=parent)

    def account(n: int, kind: str, place: int, team: int | None) -> None:
        pk, name = known_id(2, n), f"{GIVEN[n % len(GIVEN)]} {kind} {n}"
        sheet.add(
            "people_account", id=pk, password="!" + "x" * 40, last_login=None, email=f"{kind}{n}@example.org",
            name=name, person_id=None, language="nl", is_active=True,
        )  # fmt: skip
        sheet.add(
            "people_role", id=n, account_id=pk, kind=kind, organisation_id=place, team_id=team, since_on=since,
            until_on=None,
        )  # fmt: skip

    organisation(1, "landelijk", "national", None)
    account(1001, "project-leader", 1, None)
    for region in range(REGIONS):
        here = 10 + region
        organisation(here, f"regio-{region}", "foundation", 1)
        account(1100 + region, "municipality", here, None)
        account(1200 + region, "project-leader", here, None)
        for n in range(20):
            place = region * 20 + n + 1
            sheet.add(
                "people_neighbourhood",
                id=place,
                organisation_id=here,
                code=f"wijk-{place}",
                name=f"Wijk {place}",
            )
        for n in range(TEAMS):
            team = region * TEAMS + n + 1
            sheet.add("people_team", id=team, organisation_id=here, name=f"Team {team}")
            account(1300 + team, "team-lead", here, team)
            account(1400 + team, "trainer", here, team)
            for coach in range(COACHES):
                account((team - 1) * COACHES + coach + 1, "coach", here, team)
    sheet.add(
        "journey_programme", id=1, code="samen-werk", name="Samen aan het werk", organisation_id=1,
        starts_on=since, ends_on=None, caseload_norm=60, theme="", aim="", months=6, copied_from_id=None,
    )  # fmt: skip
    for n, (week, rate) in enumerate(((0, 1.0), (13, 0.5), (26, 0.25))):
        sheet.add("journey_norm", id=n + 1, programme_id=1, from_week=week, contacts_per_week=rate)
    for n in range(5):
        sheet.add(
            "journey_module",
            id=n + 1,
            programme_id=1,
            code=f"m{n}",
            name=f"Module {n}",
            practical_hours=4,
            position=n,
        )
    for n in range(500):
        sheet.add(
            "journey_employer", id=n + 1, organisation_id=10 + n % REGIONS, name=f"Bedrijf {n}", sector="zorg",
            address="", neighbourhood_id=None, website="", is_active=True, created_at=moment(on, 8),
        )  # fmt: skip


def person(sheet: Sheet, n: int, size: Size, on: date) -> list[tuple[str, str, str]]:
    """Everything of participant `n` (from 1); returns (moment, actor, subject) of each contact, for the ledger."""
    from werkzaam.web.people.rules import folded

    rng = Random(n)
    team = (n - 1) % (REGIONS * TEAMS) + 1
    region, coach = (team - 1) // TEAMS, known_id(2, (team - 1) * COACHES + (n // 50) % COACHES + 1)
    pk, is_open = known_id(1, n), rng.random() < size.open_share
    length = rng.randrange(60, 330)
    start = on - timedelta(length if is_open else length + rng.randrange(30, 1200))
    end = None if is_open else start + timedelta(length)
    given, family = rng.choice(GIVEN), f"{rng.choice(FAMILY)}-{n % 997}"
    sheet.add(
        "people_person", id=pk, origin="participant", organisation_id=10 + region, team_id=team,
        neighbourhood_id=region * 20 + rng.randrange(20) + 1, given_name=given, family_name=family,
        folded=folded(given, family),
        email=f"p{n}@example.org", phone="", language=rng.choice(("nl", "ar", "ti", "tr", "en")),
        created_at=moment(start, 9),
    )  # fmt: skip
    made = contacts(sheet, n, coach, rng, start, length, size.each())
    spoken = [
        day for day, channel, outcome in made if outcome == "held" and channel not in ("message", "e-mail")
    ]
    sheet.add(
        "journey_trajectory", id=n, person_id=pk, programme_id=1, coach_id=coach, team_id=team,
        phase=rng.choice(PHASES), dream="Een eigen zaak", strengths="", started_on=start.isoformat(),
        ended_on=end and end.isoformat(), exit_reason="" if is_open else rng.choice(EXITS),
        last_spoken_on=max(spoken, default=start).isoformat(), last_contact_on=max(made)[0].isoformat(),
    )  # fmt: skip
    intake(sheet, n, coach, team, rng, start)
    plan(sheet, n, pk, rng, start)
    practice(sheet, n, coach, rng, start, is_open, on)
    return [(moment(day, 10), coach, pk) for day, _channel, _outcome in made]


def contacts(
    sheet: Sheet, n: int, coach: str, rng: Random, start: date, length: int, each: int
) -> list[tuple[date, str, str]]:
    made = []
    for k in range(each):
        day, channel, outcome = (
            start + timedelta(k * length // each),
            rng.choice(CHANNELS),
            rng.choice(OUTCOMES),
        )
        made.append((day, channel, outcome))
        sheet.add(
            "journey_contact", id=known_id(3, n * 1000 + k), trajectory_id=n, coach_id=coach, on=day.isoformat(),
            channel=channel, outcome=outcome, minutes=30 if outcome == "held" else 0, note=NOTE if k % 3 == 0 else "",
            next_step="Brief meenemen" if k % 5 == 0 else "",
            next_on=(day + timedelta(7)).isoformat() if k % 5 == 0 else None, created_at=moment(day, 10, k % 60),
        )  # fmt: skip
    return made


def intake(sheet: Sheet, n: int, coach: str, team: int, rng: Random, start: date) -> None:
    who, at = str(UUID(coach)), moment(start, 9)
    sheet.add(
        "journey_coachchange",
        id=n,
        trajectory_id=n,
        coach_id=coach,
        team_id=team,
        on=start.isoformat(),
        by=who,
    )
    for k in range(2):
        day = (start + timedelta(30 * k)).isoformat()
        sheet.add("journey_phasechange", id=2 * n + k, trajectory_id=n, phase=PHASES[k], on=day, by=who)
        sheet.add(
            "journey_ladderrating", id=2 * n + k, trajectory_id=n, rung=k + 2, potential=None, rater="coach",
            evidence="Gaat elke week zwemmen", on=day, by=who, created_at=at,
        )  # fmt: skip
    for k, domain in enumerate(rng.sample(DOMAINS, 3)):
        sheet.add(
            "journey_need", id=3 * n + k, trajectory_id=n, domain=domain, wish="Ik wil de brieven lezen", by=who,
            created_at=at, met_on=None,
        )  # fmt: skip
    for k, skill in enumerate(("listening", "reading", "speaking", "writing")):
        sheet.add(
            "journey_languagelevel", id=4 * n + k, trajectory_id=n, language="nl", skill=skill,
            level=rng.choice(("A1", "A2", "B1")), source="self", on=start.isoformat(), by=who,
        )  # fmt: skip


def plan(sheet: Sheet, n: int, person: str, rng: Random, start: date) -> None:
    at, who = moment(start, 11), str(UUID(person))
    for k in range(2):
        goal = known_id(4, 2 * n + k)
        sheet.add(
            "journey_goal", id=goal, trajectory_id=n, domain=rng.choice(DOMAINS), words="Werken met stof",
            status="open", weight=1, position=k, version=1, created_at=at, closed_at=None,
        )  # fmt: skip
        sheet.add(
            "journey_goalscore", id=2 * n + k, goal_id=goal, score=-1, rater="self", moment="baseline",
            on=start.isoformat(), by=who, created_at=at,
        )  # fmt: skip
        for s in range(2):
            number = 4 * n + 2 * k + s
            step = known_id(5, number)
            sheet.add(
                "journey_step", id=step, goal_id=goal, words="Kijken bij een naaiatelier", by_on=None, status="open",
                position=s, version=1, created_at=at, closed_at=None,
            )  # fmt: skip
            sheet.add(
                "journey_revision", id=number, goal_id=goal, step_id=step, version=1,
                words="Kijken bij een naaiatelier", status="open", by_on=None, by=who, at=at,
            )  # fmt: skip


def practice(sheet: Sheet, n: int, coach: str, rng: Random, start: date, is_open: bool, on: date) -> None:
    who, at = str(UUID(coach)), moment(start, 12)
    if rng.random() < 0.5:
        begin = start + timedelta(50)
        sheet.add(
            "journey_placement", id=known_id(6, n), trajectory_id=n, employer_id=n % 500 + 1, supervisor_id=None,
            vacancy_id=None, previous_id=None, kind="work-experience", tasks="Zomen", learns="Samenwerken",
            hours_per_week=16, days="[1, 2]", is_paid=False, starts_on=begin.isoformat(),
            ends_on=(begin + timedelta(90)).isoformat(),
            ended_on=None if is_open else (begin + timedelta(90)).isoformat(),
            status="running" if is_open else "ended", end_reason="" if is_open else "as-planned", by=who, created_at=at,
        )  # fmt: skip
    if is_open:
        for k in range(3):
            day = on + timedelta(rng.randrange(0, 40))
            sheet.add(
                "journey_appointment", id=known_id(7, 3 * n + k), trajectory_id=n, account_id=coach,
                starts_at=moment(day, 8 + k), ends_at=moment(day, 9 + k), channel="office", place_id=None, where="",
                status="planned", contact_id=None, sequence=0, by=who, created_at=at,
            )  # fmt: skip


def training(sheet: Sheet, size: Size, on: date) -> Iterator[None]:
    """Groups of twelve from one team, twenty weekly sessions each; the last fifth of them still goes on."""
    teams, group = REGIONS * TEAMS, 0
    per_team = size.people // teams
    left = size.attendances
    for team in range(1, teams + 1):
        lead = known_id(2, 1400 + team)
        for first in range(0, per_team, MEMBERS):
            group += 1
            goes_on = (first // MEMBERS) % 5 == 0
            start = on - timedelta(60 if goes_on else 200 + group % 900)
            sheet.add(
                "journey_traininggroup", id=group, programme_id=1, organisation_id=10 + (team - 1) // TEAMS,
                team_id=team, trainer_id=lead, place_id=None, name=f"Groep {group}", capacity=MEMBERS,
                starts_on=start.isoformat(), ends_on=None, status="running" if goes_on else "done",
            )  # fmt: skip
            members = [team + teams * k for k in range(first, min(first + MEMBERS, per_team))]
            for k, n in enumerate(members):
                sheet.add(
                    "journey_enrolment", id=group * 100 + k, group_id=group, trajectory_id=n, status="enrolled",
                    since_at=moment(start, 8), ended_on=None, reason="", by=str(UUID(lead)),
                )  # fmt: skip
            for s in range(SESSIONS):
                day, number = start + timedelta(7 * s), group * 100 + s
                held = day < on
                sheet.add(
                    "journey_session", id=number, group_id=group, module_id=s % 5 + 1, place_id=None, trainer_id=None,
                    starts_at=moment(day, 9), ends_at=moment(day, 12), capacity=None,
                    status="held" if held else "planned", sequence=0,
                )  # fmt: skip
                for k in range(len(members)):
                    if left > 0:
                        left -= 1
                        sheet.add(
                            "journey_attendance", id=known_id(8, number * 100 + k), session_id=number,
                            enrolment_id=group * 100 + k, presence="absent" if (k + s) % 7 == 0 else "present",
                            marked_at=moment(day, 9), by=str(UUID(lead)),
                        )  # fmt: skip
            yield


def ledger(sheet: Sheet, lines: Iterable[tuple[str, str, str]], count: int, previous: str) -> tuple[int, str]:
    """One event per contact, each sealed to the one before it; the number and hash to go on from."""
    from werkzaam.web.ledger.rules import seal

    details = {"channel": "office", "outcome": "held"}
    for at, actor, subject in lines:
        who, whom = str(UUID(actor)), str(UUID(subject))
        parts = {"actor": who, "act": "journey.log_contact", "look": False, "subject": whom}
        sealed = seal(previous=previous, at=datetime.fromisoformat(at), details=details, **parts)  # type: ignore[arg-type]
        count += 1
        sheet.add(
            "ledger_event",
            id=count,
            at=at,
            **parts,
            details=json.dumps(details),
            previous=previous,
            hash=sealed,
        )
        previous = sealed
    return count, previous


def world(size: Size, on: date) -> Iterator[Sheet]:
    """The whole of it, a sheet at a time; whoever takes a sheet writes it and empties it."""
    from werkzaam.web.ledger.rules import GENESIS

    sheet, count, previous = Sheet(), 0, GENESIS
    staff(sheet, on)
    for n in range(1, size.people + 1):
        count, previous = ledger(sheet, person(sheet, n, size, on), count, previous)
        if n % 1000 == 0:
            yield sheet
    for group, _ in enumerate(training(sheet, size, on)):
        if group % 200 == 0:
            yield sheet
    sheet.add("ledger_head", id=1, count=count, hash=previous)
    yield sheet
