"""Rows of a choice list, and which of them pass a filter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from werkzaam.core.measure.form.state import Here, Many, Run
from werkzaam.core.measure.form.values import Mismatch, Value, truth

Rows = Sequence[Mapping[str, str]]
Filter = Callable[[Rows, Here], list[Mapping[str, str]]]


def kept(tests: Sequence[Run], rows: Rows, here: Here) -> list[Mapping[str, str]]:
    """Rows that pass every test in turn; a test that is a number picks the row of that number."""
    found = list(rows)
    for test in tests:
        found = [row for place, row in enumerate(found, start=1) if _passes(test, here, row, place)]
    return found


def _passes(test: Run, here: Here, row: Mapping[str, str], place: int) -> bool:
    value = test(Here(here.state, here.at, row, place))
    return value == place if type(value) is float else truth(value)


def single(many: Many) -> Run:
    """The one value among many; Mismatch where there are more."""

    def run(here: Here) -> Value:
        found = many(here)
        if len(found) > 1:
            raise Mismatch("several rows of a list answer where one was wanted")
        return found[0] if found else ""

    return run
