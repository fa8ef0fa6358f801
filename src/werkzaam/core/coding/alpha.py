"""Krippendorff's alpha: agreement beyond chance, for any number of coders, with values missing.

Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania: coincidences of values
within units, `alpha = 1 - observed / expected disagreement`, and the difference of each level of measurement.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Level(StrEnum):
    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def alpha(ratings: Floats, level: Level = Level.NOMINAL) -> float | None:
    """Alpha of `ratings`, coders × units, NaN where a coder left a unit out.

    None where it is undefined: no unit with two values, or all values the same (no disagreement to expect).
    Values are numbers; for nominal ones any numbers that tell them apart. Ratio values must not be negative.
    """
    values, tables = coincidences(ratings)
    found = float(alphas(tables.sum(axis=0), values, level))
    return None if np.isnan(found) else found


def coincidences(ratings: Floats) -> tuple[Floats, Floats]:
    """The values that occur (V, sorted) and each unit's coincidences, units × V × V.

    A unit of m ≥ 2 values gives each ordered pair of different coders 1 / (m - 1); other units give nothing.
    """
    values = np.unique(ratings[~np.isnan(ratings)])
    counts = (ratings[:, :, None] == values).sum(axis=0).astype(np.float64)
    rated = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(len(values))
    share = np.divide(1.0, rated - 1, out=np.zeros_like(rated), where=rated > 1)
    return values, np.asarray(pairs * share[:, None, None])


def alphas(tables: Floats, values: Floats, level: Level) -> Floats:
    """Alpha of each coincidence table (… × V × V); NaN where undefined."""
    totals: Floats = tables.sum(axis=-1)
    number: Floats = totals.sum(axis=-1)
    away = _difference(values, totals, level)
    observed = (tables * away).sum(axis=(-1, -2))
    expected = (totals[..., :, None] * totals[..., None, :] * away).sum(axis=(-1, -2))
    ratio = np.divide(observed, expected, out=np.full_like(observed, np.nan), where=expected > 0)
    return np.asarray(1 - (number - 1) * ratio)


def _difference(values: Floats, totals: Floats, level: Level) -> Floats:
    """Squared difference of each two values; the ordinal one leans on how often values occur (… × V)."""
    one, other = values[:, None], values[None, :]
    if level is Level.NOMINAL:
        return np.asarray(one != other, dtype=np.float64)
    if level is Level.INTERVAL:
        return np.asarray((one - other) ** 2)
    if level is Level.RATIO:
        both = one + other
        return np.asarray(np.divide(one - other, both, out=np.zeros_like(both), where=both != 0) ** 2)
    middle = totals.cumsum(axis=-1) - totals / 2
    return np.asarray((middle[..., :, None] - middle[..., None, :]) ** 2)
