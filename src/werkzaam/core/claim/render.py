"""From a sentence with references to words: numbers as a reader of the language writes them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from werkzaam.core.claim.evidence import Evidence, Number, lookup
from werkzaam.problem import NotSupported

REFERENCE = re.compile(r"\{(?P<path>[^{}|]+)(?:\|(?P<hint>[a-z]+))?\}")
MISSING = "–"
MINUS = "−"

MARKS = {"nl": {",": ".", ".": ","}, "en": {",": ",", ".": "."}}
"""How a language writes the thousands mark and the decimal mark."""


def render(sentence: str, evidence: Evidence, language: str) -> str:
    """The sentence with every `{path|hint}` replaced by its number.

    Hints: points (as many decimals as its size asks for), sd (two decimals), percent, percentpoints (times
    100, without the sign), count (whole), p (three decimals). A number that is missing or not finite is a
    dash. Raises Problem `unknown-reference`, NotSupported for an unknown language or hint.
    """
    return REFERENCE.sub(
        lambda found: number(lookup(evidence, found["path"]), found["hint"] or "points", language), sentence
    )


def references(sentence: str) -> tuple[str, ...]:
    """The paths in a sentence, each once, in order."""
    return tuple(dict.fromkeys(found["path"] for found in REFERENCE.finditer(sentence)))


def number(value: Number, hint: str, language: str) -> str:
    """One number in this language."""
    if language not in MARKS or hint not in HINTS:
        raise NotSupported(
            f'Numbers cannot be written as "{hint}" in "{language}".', hint=hint, language=language
        )
    if value is None or not math.isfinite(value):
        return MISSING
    marks = MARKS[language]
    plain = HINTS[hint](value)
    return "".join(marks.get(sign, sign) for sign in plain).replace("-", MINUS)


def points(value: float) -> str:
    size = abs(value)
    return _fixed(value, 0 if size >= 100 else 1 if size >= 10 else 2)


def percent(value: float) -> str:
    return f"{percent_points(value)}%"


def percent_points(value: float) -> str:
    return _fixed(100 * value, 0 if abs(value) >= 0.1 or value == 0 else 1)


def count(value: float) -> str:
    return _fixed(value, 0)


def p_value(value: float) -> str:
    return "< 0.001" if value < 0.001 else _fixed(value, 3)


def sd(value: float) -> str:
    return _fixed(value, 2)


def _fixed(value: float, decimals: int) -> str:
    """Rounded, with a thousands mark, and no minus before a zero."""
    rounded = round(value, decimals)
    return f"{rounded + 0.0:,.{decimals}f}" if rounded else f"{0:.{decimals}f}"


HINTS: dict[str, Callable[[float], str]] = {
    "points": points,
    "sd": sd,
    "percent": percent,
    "percentpoints": percent_points,
    "count": count,
    "p": p_value,
}
