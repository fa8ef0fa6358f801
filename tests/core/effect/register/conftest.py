from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from werkzaam.core.effect.register import Block, Wide

REFERENCE = Path(__file__).parents[3] / "reference" / "register"
COVARIATES = ("x1", "x2", "x3")
Make = Callable[..., Wide]


@pytest.fixture(scope="session")
def long() -> pd.DataFrame:
    """A row per person and period."""
    return pd.read_parquet(REFERENCE / "balanced.parquet").sort_values(["id", "t"])


@pytest.fixture(scope="session")
def gappy() -> pd.DataFrame:
    """The same with 6 % of the rows left out."""
    return pd.read_parquet(REFERENCE / "unbalanced.parquet").sort_values(["id", "t"])


@pytest.fixture(scope="session")
def make() -> Make:
    """A register in memory, in `blocks` parts; columns may have been changed beforehand."""

    def made(long: pd.DataFrame, covariates: tuple[str, ...] = COVARIATES, blocks: int = 1) -> Wide:
        first = long.groupby("id", sort=True).first()
        n, periods = len(first), tuple(sorted(long["t"].unique()))
        x = np.column_stack([np.ones(n), first[list(covariates)].to_numpy(float)])
        codes, clusters = pd.factorize(first["cl"], sort=True)
        y = long.pivot(index="id", columns="t", values="y").to_numpy()
        parts = [
            Block(first["g"].to_numpy()[rows], codes[rows], x[rows], y[rows], np.ones(len(rows)))
            for rows in np.array_split(np.arange(n), blocks)
        ]

        def source(_outcomes: bool) -> Iterator[Block]:
            return iter(parts)

        return Wide(tuple(int(t) for t in periods), covariates, len(clusters), source)

    return made


@pytest.fixture(scope="session")
def wide(long: pd.DataFrame, make: Make) -> Wide:
    return make(long)
