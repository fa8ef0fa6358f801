"""Standard errors and degrees of freedom from influence contributions, knowing which side is clustered."""

from __future__ import annotations

import math

import numpy as np

from werkzaam.core.effect.regression import Flags, Floats, Integers
from werkzaam.core.effect.sample import Sample, effective_number


def from_influence(influence: Floats, sample: Sample) -> tuple[float, float]:
    """Standard error and degrees of freedom of an estimate whose error is the sum of `influence` (n,).

    Contributions are summed per cluster. Each arm's sum of squares is multiplied by G / (G - 1), and the arms'
    degrees of freedom put together as in Welch (1947, doi:10.1093/biomet/34.1-2.28): an arm with four coaches
    counts as four, however many stand alone on the other side. With a cluster in both arms all are one pool.
    """
    return clustered(influence, sample.treated, sample.cluster, sample.weight)


def clustered(influence: Floats, treated: Flags, cluster: Integers, weight: Floats) -> tuple[float, float]:
    """The same from arrays (n,); who has no weight counts in no number of clusters."""
    _, place = np.unique(cluster, return_inverse=True)
    sums: Floats = np.bincount(place, influence).astype(float)
    sizes: Floats = np.bincount(place, weight**2).astype(float)
    programme = np.bincount(place, treated)
    straddling = (programme > 0) & (programme < np.bincount(place))
    pools = [np.ones(len(sums), dtype=bool)] if straddling.any() else [programme > 0, programme == 0]
    parts = [_pool(sums[pool], sizes[pool]) for pool in pools]
    variance = sum(part for part, _ in parts)
    below = sum(part**2 / df for part, df in parts)
    return math.sqrt(variance), variance**2 / below if below > 0 else math.nan


def _pool(sums: Floats, sizes: Floats) -> tuple[float, float]:
    """Variance and degrees of freedom of one pool of clusters, of unequal `sizes` (sums of squared weights).

    Independent contributions whose variances go with their sizes have (sum v)^2 / sum v^2 degrees of freedom
    (Satterthwaite 1946); one is spent on the mean.
    """
    clusters = int((sizes > 0).sum())
    correction = clusters / (clusters - 1) if clusters > 1 else math.nan
    return float((sums**2).sum()) * correction, max(1.0, effective_number(sizes) - 1)
