"""How the six months ended, and what was heard one, three and six months later."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from numpy.random import Generator

from werkzaam.core.simulate.vip2.figures import figures, happens, pick
from werkzaam.core.simulate.vip2.records import Check, Exit

MONTHS = (1, 3, 6)
LATE_DAYS = 10
"""A check is made within so many days after it is due."""


def last_day(rng: Generator, started_on: date, kind: str) -> tuple[date, str]:
    """(the last day, the reason): who is lost or stops goes earlier."""
    known = figures()["exit"]
    stops = kind == "searching" and happens(rng, known["stops_early"])
    days = int(rng.integers(40, 160)) if kind == "lost" or stops else figures()["trajectory_days"]
    reason = "work" if kind == "paid" else "no-show" if kind == "lost" else "end-of-term"
    return started_on + timedelta(days=days), pick(rng, known["reasons"]) if stops else reason


def left(rng: Generator, on: date, kind: str, reason: str, today: date) -> Exit:
    """The exit with its outcome in the words of the code list, and the aftercare until today."""
    full = happens(rng, figures()["exit"]["full_time"])
    hours = int(rng.integers(32, 41)) if full else int(rng.integers(12, 29))
    outcome = ("paid-full" if full else "paid-part") if kind == "paid" else kind
    checks = tuple(_checks(rng, on, outcome, today))
    return Exit(on, outcome, reason, hours if kind == "paid" else None, checks)


def _checks(rng: Generator, ended_on: date, outcome: str, today: date) -> Iterator[Check]:
    known, stands = figures()["aftercare"], outcome
    for month in MONTHS:
        on = _later(ended_on, month) + timedelta(days=int(rng.integers(0, LATE_DAYS)))
        reached = "not-reached" if outcome == "lost" else pick(rng, known["reached"])
        if happens(rng, known["relapse"]):
            stands = "searching"
        if happens(rng, known["done"]) and on <= today:
            yield Check(month, on, reached, stands if reached == "reached" else "")


def _later(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
