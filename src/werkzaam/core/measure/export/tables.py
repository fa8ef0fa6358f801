"""A frame as Parquet, for R and Python, and as CSV, for spreadsheets."""

from __future__ import annotations

import csv
import io
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from werkzaam.core.measure.export.model import Frame, Type, Variable
from werkzaam.core.measure.export.words import said

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_parquet(frame: Frame, *, language: str) -> bytes:
    """Typed columns with their label as metadata; what has a key stands there by its key, a missing answer is null."""
    columns = [_keyed(frame, variable) for variable in frame.variables]
    fields = [
        pa.field(variable.name, column.type, metadata={"label": said(variable.label, language)})
        for variable, column in zip(frame.variables, columns, strict=True)
    ]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns, schema=pa.schema(fields)), sink, compression="zstd")
    return bytes(sink.getvalue())


def as_csv(frame: Frame) -> bytes:
    """As Dutch spreadsheets open it: semicolons, decimal commas, UTF-8 with a mark, and no cell that is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([variable.name for variable in frame.variables])
    columns = [map(_cell, _keyed(frame, variable).to_pylist()) for variable in frame.variables]
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue().encode("utf-8-sig")


def _keyed(frame: Frame, variable: Variable) -> pa.Array:
    cells = frame.table[variable.name].combine_chunks()
    if variable.type is not Type.CODE or not any(value.key for value in variable.values):
        return cells
    codes = pa.array([value.code for value in variable.values], pa.float64())
    keys = pa.array([value.key for value in variable.values], pa.string())
    return keys.take(pc.index_in(cells, value_set=codes))


def _cell(value: float | str | date | None) -> str:
    """A text that a spreadsheet would calculate gets an apostrophe in front (OWASP, CSV injection)."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
