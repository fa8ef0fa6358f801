"""What other topics have to tell, in four groups: a page that asked them all at once would ask too much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from types import ModuleType
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value

from werkzaam.web.journey.models import Trajectory
from werkzaam.web.journey.queries import (
    hand_over,
    lines,
    offer,
    outcome,
    plan,
    practice,
    referral,
    training,
    voice,
)
from werkzaam.web.journey.queries.due import Due
from werkzaam.web.journey.queries.timeline import Entry
from werkzaam.web.people.rules import Access

# Each of these says what is asked (`asked`: questions not put yet), and tells it (`due`).
DUE: dict[str, tuple[ModuleType, ...]] = {
    "plan": (referral, plan, offer, outcome, voice),
    "work": (practice,),
    "training": (training,),
    "colleagues": (lines, hand_over),
}
ENTRIES: dict[str, tuple[Callable[[Trajectory], list[Entry]], ...]] = {
    "plan": (plan.entries, offer.entries, outcome.entries),
    "work": (practice.entries,),
    "training": (training.entries,),
    "colleagues": (lines.entries, hand_over.entries),
}


def due(access: Access, about: str, *, on: date) -> list[Due]:
    """What falls due in one group of topics, the earliest first."""
    found: list[Due] = [one for topic in DUE[about] for one in topic.due(access, on=on)]
    return sorted(found, key=lambda one: one.on)


def counts(access: Access, *, on: date) -> dict[str, int]:
    """How much falls due in each group: one question for all, and those of legal limits, which must be reckoned."""
    asked = [(about, rows) for about in DUE for topic in DUE[about] for rows in topic.asked(access, on=on)]
    first, *others = [_counted(rows, about) for about, rows in asked]
    found = Counter({"work": len(practice.near_limits(access, on=on))})
    for about, n in first.union(*others, all=True):
        found[about] += n
    return dict(found)


def _counted(rows: QuerySet[Any], about: str) -> QuerySet[Any, Any]:
    """One line: the group, and how many."""
    named = rows.order_by().values(about=Value(about, output_field=CharField()))
    counted: QuerySet[Any, Any] = named.annotate(n=Count("pk")).values_list("about", "n")
    return counted


def entries(trajectory: Trajectory, about: str) -> list[Entry]:
    """What happened to this person in one group of topics, newest first."""
    found = [one for ask in ENTRIES[about] for one in ask(trajectory)]
    return sorted(found, key=lambda one: one.on, reverse=True)
