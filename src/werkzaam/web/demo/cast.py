"""Who is on the stage: the scenario's people with their accounts, rows and pseudonyms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from werkzaam.core.simulate.scenario import Scenario
from werkzaam.web.people import queries as people
from werkzaam.web.people.rules import Access

SEED = 23
DAYS_IN = 500
"""The study started so many days ago: the last wave is in the field now, and most have answered."""
SYSTEM = "system"
TEAMS = {"bram": "north", "joris": "north", "nadia": "north", "chaima": "south", "marit": "south"}


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
    _accesses: dict[tuple[str, date], Access] = field(default_factory=dict)

    def access(self, name: str, on: date) -> Access:
        """What this account might do on that day."""
        known = self._accesses.get((name, on))
        if known is None:
            known = self._accesses[name, on] = people.access(self.accounts[name].pk, on=on)
        return known


def moment(on: date, hour: int = 10) -> datetime:
    """An instant on a day of the scenario."""
    return datetime.combine(on, time(hour), tzinfo=ZoneInfo("Europe/Amsterdam"))
