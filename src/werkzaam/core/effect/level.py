"""The mean of a group with its interval, aware of who shares a coach."""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.intervals import UNKNOWN, t_interval, wilson
from werkzaam.core.effect.proportion import design_effect
from werkzaam.core.effect.regression import Contrast, Floats, Integers, contrast, fit
from werkzaam.core.effect.result import Interval


def level(values: Floats, cluster: Integers, alpha: float, *, binary: bool = False) -> Interval:
    """The mean of `values` (n,) with its interval, aware of clusters; a share gets Wilson's.

    With one cluster, one person or no spread at all the ends are NaN: nothing is known about them.
    """
    found = _mean(values, cluster)
    if not binary or np.isnan(found.df):
        return t_interval(found, alpha)
    inflation = design_effect(found.se, _mean(values, np.arange(len(values))).se)
    return wilson(found.value, len(values) / inflation, alpha)


def _mean(values: Floats, cluster: Integers) -> Contrast:
    if len(np.unique(cluster)) < 2:
        return Contrast(float(values.mean()), UNKNOWN, UNKNOWN)
    return contrast(fit(values, np.ones((len(values), 1)), cluster), np.ones(1))
