"""One registered question, answered: programme minus comparison, with inference for small samples."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from werkzaam.core.effect.estimators import answer_by
from werkzaam.core.effect.estimators.found import Found
from werkzaam.core.effect.inferred import inferred
from werkzaam.core.effect.intervals import p_by_inversion, t_interval, t_p_value
from werkzaam.core.effect.linear import linear
from werkzaam.core.effect.power import detectable
from werkzaam.core.effect.prepare import Prepared, prepare
from werkzaam.core.effect.proportion import risk_difference, smallest_cell
from werkzaam.core.effect.regression import Contrast, Floats
from werkzaam.core.effect.result import Alternative, Estimate, Interval
from werkzaam.core.effect.sample import Sample
from werkzaam.core.effect.superiority import superiority
from werkzaam.core.panel.model import Panel
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Estimand, Inference, Method, Plan, Scale
from werkzaam.problem import Problem


def estimate(panel: Panel, plan: Plan, estimand: Estimand, method: Method | None = None) -> Estimate:
    """Answer one estimand by its registered method, or by `method` (its partner).

    The result is in points of the outcome, at level 1 - alpha; `p_adjusted` is `p` as long as the estimand
    stands alone (`analyse` applies the family's rule). Raises Problem with a stable code where no honest
    number exists: `no-comparison`, `empty-arm`, `one-person-arm`, `constant-outcome`, `constant-arm`,
    `too-few-persons`, `one-cluster`, `leverage-one`, `too-few-degrees-of-freedom`; what `draw_sample` raises;
    what weighing raises (`no-balance`, `separation`, `no-match`); and what the scale's own model raises.
    """
    chosen = method or estimand.method
    rng = np.random.default_rng(plan.seed)
    return answer(prepare(Wide(panel), plan, estimand, chosen), plan, estimand, rng)


def answer(ready: Prepared, plan: Plan, estimand: Estimand, rng: np.random.Generator) -> Estimate:
    """The same for a question that is prepared; `rng` serves registered resampling only."""
    usual = _by_formula(ready, plan, estimand)
    if plan.inference is Inference.CR2 or ready.design is None:
        return usual
    return _by_resampling(usual, inferred(ready.design, ready.sample, plan, rng))


def _by_resampling(usual: Estimate, found: Alternative) -> Estimate:
    """The interval and p-value of the registered way; a lot drawn again has an estimate of its own."""
    points = found.points
    if not (math.isfinite(points.low) and math.isfinite(points.high)):
        message = "So few clusters could have been drawn otherwise that nothing can be excluded."
        raise Problem(message, code="no-interval", inference=found.key)
    return replace(
        usual,
        points=points,
        standardised=Interval(*(end / usual.sd for end in (points.value, points.low, points.high))),
        p=found.p,
        p_adjusted=found.p,
        variance=found.key,
    )


def _by_formula(ready: Prepared, plan: Plan, estimand: Estimand) -> Estimate:
    scale = plan.outcome(estimand.outcome).scale
    found = find(ready, scale, plan.alpha, lottery=plan.lottery)
    interval_at = _interval(ready, found, scale)
    points, p = interval_at(plan.alpha), _p_value(found, scale, interval_at)
    sd, where = standard_deviation(ready.everybody)
    sample, method = ready.sample, ready.method
    return Estimate(
        key=estimand.key if method is estimand.method else f"{estimand.key}-{method}",
        estimand=estimand.key,
        outcome=estimand.outcome,
        wave=estimand.wave,
        method=str(method),
        points=points,
        standardised=Interval(points.value / sd, points.low / sd, points.high / sd),
        sd=sd,
        se=found.se,
        df=found.df,
        p=p,
        p_adjusted=p,
        level=1 - plan.alpha,
        n=sample.counts(),
        n_start=ready.everybody.counts(),
        clusters=sample.clusters(),
        effective_n=sample.effective(),
        detectable=detectable(found.se, found.df, plan.alpha),
        variance=found.variance,
        citation=found.citation,
        diagnostics={**_diagnostics(sample, scale), **found.diagnostics, **where},
        weights="none" if sample.weights is None else str(plan.weighting(estimand)),
        ratios=found.ratios,
    )


def interval_of(ready: Prepared, scale: Scale, plan: Plan) -> Interval:
    """The difference in points with its interval at level 1 - alpha, and nothing around it."""
    found = find(ready, scale, plan.alpha, lottery=plan.lottery)
    return _interval(ready, found, scale)(plan.alpha)


def find(ready: Prepared, scale: Scale, alpha: float, *, lottery: bool) -> Found:
    """The difference by the method for which the question was prepared."""
    if ready.design is not None:
        return linear(ready.design, ready.sample, ready.method)
    people = (ready.sample, ready.everybody)
    return answer_by(ready.method, *people, scale, alpha, lottery=lottery, months=ready.months)


def _interval(ready: Prepared, found: Found, scale: Scale) -> Callable[[float], Interval]:
    """The interval at level 1 - alpha, for any alpha."""
    usual = Contrast(found.value, found.se, found.df)

    def plain(alpha: float) -> Interval:
        return t_interval(usual, alpha)

    def score(alpha: float) -> Interval:
        inflation = found.diagnostics["design_effect"]
        return risk_difference(ready.sample, ready.method, plain(alpha), inflation, alpha)

    return score if _scored(scale, found) else plain


def _scored(scale: Scale, found: Found) -> bool:
    """Whether an interval for small counts stands ready beside the usual one."""
    return scale is Scale.BINARY and "design_effect" in found.diagnostics


def _p_value(found: Found, scale: Scale, interval_at: Callable[[float], Interval]) -> float:
    """Read off the interval where that is not the usual one, so that the two never contradict each other."""
    if _scored(scale, found):
        return p_by_inversion(interval_at)
    return t_p_value(Contrast(found.value, found.se, found.df))


def standard_deviation(sample: Sample) -> tuple[float, dict[str, float]]:
    """The pooled standard deviation at baseline; at the later wave if there is none (nobody had work)."""
    at_start = pooled_sd(sample.baseline, sample)
    if at_start > 0:
        return at_start, {}
    return pooled_sd(sample.later, sample), {"sd_at_later_wave": 1.0}


def pooled_sd(values: Floats, sample: Sample) -> float:
    """Pooled within the two arms, weighted by their degrees of freedom; NaN left out; 0 if undefined."""
    known = ~np.isnan(values)
    parts = [values[known & sample.treated], values[known & ~sample.treated]]
    freedom = sum(len(part) - 1 for part in parts)
    if min(len(part) for part in parts) < 1 or freedom < 1:
        return 0.0
    return math.sqrt(sum(((part - part.mean()) ** 2).sum() for part in parts) / freedom)


def _diagnostics(sample: Sample, scale: Scale) -> dict[str, float]:
    arms = {sample.programme: sample.treated, sample.comparison: ~sample.treated}
    weight, later = sample.weight, sample.later
    found = {
        f"mean.{arm}": float(np.average(later[rows], weights=weight[rows])) for arm, rows in arms.items()
    }
    if scale is Scale.BINARY:
        found["smallest_cell"] = float(smallest_cell(sample))
    if scale in (Scale.ORDINAL, Scale.SCALE):
        found["superiority"] = superiority(later[sample.treated], later[~sample.treated])
    return found
