"""Bands that hold for all points at once, the multiplier bootstrap, and the test of what came before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from werkzaam.core.effect.register.aggregate import Mean
from werkzaam.core.effect.register.blocks import Floats
from werkzaam.core.effect.register.estimate import RollOut
from werkzaam.problem import NotSupported

DRAWS = 100_000


@dataclass(frozen=True, slots=True)
class Band:
    """`critical` replaces the normal quantile, so that with chance `level` all points lie within."""

    critical: float
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Wald:
    """Are all effects before the start zero? Chi-squared with `df`."""

    statistic: float
    df: int
    p: float


def simultaneous(found: RollOut, means: Sequence[Mean], rng: np.random.Generator, draws: int = DRAWS) -> Band:
    """Sup-t: the largest of the standardised means under their joint normal law, drawn `draws` times."""
    covariance = _covariance(found, means)
    drawn = rng.standard_normal((draws, len(means))) @ _root(covariance)
    return _band(found, means, covariance, drawn)


def bootstrapped(found: RollOut, means: Sequence[Mean], rng: np.random.Generator, draws: int = 999) -> Band:
    """Multiplier bootstrap with Mammen's two points on the sums per cluster: no row of a person is touched.

    Raises NotSupported for an analysis without clusters.
    """
    if found.influence.clusters is None:
        raise NotSupported("The multiplier bootstrap here draws per cluster; ask for a clustered analysis.")
    sums = found.influence.clusters @ _gradients(means)
    return _band(found, means, _covariance(found, means), mammen(rng, (draws, len(sums))) @ sums)


def mammen(rng: np.random.Generator, shape: tuple[int, ...]) -> Floats:
    """Two points with mean 0, variance 1 and third moment 1 (Mammen 1993, doi:10.1214/aos/1176349025)."""
    root = np.sqrt(5.0)
    likely = rng.random(shape) < (root + 1) / (2 * root)
    return np.asarray(np.where(likely, (1 - root) / 2, (1 + root) / 2))


def before_start(found: RollOut) -> Wald:
    """Wald test over every cell before its cohort's start that is not zero by definition."""
    among = [index for index, cell in enumerate(found.cells) if cell.t < cell.g and not cell.reference]
    if not among:
        raise NotSupported("No cohort is seen long enough before its start to test what came before.")
    values = np.array([found.effects[index].value for index in among])
    covariance = found.influence.covariance[np.ix_(among, among)]
    if np.linalg.matrix_rank(covariance, hermitian=True) < len(among):
        raise NotSupported(
            "There are fewer clusters than effects before the start, so they cannot be tested together."
        )
    statistic = float(values @ np.linalg.solve(covariance, values))
    return Wald(statistic, len(among), float(stats.chi2.sf(statistic, len(among))))


def _gradients(means: Sequence[Mean]) -> Floats:
    return np.array([mean.gradient for mean in means]).T


def _covariance(found: RollOut, means: Sequence[Mean]) -> Floats:
    gradients = _gradients(means)
    return np.asarray(gradients.T @ found.influence.covariance @ gradients)


def _root(covariance: Floats) -> Floats:
    """A square root that holds for a covariance without full rank too."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray(np.sqrt(np.maximum(values, 0.0))[:, None] * vectors.T)


def _band(found: RollOut, means: Sequence[Mean], covariance: Floats, drawn: Floats) -> Band:
    se = np.sqrt(np.diag(covariance))
    moving = se > 0
    largest = np.abs(drawn[:, moving] / se[moving]).max(axis=1)
    critical = float(np.quantile(largest, found.spec.level))
    values = np.array([mean.value for mean in means])
    return Band(critical, values - critical * se, values + critical * se)
