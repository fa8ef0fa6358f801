"""One registered question, answered: programme minus comparison, with inference for small samples."""

from __future__ import annotations

import math

import numpy as np

from werkzaam.core.effect.design import Design, build_design
from werkzaam.core.effect.intervals import p_by_inversion, t_interval, t_p_value
from werkzaam.core.effect.power import detectable
from werkzaam.core.effect.proportion import design_effect, risk_difference, smallest_cell
from werkzaam.core.effect.regression import Contrast, Floats, Integers, Model, contrast, fit
from werkzaam.core.effect.result import Estimate, Interval
from werkzaam.core.effect.sample import Sample, analysed, draw_sample
from werkzaam.core.effect.superiority import superiority
from werkzaam.core.panel.model import Panel
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Estimand, Method, Plan, Scale
from werkzaam.problem import NotSupported, Problem

FEWEST = 2
"""Persons, or clusters, that an arm must have at least: one has no spread."""

FULL_LEVERAGE = 1 - 1e-10

CITATIONS = {
    Method.DIFFERENCE: "Difference in means; Bell & McCaffrey (2002); Pustejovsky & Tipton (2018)",
    Method.ANCOVA: "Lin (2013); Bell & McCaffrey (2002); Pustejovsky & Tipton (2018)",
    Method.DID: "Ding & Li (2019); Bell & McCaffrey (2002); Pustejovsky & Tipton (2018)",
}


def estimate(panel: Panel, plan: Plan, estimand: Estimand, method: Method | None = None) -> Estimate:
    """Answer one estimand by its registered method, or by `method` (its partner).

    The result is in points of the outcome, at level 1 - alpha; `p_adjusted` is `p` as long as the estimand
    stands alone (`analyse` applies the family's rule). Raises Problem with a stable code where no honest
    number exists: `no-comparison`, `empty-arm`, `one-person-arm`, `constant-outcome`, `too-few-persons`,
    `one-cluster`, `leverage-one`, `too-few-degrees-of-freedom`; and what `draw_sample` raises.
    """
    return answer(Wide(panel), plan, estimand, method or estimand.method)


def answer(wide: Wide, plan: Plan, estimand: Estimand, chosen: Method) -> Estimate:
    """The same from a panel laid wide, which an analysis does once."""
    everybody = draw_sample(wide, plan, estimand)
    _check_wave(plan, estimand, chosen)
    sample = everybody.only(analysed(everybody, chosen))
    _check_sample(sample)
    _check_room(sample, chosen)
    design = build_design(sample, chosen)
    return _answer(everybody, sample, design, plan, estimand, chosen)


def _answer(
    everybody: Sample, sample: Sample, design: Design, plan: Plan, estimand: Estimand, method: Method
) -> Estimate:
    model = fit(design.y, design.x, sample.cluster)
    _check_leverage(model, sample)
    found = contrast(model, arm_weights(design.x.shape[1]))
    _check_spread(found, design)
    inflation = _inflation(design, sample.cluster, found)
    scale = plan.outcome(estimand.outcome).scale
    points, p = t_interval(found, plan.alpha), t_p_value(found)
    if scale is Scale.BINARY:

        def interval_at(alpha: float) -> Interval:
            return risk_difference(sample, method, t_interval(found, alpha), inflation, alpha)

        points, p = interval_at(plan.alpha), p_by_inversion(interval_at)
    sd, where = standard_deviation(everybody)
    counts = sample.counts()
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
        n=counts,
        n_start=everybody.counts(),
        clusters=sample.clusters(),
        effective_n={arm: float(count) for arm, count in counts.items()},
        detectable=detectable(found.se, found.df, plan.alpha),
        variance="CR2" if len(np.unique(sample.cluster)) < len(sample.cluster) else "HC2",
        citation=CITATIONS[method],
        diagnostics=_diagnostics(sample, scale)
        | {"design_effect": inflation, "highest_leverage": model.leverage, **where}
        | dict(design.notes),
    )


def arm_weights(p: int) -> Floats:
    """The contrast that picks the arm's coefficient, the second of `p`."""
    weights = np.zeros(p)
    weights[1] = 1.0
    return weights


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


def _inflation(design: Design, cluster: Integers, found: Contrast) -> float:
    single = np.arange(len(cluster))
    alone = contrast(fit(design.y, design.x, single), arm_weights(design.x.shape[1]))
    return design_effect(found, alone)


def _diagnostics(sample: Sample, scale: Scale) -> dict[str, float]:
    programme, comparison = sample.later[sample.treated], sample.later[~sample.treated]
    found = {f"mean.{sample.programme}": float(programme.mean())}
    found[f"mean.{sample.comparison}"] = float(comparison.mean())
    if scale is Scale.BINARY:
        found["smallest_cell"] = float(smallest_cell(sample))
    if scale in (Scale.ORDINAL, Scale.SCALE):
        found["superiority"] = superiority(programme, comparison)
    return found


def _check_wave(plan: Plan, estimand: Estimand, method: Method) -> None:
    if estimand.wave == plan.baseline.key and method is not Method.DIFFERENCE:
        raise NotSupported(
            f'"{method}" compares a later wave with the baseline; "{estimand.wave}" is the baseline itself.',
            method=str(method),
            wave=estimand.wave,
        )


def _check_sample(sample: Sample) -> None:
    counts = sample.counts()
    for arm, count in counts.items():
        if count < FEWEST:
            raise Problem(
                f'Arm "{arm}" has {count} person(s) with the answers this needs; two are the least.',
                code="empty-arm" if count == 0 else "one-person-arm",
                arm=arm,
                n=count,
            )
    if np.ptp(sample.later) == 0:
        raise Problem(
            "Everybody has the same value on this outcome: there is no spread.", code="constant-outcome"
        )


def _check_room(sample: Sample, method: Method) -> None:
    """An arm must hold more persons than the coefficients registered for it; none is left out to make room."""
    coefficients = 2 + len(sample.covariates) if method is Method.ANCOVA else 1
    fewest = min(sample.counts().values())
    if fewest < coefficients + FEWEST - 1:
        raise Problem(
            f"The smallest arm has {fewest} persons for {coefficients} coefficients; use fewer covariates.",
            code="too-few-persons",
            n=fewest,
            coefficients=coefficients,
        )


def _check_leverage(model: Model, sample: Sample) -> None:
    if min(sample.clusters().values()) < FEWEST:
        raise Problem(
            "One arm consists of a single cluster: what its people share cannot be told from the programme.",
            code="one-cluster",
            **{f"clusters_{arm}": count for arm, count in sample.clusters().items()},
        )
    if model.leverage > FULL_LEVERAGE:
        message = "One person or cluster decides a coefficient alone, so its spread cannot be estimated."
        raise Problem(f"{message} Register fewer covariates.", code="leverage-one")


def _check_spread(found: Contrast, design: Design) -> None:
    size = float(np.abs(design.y).max(initial=0.0))
    if not (found.se > 1e-12 * size and found.df >= 1):
        raise Problem(
            "Too little spread is left within the arms to say how precise the difference is.",
            code="too-few-degrees-of-freedom",
            df=None if math.isnan(found.df) else found.df,
        )
