"""Intervals for means and proportions."""

from __future__ import annotations

import math
from collections.abc import Callable

from scipy.special import ndtri, stdtr, stdtrit

from werkzaam.core.effect.regression import Contrast
from werkzaam.core.effect.result import Interval

UNKNOWN = float("nan")


def t_interval(found: Contrast, alpha: float) -> Interval:
    """The two-sided interval at level 1 - alpha; its ends are NaN where no spread could be estimated."""
    if not (found.se > 0 and found.df > 0):
        return Interval(found.value, UNKNOWN, UNKNOWN)
    reach = float(stdtrit(found.df, 1 - alpha / 2)) * found.se
    return Interval(found.value, found.value - reach, found.value + reach)


def t_p_value(found: Contrast) -> float:
    """The two-sided p-value of no difference."""
    return float(2 * stdtr(found.df, -abs(found.value) / found.se))


def p_by_inversion(interval_at: Callable[[float], Interval], *, steps: int = 60) -> float:
    """The two-sided p-value that belongs to an interval: the alpha at which the interval's end touches zero.

    `interval_at(alpha)` must nest: a smaller alpha gives a wider interval. Exact to 2 ** -steps.
    """
    low, high = 0.0, 1.0  # at `low` the interval holds zero, at `high` it does not (or the estimate is zero)
    for _ in range(steps):
        alpha = (low + high) / 2
        found = interval_at(alpha)
        if found.low <= 0 <= found.high:
            low = alpha
        else:
            high = alpha
    return high


def wilson(share: float, n: float, alpha: float) -> Interval:
    """Wilson's (1927) score interval for a proportion; `n` may be an effective number."""
    z = float(ndtri(1 - alpha / 2))
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # at 0 and 1 the score interval starts there exactly; arithmetic may miss by a last digit
    low = 0.0 if share == 0 else middle - reach
    high = 1.0 if share == 1 else middle + reach
    return Interval(share, low, high)


def newcombe(programme: Interval, comparison: Interval) -> Interval:
    """Newcombe's (1998, method 10) interval for a difference of two proportions, from their Wilson intervals.

    It keeps its coverage at small counts, where the usual one is too narrow (Statistics in Medicine
    17:873-890).
    """
    value = programme.value - comparison.value
    down = math.hypot(programme.value - programme.low, comparison.high - comparison.value)
    up = math.hypot(programme.high - programme.value, comparison.value - comparison.low)
    return Interval(value, value - down, value + up)


def hull(one: Interval, other: Interval) -> Interval:
    """The value of `one` within ends wide enough for both."""
    return Interval(one.value, min(one.low, other.low), max(one.high, other.high))
