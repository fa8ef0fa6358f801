"""How well the items of a scale hang together: Cronbach's alpha, McDonald's omega, item–rest correlations.

Rows are respondents, columns items that already point the same way. Only complete rows count. How small a group may
be shown is decided by who publishes, not here.

Cronbach (1951), Psychometrika 16, 297–334. McDonald (1999), Test Theory, ch. 6 (omega for one factor).
Feldt, Woodruff and Salih (1987), Applied Psychological Measurement 11, 93–103 (interval of alpha).
Kelley and Pornprasertmanit (2016), Psychological Methods 21, 69–92 (bootstrap interval of omega).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy import stats

from werkzaam.core.measure.factor import one_factor, one_factors
from werkzaam.core.measure.model import Answer, Instrument, Scale

Matrix = NDArray[np.float64]

DRAWS = 1000
LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Estimate:
    """A coefficient with its interval; `how` says by which method ("feldt" or "bootstrap")."""

    value: float
    low: float
    high: float
    how: str


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of one scale in one group. `rest` has the item–rest correlation by item key; NaN where nothing varies.

    `alpha` and `omega` are None where they are undefined: fewer than two items (omega: three), three complete rows,
    or items that do not vary.
    """

    outcome: str
    rows: int
    left_out: int
    alpha: Estimate | None
    omega: Estimate | None
    rest: Mapping[str, float]


def reliability(
    instrument: Instrument,
    scale: Scale,
    answers: Sequence[Mapping[str, Answer]],
    rng: Generator,
    *,
    level: float = 0.95,
    draws: int = DRAWS,
) -> Reliability:
    """The reliability of `scale` over respondents; items in `reverse` are turned round first.

    Call it per wave, arm and language with the answers of that group.
    """
    table = items_table(instrument, scale, answers)
    full = table[~np.isnan(table).any(axis=1)]
    usable = len(full) >= LEAST_ROWS and full.shape[1] >= 2 and bool((full.var(axis=0) > 0).all())
    rest = item_rest(full) if len(full) >= LEAST_ROWS else np.full(table.shape[1], np.nan)
    return Reliability(
        outcome=scale.outcome,
        rows=len(full),
        left_out=len(table) - len(full),
        alpha=alpha_feldt(full, level=level) if usable else None,
        omega=omega_bootstrap(full, rng, level=level, draws=draws) if usable else None,
        rest=dict(zip(scale.items, map(float, rest), strict=True)),
    )


def items_table(instrument: Instrument, scale: Scale, answers: Sequence[Mapping[str, Answer]]) -> Matrix:
    """Respondents × items, pointing one way; NaN where an item was passed over."""
    table = np.full((len(answers), len(scale.items)), np.nan)
    for column, key in enumerate(scale.items):
        item = instrument.item(key)
        turn = (item.low or 0.0) + (item.high or 0.0) if key in scale.reverse else None
        for row, given in enumerate(answers):
            value = given.get(key)
            if isinstance(value, int | float):
                table[row, column] = value if turn is None else turn - value
    return table


def alpha(table: Matrix) -> float:
    """Raw alpha of complete rows (n × k, k ≥ 2)."""
    return alpha_of(np.cov(table, rowvar=False))


def alpha_of(covariance: Matrix) -> float:
    """k/(k − 1) · (1 − trace/total) of an item covariance (or correlation) matrix."""
    items = len(covariance)
    total = float(covariance.sum())
    return items / (items - 1) * (1 - float(np.trace(covariance)) / total) if total > 0 else math.nan


def alpha_feldt(table: Matrix, *, level: float = 0.95) -> Estimate:
    """Alpha with Feldt's interval: (1 − alpha) over its estimate follows F(n − 1, (n − 1)(k − 1))."""
    return feldt(alpha(table), *table.shape, level=level)


def feldt(value: float, rows: int, items: int, *, level: float = 0.95) -> Estimate:
    """The interval of an alpha from `rows` respondents and `items` items."""
    first, second, tail = rows - 1, (rows - 1) * (items - 1), (1 - level) / 2
    low = 1 - (1 - value) * float(stats.f.ppf(1 - tail, first, second))
    high = 1 - (1 - value) * float(stats.f.ppf(tail, first, second))
    return Estimate(value, low, high, "feldt")


def omega_bootstrap(
    table: Matrix, rng: Generator, *, level: float = 0.95, draws: int = DRAWS
) -> Estimate | None:
    """Omega with a percentile bootstrap interval over respondents; None below three items, or without a fit."""
    if table.shape[1] < 3:
        return None
    value = omega_of(np.cov(table, rowvar=False))
    drawn = omegas_of(resampled(table, rng, draws))
    kept = drawn[~np.isnan(drawn)]
    if math.isnan(value) or len(kept) < draws / 2:
        return None
    tail = (1 - level) / 2
    low, high = np.quantile(kept, [tail, 1 - tail])
    return Estimate(value, float(low), float(high), "bootstrap")


def resampled(table: Matrix, rng: Generator, draws: int) -> Matrix:
    """Covariances (draws, k, k) of as many samples of the rows, with replacement, by how often each row is drawn."""
    rows = len(table)
    times = rng.multinomial(rows, np.full(rows, 1 / rows), size=draws).astype(float)
    centred = table - table.mean(axis=0)
    means = times @ centred / rows
    products = times @ (centred[:, :, None] * centred[:, None, :]).reshape(rows, -1) / rows
    spread = products.reshape(draws, *means.shape[1:], -1) - means[:, :, None] * means[:, None, :]
    return np.asarray(spread * rows / (rows - 1))


def omega_of(covariance: Matrix) -> float:
    """(Σλ)² / ((Σλ)² + Σψ) of one factor, on the items' own scale; NaN where no factor can be fitted."""
    spread = np.sqrt(np.diag(covariance))
    if not np.all(spread > 0):
        return math.nan
    loadings = one_factor(covariance / np.outer(spread, spread))
    return math.nan if loadings is None else float(_omega(loadings, spread))


def omegas_of(covariances: Matrix) -> Matrix:
    """`omega_of` of many covariances (draws, k, k) at once; NaN where an item does not vary."""
    spread = np.sqrt(np.diagonal(covariances, axis1=1, axis2=2))
    found = np.full(len(covariances), np.nan)
    varies = (spread > 0).all(axis=1)
    some = spread[varies]
    loadings = one_factors(covariances[varies] / (some[:, :, None] * some[:, None, :]))
    found[varies] = _omega(loadings, some)
    return found


def _omega(loadings: Matrix, spread: Matrix) -> Matrix:
    common = (loadings * spread).sum(axis=-1) ** 2
    unique = ((1 - loadings**2) * spread**2).sum(axis=-1)
    return np.asarray(common / (common + unique))


def item_rest(table: Matrix) -> Matrix:
    """The correlation of each item with the sum of the others; NaN where either does not vary."""
    total = table.sum(axis=1)
    return np.array([_correlation(column, total - column) for column in table.T])


def _correlation(one: Matrix, other: Matrix) -> float:
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return math.nan
    return float(np.corrcoef(one, other)[0, 1])
