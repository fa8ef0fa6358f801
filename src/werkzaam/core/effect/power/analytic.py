"""What a plan can be expected to see, by formula: an answer at once, while the simulation still runs."""

from __future__ import annotations

import math

from werkzaam.core.effect.power.curve import family_of
from werkzaam.core.effect.power.detect import POWER, detectable
from werkzaam.core.effect.power.expected import Expected, expected
from werkzaam.core.plan.model import Estimand, Plan


def foreseen_difference(plan: Plan, estimand: Estimand, power: float = POWER) -> float:
    """The smallest difference (points) that is found with this power, as `[expect]` has it.

    Bloom's multiple (`detectable`) of the standard error of two adjusted means: per arm the share of the variance
    that persons of a cluster have in common counts per cluster, the rest per person who answers; the baseline
    takes its correlation squared out of it (Borm, Fransen & Lemmens 2007). Yes or no: unadjusted, at the expected
    share. Degrees of freedom after Satterthwaite. Raises NotSupported as `expected` does.
    """
    told = expected(plan, estimand)
    arms = [_variance(told, side) for side in (0, 1)]
    total = sum(variance for variance, _df in arms)
    df = total**2 / sum(variance**2 / df for variance, df in arms)
    return detectable(math.sqrt(total), df, plan.alpha / family_of(plan, estimand), power)


def _variance(told: Expected, side: int) -> tuple[float, float]:
    """The variance (points squared) of one arm's mean, and its degrees of freedom."""
    stay = max(2.0, told.persons[side] * (1 - told.attrition[side]))
    clusters = told.clusters[side]
    shared = told.icc if clusters else 0.0
    own = (1 - told.correlation**2 if told.share is None else 1.0) - shared
    scale = told.sd**2 if told.share is None else told.share * (1 - told.share)
    variance = scale * (shared / max(clusters, 1) + own / stay)
    return variance, float(max((clusters or stay) - 1, 1))
