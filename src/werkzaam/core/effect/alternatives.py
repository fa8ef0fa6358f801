"""The same question answered in other ways: other inference, and other weights. The registered answer stays first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import numpy as np

from werkzaam.core.effect.estimate import find
from werkzaam.core.effect.inferred import inferred
from werkzaam.core.effect.intervals import t_interval, t_p_value
from werkzaam.core.effect.prepare import Prepared, prepared
from werkzaam.core.effect.regression import Contrast
from werkzaam.core.effect.result import Alternative
from werkzaam.core.effect.sample import analysed
from werkzaam.core.plan.model import Estimand, Inference, Plan, Weighting
from werkzaam.problem import Problem

MANY = 1_000
"""With more clusters than this resampling takes long and tells nothing that the variance does not."""

OTHER_WEIGHTS = (Weighting.NONE, Weighting.ENTROPY, Weighting.OVERLAP, Weighting.NEAREST)


def alternatives(
    ready: Prepared, plan: Plan, estimand: Estimand, rng: np.random.Generator
) -> Iterator[Alternative]:
    """Each way that applies and has an honest answer."""
    if ready.design is not None and sum(ready.sample.clusters().values()) <= MANY:
        for inference in (Inference.CR3, Inference.WILD, Inference.PERMUTATION):
            with suppress(Problem):
                yield inferred(ready.design, ready.sample, replace(plan, inference=inference), rng)
    if not plan.lottery:
        yield from _other_weights(ready, plan, estimand)


def _other_weights(ready: Prepared, plan: Plan, estimand: Estimand) -> Iterator[Alternative]:
    for kind in OTHER_WEIGHTS:
        if kind is not plan.weighting(estimand):
            with suppress(Problem):
                yield _weighted(ready, plan, replace(estimand, weights=kind), kind)


def _weighted(ready: Prepared, plan: Plan, estimand: Estimand, kind: Weighting) -> Alternative:
    bare = replace(plan, attrition_weights=plan.attrition_weights and kind is not Weighting.NONE)
    keep = analysed(ready.everybody, ready.method)
    again = prepared(ready.everybody, keep, bare, estimand, ready.method)
    found = find(again, plan.outcome(estimand.outcome).scale, plan.alpha, lottery=False)
    seen = Contrast(found.value, found.se, found.df)
    key = "unweighted" if kind is Weighting.NONE else f"weighted-{kind}"
    return Alternative(key, t_interval(seen, plan.alpha), t_p_value(seen), found.df)
