"""The file of a frozen panel: Arrow batches of one cohort each, x and y as rows of a matrix, nothing compressed.

Read back, a batch is one copy from the disk's cache; a pass without outcomes leaves y where it lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from werkzaam.core.effect.register.blocks import Block, Floats

NAMES = ("cohort", "cluster", "weight", "x", "y")


def write_persons(rows: Iterable[pa.RecordBatch], covariates: int, periods: int, path: Path) -> None:
    """`rows` by cohort, with columns cohort, cluster, weight, x_1 … and y_1 …."""
    kinds = (
        pa.int64(),
        pa.int64(),
        pa.float64(),
        pa.list_(pa.float64(), covariates + 1),
        pa.list_(pa.float64(), periods),
    )
    schema = pa.schema(list(zip(NAMES, kinds, strict=True)))
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema) as file:
        for batch in rows:
            for part in _cohorts(batch):
                file.write_batch(_packed(part, covariates, periods, schema))


def _cohorts(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    cohort = batch["cohort"].to_numpy()
    steps = np.flatnonzero(np.diff(cohort)) + 1
    for first, last in zip((0, *steps), (*steps, len(cohort)), strict=True):
        if last > first:
            yield batch.slice(first, last - first)


def _packed(rows: pa.RecordBatch, covariates: int, periods: int, schema: pa.Schema) -> pa.RecordBatch:
    x = np.ones((rows.num_rows, covariates + 1))
    for at in range(1, covariates + 1):
        x[:, at] = rows[f"x_{at}"].to_numpy(zero_copy_only=False)
    y = np.empty((rows.num_rows, periods))
    for at in range(periods):
        y[:, at] = rows[f"y_{at + 1}"].to_numpy(zero_copy_only=False)
    plain = [rows[name].cast(schema.field(name).type) for name in NAMES[:3]]
    return pa.record_batch([*plain, _matrix(x), _matrix(y)], schema=schema)


def _matrix(values: Floats) -> pa.Array:
    return pa.FixedSizeListArray.from_arrays(pa.array(values.ravel()), values.shape[1])


def read_persons(path: Path, outcomes: bool) -> Iterator[Block]:
    wanted = list(range(len(NAMES) if outcomes else len(NAMES) - 1))
    options = pa.ipc.IpcReadOptions(included_fields=wanted)
    with pa.OSFile(str(path)) as source, pa.ipc.open_file(source, options=options) as file:
        for number in range(file.num_record_batches):
            yield _block(file.get_batch(number), outcomes)


def _block(batch: pa.RecordBatch, outcomes: bool) -> Block:
    x = batch["x"]
    return Block(
        cohort=batch["cohort"].to_numpy(),
        cluster=batch["cluster"].to_numpy(),
        x=_values(x),
        y=_values(batch["y"]) if outcomes else np.empty((len(x), 0)),
        weight=batch["weight"].to_numpy(),
    )


def _values(column: pa.FixedSizeListArray) -> Floats:
    return np.asarray(column.flatten().to_numpy().reshape(len(column), column.type.list_size))
