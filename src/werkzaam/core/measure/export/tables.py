"""A frame as Parquet, for R and Python, and as CSV, for spreadsheets."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from werkzaam import table
from werkzaam.core.measure.export.model import Frame, Type, Variable
from werkzaam.core.measure.export.words import said


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
    """For spreadsheets (`werkzaam.table`); what has a key stands there by its key."""
    columns = [_keyed(frame, variable).to_pylist() for variable in frame.variables]
    return table.as_csv([variable.name for variable in frame.variables], zip(*columns, strict=True))


def _keyed(frame: Frame, variable: Variable) -> pa.Array:
    cells = frame.table[variable.name].combine_chunks()
    if variable.type is not Type.CODE or not any(value.key for value in variable.values):
        return cells
    codes = pa.array([value.code for value in variable.values], pa.float64())
    keys = pa.array([value.key for value in variable.values], pa.string())
    return keys.take(pc.index_in(cells, value_set=codes))
