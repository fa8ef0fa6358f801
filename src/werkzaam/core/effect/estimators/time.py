"""Time to an event: the difference in mean time without it, up to a horizon that both arms were followed to.

Months can be explained and need no constant ratio of hazards (Royston & Parmar 2013, doi:10.1186/1471-2288-13-152).
Each person's pseudo-observation stands in for a time that may not have been seen to its end (Andersen, Klein &
Rosthoj 2003), and is then an ordinary outcome: adjusted, weighted and clustered like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from werkzaam.core.effect.design import Design, build_design
from werkzaam.core.effect.estimators.cox import hazard_ratio
from werkzaam.core.effect.estimators.found import (
    Found,
    arm_names,
    check_leverage,
    exponentiated,
    sandwich_name,
    weighted_mean,
)
from werkzaam.core.effect.estimators.influence import from_influence
from werkzaam.core.effect.estimators.survival import log_rank, pseudo_shares, pseudo_values
from werkzaam.core.effect.intervals import t_interval
from werkzaam.core.effect.regression import Contrast, Floats, contrast, fit
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method
from werkzaam.problem import Problem

CITATION = "Andersen, Klein & Rosthøj (2003); Royston & Parmar (2013); Pustejovsky & Tipton (2018)"


def time_to_event(sample: Sample, method: Method, alpha: float, months: float | None = None) -> Found:
    """The difference in restricted mean time, in months; `later` holds months and `event` whether it came.

    Adjusted for the covariates unless the method is the plain difference. The horizon is the shorter of the
    arms' longest follow-up, and no later than the wave's `months`. Ratios: `hazard-ratio` (Cox, arm alone) and,
    as a difference, `share-by-horizon`. Diagnostics: `horizon`, per arm `restricted-mean` and
    `share-by-horizon`, and `log-rank-p`, which knows no clusters, weights or covariates. Raises Problem
    `missing-event`, `not-binary`, `negative-time`, `no-events`, `separation`, `leverage-one`.
    """
    time, event = sample.later, _event(sample)
    horizon = _horizon(sample, months)
    _check_events(sample, event, horizon)
    means = _per_arm(sample, event, horizon, pseudo_values)
    shares = _per_arm(sample, event, horizon, pseudo_shares)
    design = _design(sample, means, method)
    difference, share = _compared(sample, design, means), _compared(sample, design, shares)
    cox = hazard_ratio(time, event, sample.treated, sample.weight)
    hazard = Contrast(cox.log, *from_influence(cox.influence, sample))
    return Found(
        value=difference.value,
        se=difference.se,
        df=difference.df,
        variance=sandwich_name(sample),
        citation=CITATION,
        ratios={"hazard-ratio": exponentiated(hazard, alpha), "share-by-horizon": t_interval(share, alpha)},
        diagnostics=dict(design.notes)
        | _means(sample, "restricted-mean", means)
        | _means(sample, "share-by-horizon", shares)
        | {"horizon": horizon, "log-rank-p": log_rank(time, event, sample.treated)},
    )


def _event(sample: Sample) -> Floats:
    if sample.event is None:
        message = (
            "A time to an event needs the outcome that says whether the event came; name it in the plan."
        )
        raise Problem(message, code="missing-event")
    if not np.isin(sample.event, (0.0, 1.0)).all():
        raise Problem("Whether the event came holds only 0 and 1; recode it.", code="not-binary")
    if sample.later.min() < 0:
        raise Problem("A time to an event cannot be below zero; correct the data.", code="negative-time")
    return sample.event


def _horizon(sample: Sample, months: float | None) -> float:
    followed = min(float(sample.later[arm].max()) for arm in (sample.treated, ~sample.treated))
    return followed if months is None else min(followed, months)


def _check_events(sample: Sample, event: Floats, horizon: float) -> None:
    came = (event > 0) & (sample.later <= horizon)
    if not (came[sample.treated].any() and came[~sample.treated].any()):
        message = (
            "In one arm the event came to nobody, so its time cannot be compared; use the share it came to."
        )
        raise Problem(message, code="no-events")


def _per_arm(
    sample: Sample, event: Floats, horizon: float, way: Callable[[Floats, Floats, float], Floats]
) -> Floats:
    values = np.empty(len(event))
    for arm in (sample.treated, ~sample.treated):
        values[arm] = way(sample.later[arm], event[arm], horizon)
    return values


def _design(sample: Sample, values: Floats, method: Method) -> Design:
    """There is no time at baseline: a constant in its place is left out of the design."""
    adjusted = Method.DIFFERENCE if method is Method.DIFFERENCE else Method.ANCOVA
    design = build_design(replace(sample, later=values, baseline=np.zeros(len(values))), adjusted)
    notes = {name: note for name, note in design.notes.items() if name != "dropped.baseline"}
    return replace(design, notes=notes)


def _compared(sample: Sample, design: Design, values: Floats) -> Contrast:
    model = fit(values, design.x, sample.cluster, sample.weights)
    check_leverage(model.leverage)
    return contrast(model, np.eye(design.x.shape[1])[1], sample.treated)


def _means(sample: Sample, name: str, values: Floats) -> dict[str, float]:
    means = (weighted_mean(values[arm], sample.weight[arm]) for arm in (sample.treated, ~sample.treated))
    return arm_names(sample, name, *means)
