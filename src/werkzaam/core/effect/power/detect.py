"""What a study could have seen at best, and what would have been needed to see more."""

from __future__ import annotations

import math

from scipy.special import ndtri, stdtrit

from werkzaam.core.effect.result import Estimate

POWER = 0.8


def detectable(se: float, df: float, alpha: float, power: float = POWER) -> float:
    """The smallest true effect found with this power, in the units of `se`.

    Bloom (1995, doi:10.1177/0193841X9501900504): (t(1 - alpha/2) + t(power)) standard errors.
    """
    return float(stdtrit(df, 1 - alpha / 2) + stdtrit(df, power)) * se


def needed(estimate: Estimate, smallest: float, alpha: float, power: float = POWER) -> int | None:
    """Persons at the start, both arms together, to detect `smallest` (points) with this power.

    Everything else as it was: the same spread, loss, shares of the arms and persons per cluster. The
    standard error then shrinks with the root of the number; quantiles are normal, as the number grows. None
    if undefined.
    """
    if not smallest > 0:
        return None
    multiple = float(ndtri(1 - alpha / 2) + ndtri(power)) * estimate.se / smallest
    return math.ceil(sum(estimate.n_start.values()) * multiple**2)
