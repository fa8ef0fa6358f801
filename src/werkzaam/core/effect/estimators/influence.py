"""Standard errors and degrees of freedom from influence contributions, knowing which side is clustered."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.regression import Flags, Floats, Integers
from werkzaam.core.effect.sample import Sample, effective_number


@dataclass(frozen=True, slots=True)
class Pool:
    """Clusters taken together: their part of the variance, what it would be if all varied alike, and its df."""

    variance: float
    alike: float
    df: float


def from_influence(influence: Floats, sample: Sample) -> tuple[float, float]:
    """Standard error and degrees of freedom of an estimate whose error is the sum of `influence` (n,).

    Contributions are summed per cluster. Each arm's sum of squares is multiplied by G / (G - 1), and the arms'
    degrees of freedom put together as in Welch (1947, doi:10.1093/biomet/34.1-2.28): an arm with four coaches
    counts as four, however many stand alone on the other side. They are at most what they would be if everybody
    varied alike, so that a side whose few clusters agree by chance does not hand its weight to the other. With a
    cluster in both arms all are one pool.
    """
    return clustered(influence, sample.treated, sample.cluster, sample.weight)


def clustered(influence: Floats, treated: Flags, cluster: Integers, weight: Floats) -> tuple[float, float]:
    """The same from arrays (n,); who has no weight counts in no number of clusters."""
    _, place = np.unique(cluster, return_inverse=True)
    sums: Floats = np.bincount(place, influence).astype(float)
    sizes: Floats = np.bincount(place, weight**2).astype(float)
    totals: Floats = np.bincount(place, weight).astype(float)
    programme = np.bincount(place, treated)
    straddling = (programme > 0) & (programme < np.bincount(place))
    pools = [np.ones(len(sums), dtype=bool)] if straddling.any() else [programme > 0, programme == 0]
    parts = [_pool(sums[pool], sizes[pool], totals[pool]) for pool in pools]
    found, alike = [part.variance for part in parts], [part.alike for part in parts]
    return math.sqrt(sum(found)), min(_welch(parts, found), _welch(parts, alike))


def _pool(sums: Floats, sizes: Floats, totals: Floats) -> Pool:
    """One pool of clusters, of unequal `sizes` (sums of squared weights) and `totals` (of weights).

    Independent contributions whose variances go with their sizes have (sum v)^2 / sum v^2 degrees of freedom
    (Satterthwaite 1946); one is spent on the mean.
    """
    clusters = int((sizes > 0).sum())
    correction = clusters / (clusters - 1) if clusters > 1 else math.nan
    variance = float((sums**2).sum()) * correction
    alike = float(sizes.sum() / totals.sum() ** 2)
    return Pool(variance, alike, max(1.0, effective_number(sizes) - 1))


def _welch(parts: list[Pool], variances: list[float]) -> float:
    below = sum(variance**2 / part.df for part, variance in zip(parts, variances, strict=True))
    return sum(variances) ** 2 / below if below > 0 else math.nan
