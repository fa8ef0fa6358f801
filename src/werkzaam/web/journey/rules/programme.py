"""What a programme may plan: channels are parts of the norm, and its period holds what already happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from werkzaam.web.journey.rules.dose import NormStep, planned_in_week

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class ChannelStep:
    """From this week of a trajectory on, so many of the planned contacts a week go by this channel."""

    from_week: int
    channel: str
    contacts_per_week: float


@dataclass(frozen=True, slots=True)
class Excess:
    """The first week in which the channels together plan more than the norm."""

    week: int
    norm: float
    channels: float


def by_channel(steps: Sequence[ChannelStep], week: int) -> dict[str, float]:
    """Contacts planned in this week by channel: of each channel the last step that has begun."""
    found: dict[str, float] = {}
    for step in sorted(steps, key=lambda step: step.from_week):
        if step.from_week <= week:
            found[step.channel] = step.contacts_per_week
    return found


def excess(norm: Sequence[NormStep], channels: Sequence[ChannelStep]) -> Excess | None:
    """Where the channels together ask for more than the whole; None where they fit.

    The plan changes only where a step begins, so those weeks are all there is to look at.
    """
    weeks = {step.from_week for step in norm} | {step.from_week for step in channels}
    for week in sorted(weeks):
        whole, parts = planned_in_week(norm, week), sum(by_channel(channels, week).values())
        if parts > whole + ROUNDING:
            return Excess(week, whole, parts)
    return None


def is_outside(days: Sequence[date], *, starts_on: date, ends_on: date | None) -> bool:
    """Whether any of these days lies outside the period of a programme."""
    return any(day < starts_on or (ends_on is not None and day > ends_on) for day in days)
