"""Everyone and everything of the scenario that already stands in the database, by the scenario's keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from django.apps import apps

from werkzaam.core.simulate.vip2 import Vip2
from werkzaam.web.people import queries as people
from werkzaam.web.people.rules import Access

NAMESPACE = UUID("0b5b7c0a-4c1b-4f0e-8f43-2f5f0c1d9e77")
SYSTEM = "system"
BODY = "vooruit"


@dataclass(slots=True)
class Troupe:
    scenario: Vip2
    organisations: dict[str, Any] = field(default_factory=dict)
    teams: dict[tuple[str, int], Any] = field(default_factory=dict)
    accounts: dict[str, Any] = field(default_factory=dict)
    employers: dict[str, Any] = field(default_factory=dict)
    supervisors: dict[str, Any] = field(default_factory=dict)
    offers: dict[tuple[str, int], Any] = field(default_factory=dict)
    neighbourhoods: dict[str, list[Any]] = field(default_factory=dict)
    modules: list[Any] = field(default_factory=list)
    programme: Any = None
    _accesses: dict[str, Access] = field(default_factory=dict)

    def access(self, key: str) -> Access:
        """What this account may do: no role of the scenario ever ends, so one answer holds for all its days."""
        known = self._accesses.get(key)
        if known is None:
            found = people.access(self.accounts[key].pk, on=self.scenario.today)
            known = self._accesses[key] = found
        return known

    def in_town(self, town: str, role: str) -> Access:
        """Who has this role in this town."""
        return self.access(f"{town.lower()}-{role}")


def id_of(*parts: object) -> UUID:
    """The id that these words always give: what was loaded once is never loaded twice."""
    return uuid5(NAMESPACE, "/".join(str(part) for part in parts))


def standing(label: str, **found: Any) -> Any:
    """A row that was made before, or None. Reading only: whatever is missing is made by its room."""
    return apps.get_model(label)._default_manager.filter(**found).first()
