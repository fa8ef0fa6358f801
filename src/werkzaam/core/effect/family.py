"""Several registered questions at once: what each answer is worth beside the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from werkzaam.core.effect.multiplicity import adjust
from werkzaam.core.effect.prepare import Prepared
from werkzaam.core.effect.resample import romano_wolf
from werkzaam.core.effect.result import Estimate
from werkzaam.core.plan.model import Plan
from werkzaam.problem import Problem

STEP_DOWN = "romano-wolf"


def adjusted(family: Sequence[tuple[Estimate, Prepared]], size: int, plan: Plan) -> list[Estimate]:
    """The estimates with `p_adjusted` by the plan's rule, in order.

    A question asked but not answered (`size` counts all) still counts: losing one never strengthens the
    others. Romano-Wolf resamples regressions; a family with another kind of estimate takes Holm's rule.
    """
    asked = [estimate for estimate, _ in family]
    found = _stepped_down(family, size, plan) if plan.multiplicity == STEP_DOWN else None
    if found is None:
        rule = "holm" if plan.multiplicity == STEP_DOWN else plan.multiplicity
        found = adjust([each.p for each in asked] + [1.0] * (size - len(asked)), rule)
    return [replace(each, p_adjusted=p) for each, p in zip(asked, found, strict=False)]


def _stepped_down(family: Sequence[tuple[Estimate, Prepared]], size: int, plan: Plan) -> list[float] | None:
    """Never below an estimate's own p; None where not every member is a regression."""
    designs = [(ready.design, ready.sample) for _, ready in family if ready.design is not None]
    if len(designs) < len(family):
        return None
    rng = np.random.default_rng([plan.seed, size])
    try:
        found = romano_wolf(designs, draws=plan.draws, rng=rng, unanswered=size - len(family))
    except Problem:
        return None
    return [max(p, estimate.p) for p, (estimate, _) in zip(found, family, strict=True)]
