"""A national roll-out, simulated: municipalities start an approach one after another, people are followed by month.

Planted: the approach adds hours of work a week, more the longer it lasts; people in municipalities that start early
are younger and better schooled, and the young gain hours anyway, so that comparing without covariates misleads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

Floats = NDArray[np.float64]
CHUNK = 100_000  # persons made at once
COVARIATES = ("age", "schooling", "benefit_years", "children", "woman", "migrated")


@dataclass(frozen=True, slots=True)
class RegisterScenario:
    """`starts`: the month in which a municipality begins, cycled over those that ever do; half never do."""

    persons: int = 100_000
    months: int = 24
    municipalities: int = 340
    starts: tuple[int, ...] = (7, 10, 13, 16, 19)
    first: float = 0.5  # hours a week in the first month
    growth: float = 0.1  # more per month
    seed: int = 2026
    truth: str = field(default="first + growth * months since the start", init=False)


@dataclass(frozen=True, slots=True)
class _Country:
    starts: NDArray[np.int64]  # (M,), 0: never
    schooled: Floats  # (M,) how far a municipality lies from the mean
    sizes: Floats  # (M,) shares
    economy: Floats  # (M, months)


def effect(scenario: RegisterScenario, months_since: int) -> float:
    """The planted effect, in hours a week."""
    return scenario.first + scenario.growth * months_since if months_since >= 0 else 0.0


def write_register(scenario: RegisterScenario, out: Path) -> Path:
    """Long Parquet, a row per person and month: person, month, start (0: never), municipality, hours, covariates."""
    writer: pq.ParquetWriter | None = None
    try:
        for table in _tables(scenario):
            writer = writer or pq.ParquetWriter(out, table.schema, compression="zstd")
            writer.write_table(table)
    finally:
        if writer:
            writer.close()
    return out


def _tables(scenario: RegisterScenario) -> Iterator[pa.Table]:
    rng = np.random.default_rng(scenario.seed)
    country = _country(scenario, rng)
    for first in range(0, scenario.persons, CHUNK):
        yield _people(scenario, country, first, min(CHUNK, scenario.persons - first), rng)


def _country(scenario: RegisterScenario, rng: np.random.Generator) -> _Country:
    count = scenario.municipalities
    ever = rng.permutation(count) < count // 2
    starts = np.zeros(count, dtype=np.int64)
    starts[ever] = np.resize(scenario.starts, int(ever.sum()))
    schooled = rng.normal(0, 0.25, count) + np.where(ever, 0.3 - starts / 60, -0.15)
    sizes = rng.lognormal(0, 0.6, count)
    economy = rng.normal(0, 0.05, (count, scenario.months)).cumsum(axis=1)
    return _Country(starts, schooled, sizes / sizes.sum(), economy)


def _people(
    scenario: RegisterScenario, country: _Country, first: int, n: int, rng: np.random.Generator
) -> pa.Table:
    home = rng.choice(scenario.municipalities, n, p=country.sizes)
    x = _covariates(country.schooled[home], n, rng)
    hours = _hours(scenario, country, home, x, rng)
    month = np.arange(1, scenario.months + 1)
    columns = {
        "person": np.repeat(np.arange(first, first + n), scenario.months),
        "month": np.tile(month, n),
        "start": np.repeat(country.starts[home], scenario.months),
        "municipality": np.repeat(home, scenario.months),
        "hours": hours.ravel(),
        **{name: np.repeat(x[:, at], scenario.months) for at, name in enumerate(COVARIATES)},
    }
    return pa.table(columns)


def _covariates(schooled: Floats, n: int, rng: np.random.Generator) -> Floats:
    return np.column_stack(
        [
            np.clip(rng.normal(42 - 4 * schooled, 11), 18, 66).round(),
            np.clip(rng.normal(1.5 + 0.5 * schooled, 1).round(), 0, 3),
            rng.exponential(4 - schooled.clip(-1, 1), n).round(2),
            rng.poisson(0.9, n).astype(float),
            (rng.random(n) < 0.53).astype(float),
            (rng.random(n) < 1 / (1 + np.exp(0.6 - 0.5 * schooled))).astype(float),
        ]
    )


def _hours(
    scenario: RegisterScenario,
    country: _Country,
    home: NDArray[np.int64],
    x: Floats,
    rng: np.random.Generator,
) -> Floats:
    """Hours a week per month (n, months); below nothing is left as it is, so that the truth stays linear."""
    n, month = len(home), np.arange(1, scenario.months + 1)
    level = 6 + 0.8 * x[:, 1] - 0.3 * x[:, 2] - 0.4 * x[:, 3] + rng.normal(0, 2, n)
    trend = 0.04 + (0.002 * (50 - x[:, 0]) + 0.01 * x[:, 1]) / scenario.months * 24
    since = month - country.starts[home][:, None]
    treated = (country.starts[home] > 0)[:, None] & (since >= 0)
    gained = np.where(treated, scenario.first + scenario.growth * since, 0.0)
    noise = rng.normal(0, 1.5, (n, scenario.months))
    return np.asarray(level[:, None] + trend[:, None] * month + country.economy[home] + gained + noise)
