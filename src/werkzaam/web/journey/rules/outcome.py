"""Where someone stands, whether an exit to work lasts, and when aftercare is due."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from werkzaam.web.journey.rules.codes.outcome import AFTERCARE_MONTHS, WORKING

SUSTAINED_MONTH = AFTERCARE_MONTHS[-1]
"""An exit is sustained where the person is still in paid work at the last check, six months on."""
MOST_HOURS = 60  # a week


class Sustained(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  # not asked yet, not reached, or no paid work at exit to sustain


@dataclass(frozen=True, slots=True)
class Spell:
    """One outcome: of which kind, from which day, to which (the last day counts)."""

    kind: str
    on: date
    until_on: date | None = None


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def aftercare_days(ended_on: date) -> dict[int, date]:
    """When each check is due, by month."""
    return {month: months_after(ended_on, month) for month in AFTERCARE_MONTHS}


def standing(spells: Sequence[Spell], on: date) -> Spell | None:
    """Where someone stands on a day: of the outcomes that hold then, the one that began last."""
    holding = [one for one in spells if one.on <= on and (one.until_on is None or on <= one.until_on)]
    return max(enumerate(holding), key=lambda one: (one[1].on, one[0]))[1] if holding else None


def sustained(at_exit: str | None, *, kept: bool, lost: bool) -> Sustained:
    """Whether an exit to paid work lasts, as heard in aftercare.

    `kept`: in paid work at the six-month check. `lost`: not in paid work at any check. Losing work once is
    enough for no: a job found again later is a new exit, not a sustained one.
    """
    if at_exit not in WORKING:
        return Sustained.UNKNOWN
    if lost:
        return Sustained.NO
    return Sustained.YES if kept else Sustained.UNKNOWN
