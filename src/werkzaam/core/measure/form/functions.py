"""The functions a form may use, by the ODK XForms specification; each gets values, never nodes.

Left out on purpose: random, uuid and randomize (answers must be reproducible), pulldata and search (no outside
files), and everything about places on the earth (the programme follows nobody).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from werkzaam.core.measure.form.dates import decimal_days, pattern, to_date
from werkzaam.core.measure.form.values import (
    NAN,
    Mismatch,
    Value,
    empty,
    fraction,
    number,
    text,
    truth,
    whole,
)

Function = Callable[..., Value]


def round_to(value: Value, places: Value = 0.0) -> Value:
    """Halves go up, also below zero (−2.5 is −2); negative places round to tens."""
    given, digits = number(value), number(places)
    if math.isnan(given) or math.isinf(given):
        return given
    if math.isnan(digits) or abs(digits) > 30:
        return NAN
    if digits < 0:
        scale = 10.0 ** -int(digits)
        return float(math.trunc(given / scale + 0.5)) * scale
    way = ROUND_HALF_DOWN if given < 0 else ROUND_HALF_UP
    return float(Decimal(repr(given)).quantize(Decimal(1).scaleb(-int(digits)), rounding=way))


def selected(chosen: Value, wanted: Value) -> bool:
    if not isinstance(wanted, str):
        raise Mismatch("the second part of selected() is a name between quotes")
    return f" {wanted.strip()} " in f" {text(chosen)} "


def selected_at(chosen: Value, place: Value) -> str:
    """Counted from 0; empty beyond the last."""
    given, names = number(place), text(chosen).split()
    index = -1 if math.isnan(given) or math.isinf(given) else int(given)
    return names[index] if 0 <= index < len(names) else ""


def substr(said: Value, start: Value, end: Value | None = None) -> str:
    """From `start` (counted from 0) up to, not with, `end`; negative counts from the end."""
    words = text(said)
    return words[_index(start) : len(words) if end is None else _index(end)]


def _index(value: Value) -> int:
    given = whole(value)
    return 0 if math.isnan(given) else int(max(-1e9, min(1e9, given)))


def translate(said: Value, old: Value, new: Value) -> str:
    to, table = text(new), dict[int, str | None]()
    for place, sign in enumerate(text(old)):
        table.setdefault(ord(sign), to[place] if place < len(to) else None)
    return text(said).translate(table)


def before(said: Value, mark: Value) -> str:
    words, found, _ = text(said).partition(text(mark)) if text(mark) else ("", "", "")
    return words if found else ""


def after(said: Value, mark: Value) -> str:
    return text(said).partition(text(mark))[2] if text(mark) else text(said)


def regex(said: Value, wanted: Value) -> bool:
    try:
        return re.fullmatch(text(wanted), text(said)) is not None
    except re.error as error:
        raise Mismatch(f"the pattern of regex() cannot be read: {error}") from None


def checklist(least: Value, most: Value, *ticked: Value) -> bool:
    """Whether between `least` and `most` are true; −1 sets no bound."""
    low, high, count = number(least), number(most), sum(truth(one) for one in ticked)
    return (low < 0 or count >= low) and (high < 0 or count <= high)


def power(base: Value, exponent: Value) -> float:
    try:
        found = math.pow(fraction(base), fraction(exponent))
    except OverflowError:
        return math.inf
    except ValueError:
        return NAN
    return found


def root(value: Value) -> float:
    given = fraction(value)
    return math.sqrt(given) if given >= 0 else NAN


def logarithm(value: Value) -> float:
    given = fraction(value)
    if given > 0:
        return math.log(given)
    return -math.inf if given == 0 else NAN


def total(values: Sequence[Value]) -> float:
    """Answers that are no number count for nothing."""
    return math.fsum(one for one in map(number, values) if not math.isnan(one))


def least(values: Sequence[Value]) -> float:
    return min((one for one in map(number, values) if not math.isnan(one)), default=NAN)


def most(values: Sequence[Value]) -> float:
    return max((one for one in map(number, values) if not math.isnan(one)), default=NAN)


ANY = 99

PLAIN: dict[str, tuple[int, int, Function]] = {
    "true": (0, 0, lambda: True),
    "false": (0, 0, lambda: False),
    "boolean": (1, 1, truth),
    "number": (1, 1, number),
    "int": (1, 1, whole),
    "round": (1, 2, round_to),
    "string": (1, 1, text),
    "date": (1, 1, lambda value: to_date(value, clock=False)),
    "date-time": (1, 1, lambda value: to_date(value, clock=True)),
    "decimal-date-time": (1, 1, lambda value: decimal_days(value, day=True)),
    "decimal-time": (1, 1, lambda value: decimal_days(value, day=False)),
    "format-date": (2, 2, lambda value, how: pattern(value, text(how))),
    "format-date-time": (2, 2, lambda value, how: pattern(value, text(how))),
    "not": (1, 1, lambda value: not truth(value)),
    "boolean-from-string": (1, 1, lambda value: text(value).lower() == "true" or text(value) == "1"),
    "abs": (1, 1, lambda value: abs(fraction(value))),
    "pow": (2, 2, power),
    "sqrt": (1, 1, root),
    "log": (1, 1, logarithm),
    "log10": (1, 1, lambda value: logarithm(value) / math.log(10)),
    "exp": (1, 1, lambda value: power(math.e, value)),
    "pi": (0, 0, lambda: math.pi),
    "selected": (2, 2, selected),
    "is-selected": (2, 2, selected),
    "selected-at": (2, 2, selected_at),
    "count-selected": (1, 1, lambda chosen: float(len(text(chosen).split()))),
    "substr": (2, 3, substr),
    "substring-before": (2, 2, before),
    "substring-after": (2, 2, after),
    "translate": (3, 3, translate),
    "contains": (2, 2, lambda said, part: text(part) in text(said)),
    "starts-with": (2, 2, lambda said, part: text(said).startswith(text(part))),
    "ends-with": (2, 2, lambda said, part: text(said).endswith(text(part))),
    "string-length": (1, 1, lambda said: float(len(text(said)))),
    "normalize-space": (1, 1, lambda said: " ".join(text(said).split())),
    "regex": (2, 2, regex),
    "checklist": (2, ANY, checklist),
}

GATHERING: dict[str, Callable[[Sequence[Value]], Value]] = {
    "sum": total,
    "count": lambda values: float(len(values)),
    "count-non-empty": lambda values: float(sum(not empty(one) for one in values)),
    "min": least,
    "max": most,
    "concat": lambda values: "".join(map(text, values)),
    "join": lambda values: text(values[0]).join(map(text, values[1:])),
}
"""Functions that may take every turn of a repeat at once."""
