"""Who stood where: a table of the level at baseline against the level at a later wave."""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.result import Movement
from werkzaam.core.plan.model import Outcome, Scale

LONGEST = 12
"""More levels than this make no table that anybody reads."""


def movement(outcome: Outcome, first: Floats, now: Floats) -> Movement | None:
    """Counts of persons by level at baseline (rows) and now (columns), among those with both answers.

    `first` and `now` (n,) are NaN where unanswered. None for outcomes without levels (a scale, a count, a
    time), where nobody has both answers, and past twelve levels.
    """
    both = ~np.isnan(first) & ~np.isnan(now)
    if outcome.scale not in (Scale.BINARY, Scale.ORDINAL) or not both.any():
        return None
    levels = _levels(outcome, np.concatenate([first[both], now[both]]))
    if len(levels) > LONGEST:
        return None
    size = len(levels)
    cells = np.searchsorted(levels, first[both]) * size + np.searchsorted(levels, now[both])
    counts = np.bincount(cells, minlength=size * size).reshape(size, size)
    return Movement(tuple(levels.tolist()), tuple(tuple(row) for row in counts.tolist()))


def _levels(outcome: Outcome, seen: Floats) -> Floats:
    """Every rung of the registered ladder, also the empty ones, so that tables of both arms are alike."""
    low, high = (0.0, 1.0) if outcome.scale is Scale.BINARY else (outcome.low, outcome.high)
    if low is None or high is None or high - low > LONGEST:
        return np.unique(seen)
    return np.unique(np.concatenate([np.arange(low, high + 0.5), seen]))
