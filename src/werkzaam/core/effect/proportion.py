"""Proportions: intervals that keep their promise at small counts, also where persons share a coach."""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.intervals import hull, newcombe, wilson
from werkzaam.core.effect.result import Interval
from werkzaam.core.effect.sample import Sample, effective_number
from werkzaam.core.plan.model import Method

SMALL = 5
"""Below this many persons in a cell of arm x answer the usual interval is not to be trusted alone."""


def smallest_cell(sample: Sample) -> int:
    """The fewest persons in a cell of arm x answer (0 or 1)."""
    answers = [sample.later[sample.treated], sample.later[~sample.treated]]
    return int(min(min(values.sum(), (1 - values).sum()) for values in answers))


def risk_difference(
    sample: Sample, method: Method, usual: Interval, inflation: float, alpha: float
) -> Interval:
    """The interval of a difference in proportions.

    Unadjusted: Newcombe's. Adjusted: the usual one, widened to Newcombe's where a cell is small.
    Weights and clustering (the design effect `inflation`) leave an effective number, as for surveys.
    """
    if method is Method.DID:
        return usual
    score = newcombe(
        *(_share(sample.only(rows), inflation, alpha) for rows in (sample.treated, ~sample.treated))
    )
    if method is Method.DIFFERENCE:
        return score
    return hull(usual, score) if smallest_cell(sample) < SMALL else usual


def design_effect(clustered: float, alone: float) -> float:
    """How much clustering inflates the variance, from two standard errors; never below one."""
    return max(1.0, (clustered / alone) ** 2) if alone > 0 and clustered > 0 else 1.0


def _share(sample: Sample, inflation: float, alpha: float) -> Interval:
    """The weighted share of one arm; weights and clusters leave fewer persons than there are."""
    share = float(np.average(sample.later, weights=sample.weight))
    return wilson(share, effective_number(sample.weight) / inflation, alpha)
