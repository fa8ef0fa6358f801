"""A frozen panel as the analysis reads it: blocks of persons, straight from Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from werkzaam.core.effect.register.blocks import Block, Floats, Wide
from werkzaam.core.effect.register.moments import RegisterProblem

SCHEMA = "werkzaam-register/1"
MANIFEST, PERSONS = "panel.json", "persons.parquet"


def thaw_register(folder: Path) -> Wide:
    """Raises RegisterProblem for a folder that is no frozen panel of this version."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if told["schema"] != SCHEMA:
            raise ValueError(told["schema"])
        periods, covariates = tuple(told["periods"]), tuple(told["covariates"])
        clusters = int(told["clusters"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RegisterProblem(f"{folder.name} is no frozen register.", code="register-folder") from error

    def read() -> Iterator[Block]:
        with pq.ParquetFile(folder / PERSONS) as file:
            for group in range(file.num_row_groups):
                yield _block(file.read_row_group(group), len(covariates), len(periods))

    return Wide(periods, covariates, clusters, read)


def _block(table: pa.Table, covariates: int, periods: int) -> Block:
    n = table.num_rows
    x = _matrix(table, [f"x_{number}" for number in range(1, covariates + 1)])
    return Block(
        cohort=table["cohort"].to_numpy().astype(np.int64),
        cluster=table["cluster"].to_numpy().astype(np.int64),
        x=np.hstack([np.ones((n, 1)), x]),
        y=_matrix(table, [f"y_{number}" for number in range(1, periods + 1)]),
        weight=table["weight"].to_numpy().astype(np.float64),
    )


def _matrix(table: pa.Table, names: list[str]) -> Floats:
    made = np.empty((table.num_rows, len(names)))
    for index, name in enumerate(names):
        made[:, index] = table[name].to_numpy()
    return made
