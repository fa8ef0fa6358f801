"""What other topics have to tell, in four groups: a page that asked them all at once would ask too much."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

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

DUE: dict[str, tuple[Callable[..., list[Due]], ...]] = {
    "plan": (referral.due, plan.due, offer.due, outcome.due, voice.due),
    "work": (practice.due,),
    "training": (training.due,),
    "colleagues": (lines.due, hand_over.due),
}
ENTRIES: dict[str, tuple[Callable[[Trajectory], list[Entry]], ...]] = {
    "plan": (plan.entries, offer.entries, outcome.entries),
    "work": (practice.entries,),
    "training": (training.entries,),
    "colleagues": (lines.entries, hand_over.entries),
}


def due(access: Access, about: str, *, on: date) -> list[Due]:
    """What falls due in one group of topics, the earliest first."""
    found = [one for ask in DUE[about] for one in ask(access, on=on)]
    return sorted(found, key=lambda one: one.on)


def entries(trajectory: Trajectory, about: str) -> list[Entry]:
    """What happened to this person in one group of topics, newest first."""
    found = [one for ask in ENTRIES[about] for one in ask(trajectory)]
    return sorted(found, key=lambda one: one.on, reverse=True)
