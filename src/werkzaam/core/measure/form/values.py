"""What an expression works with, and how one kind becomes another.

Conversions follow the ODK XForms specification where it says so, else JavaRosa, which is what data collectors run.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal

Value = float | str | bool | date
"""Numbers are floats; a datetime is a date too. An empty answer is the empty text."""

EPOCH = date(1970, 1, 1).toordinal()
NAN = math.nan
NEAR = 1e-12
DAY_SECONDS = 86_400.0


class Mismatch(ValueError):
    """A value that cannot become what the expression needs."""


def number(value: Value) -> float:
    """NaN for a text that is no plain number (no exponent, no plus); whole days since 1970 for a date."""
    if isinstance(value, bool | int | float):
        return float(value)
    if isinstance(value, date):
        return float(value.toordinal() - EPOCH)
    text = value.replace(",", ".").strip()
    if not text or any(sign not in "-.0123456789" for sign in text):
        return NAN
    try:
        return float(text)
    except ValueError:
        return NAN


def fraction(value: Value) -> float:
    """As `number`, but a moment counts with its time of day."""
    if isinstance(value, datetime):
        clock = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        return value.toordinal() - EPOCH + clock / DAY_SECONDS
    return number(value)


def truth(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return abs(value) > NEAR  # false for NaN too
    return True if isinstance(value, date) else len(value) > 0


def text(value: Value) -> str:
    """A whole number without a point, a date as yyyy-mm-dd."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
    return _number_text(value)


def _number_text(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if abs(value) < NEAR:
        return "0"
    if abs(value) < 2**31 and abs(value - math.trunc(value)) < NEAR:
        return str(math.trunc(value))
    return decimal_text(value)


def decimal_text(value: float) -> str:
    """As Java writes a double: plain from 0.001 up to ten million, else with an E."""
    if value == 0 or 1e-3 <= abs(value) < 1e7:
        plain = format(Decimal(repr(value)), "f")
        return plain if "." in plain else plain + ".0"
    sign, digits, power = Decimal(repr(value)).normalize().as_tuple()
    shown = "".join(map(str, digits))
    exponent = len(digits) - 1 + int(power)
    return f"{'-' if sign else ''}{shown[0]}.{shown[1:] or '0'}E{exponent}"


def equal(left: Value, right: Value) -> bool:
    """Truth against anything by truth, a number against anything by number, else by text."""
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return abs(number(left) - number(right)) < NEAR
    return text(left) == text(right)


def whole(value: Value) -> float:
    """Cut off behind the point; NaN and infinity stay what they are."""
    given = number(value)
    return given if math.isnan(given) or math.isinf(given) else float(math.trunc(given))


def empty(value: Value) -> bool:
    return value == "" or (isinstance(value, float) and math.isnan(value))
