"""Inference that resamples instead of computing a variance, where a plan registered it."""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.design import Design
from werkzaam.core.effect.resample import cr3, permute, wild
from werkzaam.core.effect.result import Alternative
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Inference, Plan


def inferred(design: Design, sample: Sample, plan: Plan, rng: np.random.Generator) -> Alternative:
    """The arm's coefficient with the interval and p-value of `plan.inference`. Raises what that way raises."""
    if plan.inference is Inference.CR3:
        return cr3(design, sample, alpha=plan.alpha)
    if plan.inference is Inference.WILD:
        return wild(design, sample, draws=plan.draws, rng=rng, alpha=plan.alpha)
    return permute(design, sample, plan, draws=plan.draws, rng=rng, alpha=plan.alpha)
