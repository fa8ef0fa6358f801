"""Plain records read strictly into frozen values, by the types the values declare."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from werkzaam.problem import Problem

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_STEPS = ("key", "perspective")
"""Fields that stand as one step in a path of the evidence."""

_EMPTY: Mapping[str, Any] = {"seen": "", "note": {}, "judgements": {}}
"""What may be left out of a file without a value of its own."""


class DossierProblem(Problem):
    """A dossier that cannot be used as it stands."""

    code = "dossier-invalid"
    status = 422


def read_as(kind: Any, value: Any, place: str) -> Any:
    """`value` as `kind`: a dataclass, tuple, mapping, enumeration, date, text, whole number or flag.

    Raises DossierProblem with `place` (`claims[2].links[0].stance`) and what was expected there.
    """
    if is_dataclass(kind):
        return _record(kind, value, place)
    origin = get_origin(kind)
    if origin is UnionType:
        return _either(get_args(kind), value, place)
    if origin is tuple:
        items = _expect(list, value, place, "a list")
        return tuple(read_as(get_args(kind)[0], one, f"{place}[{at}]") for at, one in enumerate(items, 1))
    if origin is not None:
        inner = get_args(kind)[1]
        pairs = _expect(dict, value, place, 'words per language, such as { nl = "…", en = "…" }')
        return {key: read_as(inner, one, f"{place}.{key}") for key, one in pairs.items()}
    return _plain(kind, value, place)


def _record(kind: Any, value: Any, place: str) -> Any:
    given = _expect(dict, value, place, "a table")
    hints = _hints(kind)
    for key in given:
        if key not in hints:
            raise _unknown(key, place, list(hints))
    read = {}
    for name, hint in hints.items():
        where = f"{place}.{name}".strip(".")
        if name in given:
            read[name] = read_as(hint, given[name], where)
        elif name not in _defaults(kind):
            read[name] = _left_out(name, hint, where)
    _check_steps(read, place)
    return kind(**read)


def _left_out(name: str, hint: Any, place: str) -> Any:
    if type(None) in get_args(hint):
        return None
    if get_origin(hint) is tuple:
        return ()
    if name not in _EMPTY:
        raise _problem(place, "dossier-missing-key", "is missing; add it.")
    return _EMPTY[name]


@cache
def _defaults(kind: Any) -> frozenset[str]:
    return frozenset(one.name for one in fields(kind) if one.default is not MISSING)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _either(kinds: tuple[Any, ...], value: Any, place: str) -> Any:
    """None where that is allowed; text as text, a table as a table."""
    if value is None and type(None) in kinds:
        return None
    if isinstance(value, str) and str in kinds:
        return value
    return read_as(next(kind for kind in kinds if kind not in (type(None), str)), value, place)


def _plain(kind: Any, value: Any, place: str) -> Any:
    if issubclass(kind, StrEnum):
        return _choice(kind, value, place)
    if kind is date:
        return _day(value, place)
    if kind is int:
        number = _expect(int, value, place, "a whole number")
        if isinstance(number, bool) or number < 0:
            raise _problem(place, "dossier-value", f"is {value}; expected a whole number, nought or more.")
        return number
    return _expect(kind, value, place, "true or false" if kind is bool else "text in quotes")


def _choice(kind: type[StrEnum], value: Any, place: str) -> StrEnum:
    known = [one.value for one in kind]
    if value not in known:
        listed = ", ".join(f'"{one}"' for one in known)
        raise _problem(place, "dossier-value", f'is "{value}"; expected one of {listed}.')
    return kind(value)


def _day(value: Any, place: str) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _problem(place, "dossier-value", "is no date such as 2026-01-31.") from None


def _expect(kind: type, value: Any, place: str, what: str) -> Any:
    if not isinstance(value, kind):
        raise _problem(place or "the file", "dossier-value", f"is not {what}.")
    return value


def _check_steps(read: Mapping[str, Any], place: str) -> None:
    for name in _STEPS:
        if name in read and not KEY.fullmatch(read[name]):
            where = f"{place}.{name}".strip(".")
            raise _problem(
                where, "dossier-value", f'is "{read[name]}"; expected letters, digits, "-" and "_" only.'
            )


def _unknown(key: str, place: str, known: list[str]) -> DossierProblem:
    near = difflib.get_close_matches(key, known, n=1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    listed = ", ".join(known)
    return _problem(
        f"{place}.{key}".strip("."), "dossier-unknown-key", f"is not known.{meant} Known: {listed}."
    )


def _problem(place: str, code: str, message: str) -> DossierProblem:
    return DossierProblem(f"{place} {message}", code=code, place=place)
