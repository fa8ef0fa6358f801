"""Dates and times in expressions: read from text, counted in days, written by a pattern."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from werkzaam.core.measure.form.values import EPOCH, Mismatch, Value, fraction, text, whole

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
CLOCK = re.compile(r"(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?(Z|[+-]\d{1,2}(?::?\d{2})?)?")
DAY = re.compile(r"(-?\d{1,4})-(\d{1,2})-(\d{1,2})")


def parse_date(said: str) -> date | None:
    """A day, or a moment where a clock time follows a T. An offset is taken off: what counts is the clock there."""
    day, _, clock = said.strip().partition("T")
    match = DAY.fullmatch(day)
    try:
        found = date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    if found is None or not clock:
        return found
    at = parse_time(clock)
    return None if at is None else datetime.combine(found, at)


def parse_time(said: str) -> time | None:
    match = CLOCK.fullmatch(said.strip())
    if match is None:
        return None
    hour, minute, second, tail = match[1], match[2], match[3] or 0, (match[4] or "")[:6]
    try:
        return time(int(hour), int(minute), int(second), int(tail.ljust(6, "0")) if tail else 0)
    except ValueError:
        return None


def to_date(value: Value, *, clock: bool) -> Value:
    """A date or moment from a text or from days since 1970; empty and NaN stay so. Raises Mismatch."""
    if isinstance(value, date):
        return value if clock or not isinstance(value, datetime) else value.date()
    if isinstance(value, str):
        if not value:
            return value
        found = parse_date(value)
        if found is None:
            raise Mismatch(f'"{value}" is not a date')
        return found
    return _from_days(float(value), clock=clock)


def _from_days(days: float, *, clock: bool) -> Value:
    if days != days:
        return days
    try:
        if clock:
            moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=days)
            return moment.replace(tzinfo=None)
        return date.fromordinal(EPOCH + int(whole(days)))
    except (OverflowError, ValueError):
        raise Mismatch(f"{days:g} is out of the range of dates") from None


def decimal_days(value: Value, *, day: bool) -> Value:
    """Days since 1970 with the time as a fraction; without `day` only the fraction."""
    if isinstance(value, str):
        if not value:
            return value
        clock = parse_time(value)
        value = datetime.combine(date(1970, 1, 1), clock) if clock else to_date(value, clock=True)
    count = fraction(value)
    return count if day else count - count // 1


def pattern(value: Value, wanted: str) -> str:
    """`value` written by a pattern with %Y %y %m %n %b %d %e %a %H %h %M %S %3. Raises Mismatch."""
    found = to_date(value, clock=True)
    if not isinstance(found, date):
        return ""
    moment = found if isinstance(found, datetime) else datetime.combine(found, time())
    return re.sub(r"%(.?)", lambda match: _part(moment, match[1]), wanted)


def check_pattern(wanted: str) -> None:
    """Raises Mismatch for a part that cannot be written."""
    pattern(date(2000, 1, 1), wanted)


def _part(at: datetime, sign: str) -> str:
    parts = {
        "%": "%",
        "Y": f"{at.year:04d}",
        "y": f"{at.year % 100:02d}",
        "m": f"{at.month:02d}",
        "n": str(at.month),
        "b": MONTHS[at.month - 1],
        "d": f"{at.day:02d}",
        "e": str(at.day),
        "a": DAYS[at.weekday()],
        "H": f"{at.hour:02d}",
        "h": str(at.hour),
        "M": f"{at.minute:02d}",
        "S": f"{at.second:02d}",
        "3": f"{at.microsecond // 1000:03d}",
    }
    if sign not in parts:
        raise Mismatch(f"%{sign} is not a part of a date that can be written")
    return parts[sign]


def written(value: Value, kind: str = "string") -> str:
    """A value as it stands in the instance, by the type of its question; truth is 1 or 0."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, date):
        return _moment(value, kind)
    return "" if value != value else text(value)


def _moment(value: date, kind: str) -> str:
    """Midnight where a day stands in a place for a moment, as collectors write it."""
    if kind == "date":
        return text(value)
    at = value if isinstance(value, datetime) else datetime.combine(value, time())
    if kind == "time":
        return at.time().isoformat()
    return at.isoformat(timespec="milliseconds")
