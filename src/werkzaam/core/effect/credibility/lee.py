"""Bounds on the effect when the programme itself made more, or fewer, people answer (Lee 2009).

From the arm with more answers the surplus share is trimmed, once from above and once from below; what is left
bounds the effect for those who would have answered in either arm. It asks that being in an arm moves everybody's
answering the same way, and that the arms are alike otherwise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, stdtr

from werkzaam.core.effect.regression import Flags, Floats, Integers
from werkzaam.core.effect.result import Bounds, Interval
from werkzaam.core.effect.root import root
from werkzaam.problem import Problem

FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Mean:
    """A mean and what each person (n,) adds to its error (its influence function, summing to zero)."""

    value: float
    influence: Floats


def lee(y: Floats, treated: Flags, cluster: Integers, alpha: float, df: float = math.inf) -> Bounds:
    """Bounds from everybody at the start: `y` (n,) is NaN for who did not answer.

    Ties (a yes or no, rungs of a ladder) are trimmed in part: at the boundary value as much weight goes as
    makes the share exact. Standard errors by influence functions summed per cluster: Lee's own (2009,
    proposition 3; doi:10.1111/j.1467-937X.2009.00536.x) when everybody stands alone. The interval is for the
    effect, not for the bounds (Imbens & Manski 2004, doi:10.1111/j.1468-0262.2004.00555.x), with t at `df` for
    the normal law. Raises Problem `empty-arm`, `everybody-answered`.
    """
    answered = ~np.isnan(y)
    _check(answered, treated)
    rates = [float(answered[arm].mean()) for arm in (treated, ~treated)]
    more, sign = (treated, 1.0) if rates[0] >= rates[1] else (~treated, -1.0)
    share = 1 - min(rates) / max(rates)
    surplus = _surplus(answered, more, share)
    other = _plain(y, answered & ~more)
    ends = [_trimmed(y, answered & more, share, surplus, side) for side in (1.0, -1.0)]
    low, high = ends if sign > 0 else ends[::-1]
    errors = [_error(sign * (end.influence - other.influence), cluster) for end in (low, high)]
    bounds = [sign * (end.value - other.value) for end in (low, high)]
    return Bounds(bounds[0], bounds[1], imbens_manski(bounds, errors, alpha, df), share)


def imbens_manski(bounds: list[float], errors: list[float], alpha: float, df: float = math.inf) -> Interval:
    """The interval that holds the effect itself, wherever between the bounds, with probability 1 - alpha.

    Its value is the middle of the bounds.
    """
    (low, high), widest = bounds, max(errors)
    gap = (high - low) / widest if widest > 0 else 0.0

    def below(z: float) -> float:
        return float(ndtr(z) if math.isinf(df) else stdtr(df, z))

    def excess(c: float) -> float:
        return below(c + gap) - below(-c) - (1 - alpha)

    c = root(excess, 0.0, 1e6) if widest > 0 else 0.0
    return Interval((low + high) / 2, low - c * errors[0], high + c * errors[1])


def _check(answered: Flags, treated: Flags) -> None:
    if min(int((answered & arm).sum()) for arm in (treated, ~treated)) < FEWEST:
        raise Problem("An arm has fewer than two answers at this wave; bounds need more.", code="empty-arm")
    if answered.all():
        raise Problem("Everybody answered: there is nothing to bound.", code="everybody-answered")


def _plain(y: Floats, chosen: Flags) -> _Mean:
    influence = np.zeros(len(y))
    value = float(y[chosen].mean())
    influence[chosen] = (y[chosen] - value) / chosen.sum()
    return _Mean(value, influence)


def _surplus(answered: Flags, more: Flags, share: float) -> Floats:
    """What each person adds to the error of the trimmed share."""
    influence = np.zeros(len(answered))
    for arm, sign in ((more, 1.0), (~more, -1.0)):
        rate = answered[arm].mean()
        influence[arm] = sign * (1 - share) * (answered[arm] - rate) / rate / arm.sum()
    return influence


def _trimmed(y: Floats, chosen: Flags, share: float, surplus: Floats, side: float) -> _Mean:
    """The mean without the highest share (`side` 1) or the lowest (-1).

    With xi the value at the boundary the mean is (E min(y, xi) - share xi) / (1 - share), whatever the ties.
    """
    values = side * y[chosen]
    boundary = _boundary(values, 1 - share)
    capped = np.minimum(values, boundary)
    mean = float((capped.mean() - share * boundary) / (1 - share))
    influence = surplus * (mean - boundary) / (1 - share)
    influence[chosen] += (capped - capped.mean()) / (1 - share) / len(capped)
    return _Mean(side * mean, side * influence)


def _boundary(values: Floats, share: float) -> float:
    """The value at which the lowest `share` of the values is reached."""
    ordered = np.sort(values)
    return float(ordered[min(math.ceil(share * len(ordered) - 1e-9), len(ordered)) - 1])


def _error(influence: Floats, cluster: Integers) -> float:
    sums = np.bincount(np.unique(cluster, return_inverse=True)[1], weights=influence)
    return float(np.sqrt((sums**2).sum() * len(sums) / (len(sums) - 1)))
