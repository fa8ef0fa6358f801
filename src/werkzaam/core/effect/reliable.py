"""Change per person beyond what measurement error alone can make of somebody who did not change."""

from __future__ import annotations

import math

import numpy as np

from werkzaam.core.effect.level import level
from werkzaam.core.effect.regression import Floats, Integers
from werkzaam.core.effect.result import Reliable

CRITICAL = 1.96
"""Jacobson & Truax (1991): less than one in twenty who did not change would seem to, in either direction."""


def detectable_change(sd: float, reliability: float) -> float:
    """The smallest change in one person that is no measurement error, in the units of `sd`.

    1.96 standard errors of a difference between two measurements: 1.96 * sqrt(2) * sd * sqrt(1 - reliability)
    (Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12), also known as the minimal detectable change.
    """
    return CRITICAL * math.sqrt(2) * sd * math.sqrt(1 - reliability)


def reliable(change: Floats, cluster: Integers, threshold: float | None, alpha: float) -> Reliable | None:
    """How many changed by more than `threshold` points, and which shares that are of `change` (n,).

    The shares have Wilson's intervals, with counts divided by the design effect of the clusters. None where
    nobody has both answers or no threshold is known.
    """
    if threshold is None or not len(change):
        return None
    risen, fallen = change > threshold, change < -threshold
    return Reliable(
        threshold=threshold,
        risen=int(risen.sum()),
        same=int((~risen & ~fallen).sum()),
        fallen=int(fallen.sum()),
        risen_share=level(risen.astype(float), cluster, alpha, binary=True),
        fallen_share=level(fallen.astype(float), cluster, alpha, binary=True),
    )


def threshold_of(baseline: Floats, reliability: float | None) -> float | None:
    """The threshold for everybody's answers at baseline (n,), both arms together; NaN where unanswered.

    None without a registered reliability, or where baseline answers do not differ.
    """
    known = baseline[~np.isnan(baseline)]
    if reliability is None or len(known) < 2 or np.ptp(known) == 0:
        return None
    return detectable_change(float(known.std(ddof=1)), reliability)
