"""How far one answer leans on what cannot be checked: every part that applies to the question, in one place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from werkzaam.core.effect.credibility.adjusted import adjusted_outcome
from werkzaam.core.effect.credibility.e_value import e_value
from werkzaam.core.effect.credibility.honest import honest
from werkzaam.core.effect.credibility.imputed import Imputed, alternative, analyse_imputed
from werkzaam.core.effect.credibility.lee import lee
from werkzaam.core.effect.credibility.rosenbaum import largest_gamma
from werkzaam.core.effect.credibility.tipping import tipping
from werkzaam.core.effect.credibility.trend import trend
from werkzaam.core.effect.result import Alternative, Bounds, Credibility, Estimate, LeftOut, Tipping
from werkzaam.core.effect.sample import Sample, analysed
from werkzaam.core.effect.weighting import weigh
from werkzaam.core.plan.model import Estimand, Method, Outcome, Plan, Scale
from werkzaam.problem import Problem

Found = TypeVar("Found")


def credibility(
    sample: Sample,
    everybody: Sample,
    plan: Plan,
    estimand: Estimand,
    estimate: Estimate,
    *,
    rng: np.random.Generator,
    alternatives: Sequence[Alternative] = (),
    left_out: Sequence[LeftOut] = (),
) -> Credibility:
    """All sensitivity analyses of one estimate; what does not apply, or has a Problem, is simply absent.

    `sample` the analysed, weighted; `everybody` at the start, with weights (or none) for the completed sample.
    `alternatives` and `left_out` come from resampling and stand before what is found here. Time until an event
    has an E-value only: its censored answers are not lost ones.
    """
    explained = None if plan.lottery else _unless_problem(lambda: e_value(estimate, plan))
    if plan.outcome(estimand.outcome).scale is Scale.TIME:
        return Credibility(estimand.key, tuple(alternatives), tuple(left_out), e_value=explained)
    answers = _unless_problem(lambda: analyse_imputed(everybody, plan, estimand, rng))
    trends = not plan.lottery and estimand.wave != plan.baseline.key
    return Credibility(
        estimand=estimand.key,
        alternatives=(*alternatives, *_imputed(answers, plan)),
        left_out=tuple(left_out),
        tipping=_tipping(answers, everybody, plan, estimand, estimate),
        lee=_unless_problem(lambda: _lee(everybody, plan, estimand, estimate)),
        trend=_unless_problem(lambda: trend(_on_change(everybody, plan, estimand), plan.alpha))
        if trends
        else None,
        honest=_unless_problem(lambda: honest(sample, plan, estimand)) or () if trends else (),
        e_value=explained,
        gamma=_unless_problem(lambda: largest_gamma(sample, estimand.method, plan.alpha)),
    )


def _on_change(everybody: Sample, plan: Plan, estimand: Estimand) -> Sample:
    """Who is compared on change, weighted as difference in differences is."""
    return weigh(everybody, analysed(everybody, Method.DID), plan, estimand, Method.DID)


def _unless_problem(ask: Callable[[], Found]) -> Found | None:
    try:
        return ask()
    except Problem:
        return None


def _imputed(answers: Imputed | None, plan: Plan) -> tuple[Alternative, ...]:
    found = _unless_problem(lambda: alternative(answers, plan.alpha)) if answers else None
    return (found,) if found else ()


def _tipping(
    answers: Imputed | None, everybody: Sample, plan: Plan, estimand: Estimand, estimate: Estimate
) -> Tipping | None:
    if answers is None:
        return None
    reach = _reach(plan.outcome(estimand.outcome), everybody)
    return _unless_problem(lambda: tipping(answers, reach, estimate.sd, plan.alpha))


def _reach(outcome: Outcome, everybody: Sample) -> float:
    """The width of the outcome's range, as registered or else as seen."""
    if outcome.low is not None and outcome.high is not None:
        return outcome.high - outcome.low
    seen = np.r_[everybody.baseline, everybody.later]
    return float(np.nanmax(seen) - np.nanmin(seen))


def _lee(everybody: Sample, plan: Plan, estimand: Estimand, estimate: Estimate) -> Bounds:
    y = adjusted_outcome(everybody, estimand.method)
    return lee(y, everybody.treated, everybody.cluster, plan.alpha, estimate.df)
