"""Who is on the stage: the scenario's people with their accounts, rows and pseudonyms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from werkzaam.core.simulate.scenario import Scenario
from werkzaam.web.people import queries as people
from werkzaam.web.people.rules import Access

SEED = 23
DAYS_IN = 500
"""The study started so many days ago: the last wave is in the field now, and most have answered."""
SYSTEM = "system"
NAMESPACE = UUID("5d0c3c2e-7d0e-4f6c-9a37-8f1b7f9f2a11")
TEAMS = {"bram": "north", "joris": "north", "nadia": "north", "chaima": "south", "marit": "south"}


@dataclass(frozen=True, slots=True)
class Left:
    """Who left the programme: so many days ago, to what, for which reason, and hours a week where that is work."""

    days_ago: int
    kind: str
    reason: str
    hours: int | None = None


LEFT = {
    "p07": Left(190, "paid-full", "work", 36),
    "p12": Left(95, "paid-part", "work", 20),
    "p14": Left(40, "paid-part", "work", 24),
    "p22": Left(180, "work-experience", "end-of-term"),
    "p25": Left(98, "education", "own-request"),
    "p26": Left(150, "education", "own-request"),
    "p27": Left(120, "volunteering", "end-of-term"),
    "p28": Left(130, "paid-full", "work", 32),
    "p29": Left(38, "paid-part", "work", 16),
    "p30": Left(60, "searching", "illness"),
    "p31": Left(70, "searching", "moved"),
    "p32": Left(45, "paid-part", "work", 28),
    "p33": Left(150, "lost", "no-show"),
    "p37": Left(60, "volunteering", "end-of-term"),
}


@dataclass(slots=True)
class Stage:
    scenario: Scenario
    today: date
    organisations: dict[str, Any] = field(default_factory=dict)
    neighbourhoods: dict[str, Any] = field(default_factory=dict)
    teams: dict[str, Any] = field(default_factory=dict)
    accounts: dict[str, Any] = field(default_factory=dict)
    persons: dict[str, Any] = field(default_factory=dict)  # scenario key to person
    pseudonyms: dict[str, str] = field(default_factory=dict)
    trajectories: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)  # pseudonym to the token of the last wave
    study: Any = None
    programme: Any = None
    places: dict[str, Any] = field(default_factory=dict)
    offers: dict[str, Any] = field(default_factory=dict)
    employers: list[tuple[Any, Any]] = field(default_factory=list)  # with the one to call there
    links: dict[str, str] = field(default_factory=dict)  # persona without account to the token of a link
    _accesses: dict[tuple[str, date], Access] = field(default_factory=dict)

    def access(self, name: str, on: date) -> Access:
        """What this account might do on that day."""
        known = self._accesses.get((name, on))
        if known is None:
            known = self._accesses[name, on] = people.access(self.accounts[name].pk, on=on)
        return known

    def coach(self, key: str) -> str:
        """Who guides this participant now: the successor where a coach left."""
        first = self.scenario.person(key).coach or ""
        return next((one.key for one in self.scenario.coaches if one.replaces == first), first)

    def own(self, key: str) -> str:
        """The name of a participant's account."""
        return "amina" if key == "p01" else key

    def last_day(self, key: str) -> date:
        """The last day of a trajectory, or today."""
        return self.today - timedelta(days=LEFT[key].days_ago) if key in LEFT else self.today


def moment(on: date, hour: int = 10) -> datetime:
    """An instant on a day of the scenario."""
    return datetime.combine(on, time(hour), tzinfo=ZoneInfo("Europe/Amsterdam"))


def id_of(*parts: object) -> UUID:
    """The id that these words always give."""
    return uuid5(NAMESPACE, "-".join(str(part) for part in parts))
