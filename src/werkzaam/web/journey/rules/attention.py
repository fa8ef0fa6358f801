"""Who needs attention, and what comes next: what the Today page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SILENT_DAYS = 14


class Next(StrEnum):
    MEET = "meet"
    ASK_NEEDS = "ask-needs"
    RATE = "rate"
    CALL = "call"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one trajectory on a day; `last_spoken_on` is the last real conversation, if any."""

    started_on: date
    last_spoken_on: date | None
    has_needs: bool
    has_rating: bool


def days_silent(standing: Standing, *, on: date) -> int:
    """Days since the last real conversation, or since the start where there was none."""
    return (on - (standing.last_spoken_on or standing.started_on)).days


def is_silent(standing: Standing, *, on: date) -> bool:
    """Not really spoken for 14 days: the fourteenth day counts."""
    return days_silent(standing, on=on) >= SILENT_DAYS


def next_step(standing: Standing, *, on: date) -> Next:
    """The one thing to do next, most pressing first."""
    if is_silent(standing, on=on):
        return Next.CALL
    if standing.last_spoken_on is None:
        return Next.MEET
    if not standing.has_needs:
        return Next.ASK_NEEDS
    return Next.PLAN if standing.has_rating else Next.RATE


def next_contact_by(last: date, contacts_per_week: float) -> date | None:
    """The day by which the norm wants the next contact; None where nothing is planned."""
    return last + timedelta(days=round(7 / contacts_per_week)) if contacts_per_week > 0 else None
