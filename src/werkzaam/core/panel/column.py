"""One raw column read as names or as numbers, whatever the file's own type for it was."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from difflib import get_close_matches

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from werkzaam.core.panel.files import RawData
from werkzaam.core.panel.problem import PanelProblem
from werkzaam.core.plan.model import Value

MISSING = frozenset({"", ".", "NA", "N/A", "NaN", "nan", "null", "NULL", "#NULL!"})
"""What stands for a missing number in text files; anything else that is no number is refused."""

LARGEST = 1e30
"""Beyond any measure of people; what is larger would overflow when it is squared and summed."""

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def column(raw: RawData, name: str, purpose: str) -> pa.Array:
    """The column `name`. Raises PanelProblem (`missing-column`) saying what it was wanted for."""
    if name not in raw.table.column_names:
        near = get_close_matches(name, raw.table.column_names, n=1)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        raise PanelProblem(
            f'{raw.file} has no column "{name}", which the plan names for {purpose}.{hint}',
            code="missing-column",
            file=raw.file,
            column=name,
        )
    values = raw.table.column(name).combine_chunks()
    return values.dictionary_decode() if pa.types.is_dictionary(values.type) else values


def names(values: pa.Array) -> pa.Array:
    """Values as text: 3 and 3.0 are both "3"; blanks are null."""
    if pa.types.is_floating(values.type):
        values = _whole(values)
    text = pc.utf8_trim_whitespace(values.cast(pa.string()))
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def _whole(values: pa.Array) -> pa.Array:
    """Whole numbers as integers (SPSS knows no other kind of number than a float); NaN is null."""
    values = pc.if_else(pc.is_nan(values), pa.scalar(None, values.type), values)
    whole = pc.all(pc.equal(pc.floor(values), values)).as_py()
    small = pc.all(pc.less(pc.abs(values), 2**53)).as_py()
    return values.cast(pa.int64()) if whole is not False and small is not False else values


def spelling(value: Value) -> str:
    """How a value counts when data and plan are compared: 1, 1.0 and "1" are the same; true is "true"."""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value).strip()
    if NUMBER.fullmatch(text):
        number = float(text)
        return str(int(number)) if number.is_integer() and abs(number) < 2**53 else repr(number)
    return text


def matched(values: pa.Array, keys: Mapping[str, str]) -> pa.Array:
    """Each value replaced by the key that its spelling stands for; null where there is none."""
    encoded = pc.dictionary_encode(names(values))
    words = [
        keys.get(spelling(word)) if word is not None else None for word in encoded.dictionary.to_pylist()
    ]
    return pa.array(words, pa.string()).take(encoded.indices)


def numbers(values: pa.Array, raw: RawData, name: str) -> pa.Array:
    """Values as float64; missing is null. Raises PanelProblem (`text-in-number`, `infinite-value`)."""
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        found = _parsed(values, raw, name)
    elif pa.types.is_null(values.type):
        found = pa.nulls(len(values), pa.float64())
    elif _numeric(values.type):
        found = values.cast(pa.float64(), safe=False)
    else:
        raise _no_number(raw, name, f"values of type {values.type}", 1, len(values))
    found = pc.if_else(pc.is_nan(found), pa.scalar(None, pa.float64()), found)
    return _finite(found, raw, name)


def _numeric(kind: pa.DataType) -> bool:
    types = pa.types
    return any(
        test(kind) for test in (types.is_integer, types.is_floating, types.is_boolean, types.is_decimal)
    )


def _parsed(values: pa.Array, raw: RawData, name: str) -> pa.Array:
    cells = [None if cell is None or cell.strip() in MISSING else cell.strip() for cell in values.to_pylist()]
    parsed = [math.nan if cell is None else _number(cell) for cell in cells]
    wrong = [place for place, found in enumerate(parsed) if found is None]
    if wrong:
        raise _no_number(raw, name, "text", wrong[0] + 1, len(wrong))
    return pa.array(np.array(parsed, float))


def _number(cell: str) -> float | None:
    try:
        return float(cell) if "_" not in cell else None
    except ValueError:
        return None


def _no_number(raw: RawData, name: str, kind: str, row: int, count: int) -> PanelProblem:
    return PanelProblem(
        f'{raw.file}: the column "{name}" holds {kind} where numbers are expected, in {count} '
        f"{'row' if count == 1 else 'rows'}, the first being data row {row}. "
        "Nothing was kept; write a number there, or leave the cell empty.",
        code="text-in-number",
        file=raw.file,
        column=name,
        row=row,
        count=count,
    )


def _finite(found: pa.Array, raw: RawData, name: str) -> pa.Array:
    infinite = pc.fill_null(pc.greater(pc.abs(found), LARGEST), False)
    count = pc.sum(infinite).as_py() or 0
    if count:
        row = pc.index(infinite, True).as_py() + 1
        raise PanelProblem(
            f'{raw.file}: the column "{name}" holds {count} infinite or '
            f"impossibly large {'value' if count == 1 else 'values'}, the first in data row {row}. "
            "Nothing was kept.",
            code="infinite-value",
            file=raw.file,
            column=name,
            row=row,
            count=count,
        )
    return found
