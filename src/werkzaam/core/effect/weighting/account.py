"""What the weights did: how many people they leave, and how much hangs on one."""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.result import Weighed
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Estimand, Plan, Weighting

ATTRITION = "attrition"
"""The name of weights that only make up for people lost."""


def weighed(sample: Sample, plan: Plan, estimand: Estimand) -> Weighed | None:
    """An account of the weights of an analysed sample; None where it has none."""
    if sample.weights is None:
        return None
    kind = plan.weighting(estimand)
    arms = {
        sample.programme: sample.weights[sample.treated],
        sample.comparison: sample.weights[~sample.treated],
    }
    return Weighed(
        estimand=estimand.key,
        weighting=ATTRITION if kind is Weighting.NONE else str(kind),
        n=sample.counts(),
        effective_n=sample.effective(),
        heaviest={arm: float(weights.max() / weights.sum()) for arm, weights in arms.items()},
        quantiles={arm: _quantiles(weights) for arm, weights in arms.items()},
    )


def _quantiles(weights: Floats) -> tuple[float, ...]:
    return tuple(float(value) for value in np.quantile(weights, (0, 0.25, 0.5, 0.75, 1)))
