"""One TOML table handing out typed values; it refuses the keys that nobody asked for."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from werkzaam.core.plan.document import Document, Path, PlanProblem, suggestion
from werkzaam.core.plan.model import LANGUAGES, Text, Value

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
Choice = TypeVar("Choice", bound=StrEnum)


class Table:
    """Each method reads one key; without `required` a missing key gives None (or an empty collection)."""

    def __init__(self, document: Document, path: Path, data: Mapping[str, object]) -> None:
        self.document = document
        self.path = path
        self.data = data
        self.asked: list[str] = []

    def problem(self, key: str | None, code: str, message: str, **details: object) -> PlanProblem:
        path = self.path if key is None else (*self.path, key)
        return self.document.problem(path, code, message, **details)

    def wrong_type(self, key: str, found: object, expected: str) -> PlanProblem:
        return self.problem(key, "plan-type", f"is {_kind(found)}; expected {expected}.")

    def close(self) -> None:
        """Refuse the first key that no method asked for."""
        for key in self.data:
            if key not in self.asked:
                known = ", ".join(self.asked)
                near = suggestion(key, self.asked)
                raise self.problem(key, "plan-unknown-key", f"is not known here.{near} Known keys: {known}.")

    def value(self, key: str, *, required: bool = False) -> object:
        self.asked.append(key)
        if key in self.data:
            return self.data[key]
        if not required:
            return None
        unknown = [name for name in self.data if name not in self.asked]
        near = next((f' ("{name}" stands there)' for name in unknown if suggestion(name, [key])), "")
        raise self.problem(key, "plan-missing-key", f"is missing{near}; add it.")

    def words(self, key: str, *, required: bool = False) -> str | None:
        """A non-empty string."""
        found = self.value(key, required=required)
        if found is None:
            return None
        if not isinstance(found, str):
            raise self.wrong_type(key, found, "text in quotes")
        if not found.strip():
            raise self.problem(key, "plan-value", "is empty; expected text.")
        return found

    def name(self, key: str, *, required: bool = False) -> str | None:
        """A key: letters, digits, `-` and `_`, so that it can stand in a file name and an evidence path."""
        found = self.words(key, required=required)
        if found is not None and not KEY.fullmatch(found):
            raise self.problem(
                key, "plan-value", f'is "{found}"; expected letters, digits, "-" and "_" only.'
            )
        return found

    def choice(self, key: str, choices: type[Choice], *, required: bool = False) -> Choice | None:
        found = self.words(key, required=required)
        if found is None:
            return None
        return choices(self.one_of(key, found, [choice.value for choice in choices]))

    def one_of(self, key: str, found: str, known: Iterable[str], code: str = "plan-value") -> str:
        options = list(known)
        if found in options:
            return found
        listed = ", ".join(f'"{option}"' for option in options) or "nothing (none is defined)"
        raise self.problem(key, code, f'is "{found}"; expected one of {listed}.{suggestion(found, options)}')

    def number(
        self, key: str, *, required: bool = False, low: float = -math.inf, high: float = math.inf
    ) -> float | None:
        """A finite number from `low` up to `high`."""
        found = self.value(key, required=required)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise self.wrong_type(key, found, "a number")
        if not math.isfinite(found) or not low <= found <= high:
            raise self.problem(key, "plan-value", f"is {found}; expected {_range(low, high)}.")
        return float(found)

    def flag(self, key: str) -> bool | None:
        found = self.value(key)
        if found is not None and not isinstance(found, bool):
            raise self.wrong_type(key, found, "true or false")
        return found

    def day(self, key: str, *, required: bool = False) -> date | None:
        found = self.value(key, required=required)
        if found is not None and type(found) is not date:
            raise self.wrong_type(key, found, "a date such as 2026-01-31, without quotes")
        return found

    def scalars(self, key: str) -> tuple[Value, ...]:
        """One value or a list of values, as they stand in a data file."""
        found = self.value(key)
        if found is None:
            return ()
        listed = found if isinstance(found, list) else [found]
        for item in listed:
            if not isinstance(item, str | int | float | bool):
                raise self.wrong_type(key, item, "text, a number, or true/false")
        return tuple(listed)

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of non-empty strings without repeats."""
        found = self.value(key)
        if found is None:
            return ()
        if not isinstance(found, list):
            raise self.wrong_type(key, found, 'a list such as ["a", "b"]')
        for item in found:
            if not isinstance(item, str) or not item.strip():
                raise self.wrong_type(key, item, "a list of texts in quotes")
        if len(set(found)) < len(found):
            raise self.problem(key, "plan-duplicate", "names the same thing twice.")
        return tuple(found)

    def mapping(self, key: str) -> dict[str, str]:
        """A table of names to column names."""
        inner = self.table(key)
        return {name: inner.words(name, required=True) or "" for name in inner.data}

    def pairs(self, key: str) -> dict[str, Value]:
        """A table of column names to one value each."""
        inner = self.table(key)
        return {name: inner.scalar(name) for name in inner.data}

    def scalar(self, key: str) -> Value:
        found = self.value(key, required=True)
        if not isinstance(found, str | int | float | bool):
            raise self.wrong_type(key, found, "text, a number, or true/false")
        return found

    def text(self, key: str, language: str, *, required: bool = False) -> Text:
        """The same words per language; plain text is the main language, which also fills the gaps."""
        found = self.value(key, required=required)
        if found is None:
            return {}
        inner = {language: found} if isinstance(found, str) else found
        if not isinstance(inner, dict):
            raise self.wrong_type(key, found, 'text, or { nl = "…", en = "…" }')
        words = Table(self.document, (*self.path, key), inner)
        given = {code: words.words(code) for code in LANGUAGES}
        words.close()
        if not (main := given.get(language)):
            raise self.problem(key, "plan-missing-key", f'has no words in the main language, "{language}".')
        return {code: said or main for code, said in given.items()}

    def table(self, key: str, *, required: bool = False) -> Table:
        """The sub-table under `key`; an empty one where it is left out."""
        found = self.value(key, required=required)
        if found is not None and not isinstance(found, dict):
            raise self.wrong_type(key, found, f"a table [{key}]")
        return Table(self.document, (*self.path, key), found or {})

    def tables(self, key: str, *, required: bool = False) -> list[Table]:
        """The repeated tables `[[key]]`, in the order of the file."""
        found = self.value(key, required=required)
        if found is None:
            return []
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            raise self.wrong_type(key, found, f"repeated tables [[{key}]]")
        return [Table(self.document, (*self.path, key, place), item) for place, item in enumerate(found)]


def _kind(found: object) -> str:
    kinds = {
        bool: "true/false",
        str: "text",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "a table",
    }
    return kinds.get(type(found), "a date or time")


def _range(low: float, high: float) -> str:
    if math.isinf(low) and math.isinf(high):
        return "a finite number"
    if math.isinf(high):
        return f"a number of {low:g} or more"
    return f"a number from {low:g} to {high:g}"
