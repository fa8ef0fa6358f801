"""The pages that are measured, each opened by someone whose daily page it is, every time another thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from guidance_world import COACHES, known_id

WORDS = ("gulsen", "papier", "oz", "amina v", "renee ink", "schijnberg-12", "fic", "noor")


@dataclass(slots=True)
class Visitor:
    """A test client signed in as a member of staff: `who` is a kind of role and the number of the account."""

    client: Any
    who: tuple[str, int]
    people: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        from werkzaam.web.journey.models import Session, Trajectory
        from werkzaam.web.people.models import Account

        kind, number = self.who
        self.client.cookies["django_language"] = "nl"
        account = Account.objects.get(pk=UUID(known_id(2, number)))
        self.client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        team = (number - 1) // COACHES + 1 if kind == "coach" else (number - 1) % 100 + 1
        mine = Trajectory.objects.filter(team=team, ended_on__isnull=True)
        mine = mine.filter(coach=account) if kind == "coach" else mine
        self.people = list(mine.values_list("pk", flat=True)[:500])
        self.groups = list(
            Session.objects.filter(group__team=team, status="held").values_list("pk", flat=True)[:500]
        )


@dataclass(frozen=True, slots=True)
class Page:
    """`ask` gives the address and, to save something, what is posted."""

    name: str
    who: tuple[str, int]
    ask: Callable[[Visitor, int], tuple[str, dict[str, Any] | None]]
    status: int = 200


def at(path: str) -> Callable[[Visitor, int], tuple[str, None]]:
    return lambda _visitor, _turn: (f"/guidance/{path}", None)


def of_person(path: str) -> Callable[[Visitor, int], tuple[str, None]]:
    return lambda visitor, turn: (
        f"/guidance/trajectories/{visitor.people[turn * 7 % len(visitor.people)]}/{path}",
        None,
    )


def search(_visitor: Visitor, turn: int) -> tuple[str, None]:
    return f"/guidance/people/?q={WORDS[turn % len(WORDS)].replace(' ', '+')}", None


def roll(visitor: Visitor, turn: int) -> tuple[str, None]:
    return f"/guidance/sessions/{visitor.groups[turn * 7 % len(visitor.groups)]}/roll/", None


def save(visitor: Visitor, turn: int) -> tuple[str, dict[str, Any]]:
    """A contact of today with one of the own people."""
    return "/guidance/contact/", {
        "id": str(uuid4()),
        "trajectory": visitor.people[turn * 7 % len(visitor.people)],
        "channel": "office",
        "outcome": "held",
        "minutes": "30",
        "on": date.today().isoformat(),  # noqa: DTZ011
        "note": "Samen gebeld",
    }


COACH, LEAD, TRAINER = ("coach", 17), ("team-lead", 1305), ("trainer", 1405)
LEADER, TOWN, NATION = ("project-leader", 1201), ("municipality", 1101), ("project-leader", 1001)


def pages() -> list[Page]:
    return [
        Page("Today", COACH, at("today/")),
        Page("Today of the team", LEAD, at("today/?whose=team")),
        Page("caseload of a team", LEAD, at("caseload/")),
        Page("person's page and timeline", COACH, of_person("")),
        Page("history: plan and offers", COACH, of_person("history/plan/")),
        Page("plan", COACH, of_person("plan/")),
        Page("skills and language", COACH, of_person("profile/")),
        Page("work and practice", COACH, of_person("placements/")),
        Page("people", LEAD, at("people/")),
        Page("search", LEAD, search),
        Page("log a contact", COACH, at("contact/")),
        Page("save contact", COACH, save, 302),
        Page("groups", TRAINER, at("groups/")),
        Page("group roll", TRAINER, roll),
        Page("counts of a region", TOWN, at("counts/")),
        Page("intensity of a region", LEADER, at("intensity/")),
        Page("intensity of the nation", NATION, at("intensity/")),
        Page("outcomes of a region", LEADER, at("outcomes/")),
        Page("neighbourhoods of a region", TOWN, at("neighbourhoods/")),
    ]
