"""The tipping point: how much worse must the lost of the programme have done to overturn the finding?

Delta adjustment (Rubin 1977; Carpenter & Kenward 2013, ch. 10; Cro et al. 2020, doi:10.1002/sim.8569). The
imputed analysis is linear in the shift, and its variance quadratic: no imputation is done anew.
"""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.credibility.imputed import Imputed
from werkzaam.core.effect.intervals import t_interval
from werkzaam.core.effect.result import Interval, Tipping
from werkzaam.problem import Problem

POINTS = 11
STEPS = 60
"""Shifts looked at within the range before the first crossing is narrowed down."""

PRECISE = 1e-7
"""How narrowly, as a share of the range."""


def tipping(answers: Imputed, reach: float, sd: float, alpha: float) -> Tipping:
    """The least shift, in points, at which the pooled interval's exclusion of zero changes.

    `reach` is the largest shift that makes sense: the width of the outcome's range. The curve runs from no
    shift to half as far again as the tipping point, or to `reach` where there is none. Raises Problem
    `nothing-to-shift` when no later answer of the programme was imputed.
    """
    if answers.lost == 0:
        message = "Nobody of the programme was lost at this wave: there is no answer to shift."
        raise Problem(message, code="nothing-to-shift")
    against = float(np.copysign(1.0, answers.values.mean()))
    shift = _first_change(answers, against, reach, alpha)
    end = reach if np.isnan(shift) else min(1.5 * shift, reach)
    curve = (
        (float(each), interval_at(answers, against * each, alpha)) for each in np.linspace(0, end, POINTS)
    )
    return Tipping(shift=shift, shift_sd=shift / sd if sd > 0 else float("nan"), curve=tuple(curve))


def interval_at(answers: Imputed, shift: float, alpha: float) -> Interval:
    """The pooled interval when each imputed answer of the programme is `shift` points lower."""
    return t_interval(answers.pooled(shift).contrast, alpha)


def _first_change(answers: Imputed, against: float, reach: float, alpha: float) -> float:
    def excludes(shift: float) -> bool:
        found = interval_at(answers, against * shift, alpha)
        return not found.low <= 0 <= found.high

    start = excludes(0.0)
    grid = np.linspace(0, reach, STEPS + 1)
    change = next((place for place, shift in enumerate(grid) if excludes(float(shift)) is not start), None)
    if change is None:
        return float("nan")
    low, high = float(grid[change - 1]), float(grid[change])
    while high - low > PRECISE * reach:
        middle = (low + high) / 2
        low, high = (middle, high) if excludes(middle) is start else (low, middle)
    return high
