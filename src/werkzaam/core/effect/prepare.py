"""Everything an estimator needs for one question: who is compared, with which weights, by which regression."""

from __future__ import annotations

from dataclasses import dataclass

from werkzaam.core.effect.design import Design, build_design
from werkzaam.core.effect.estimators.found import FEWEST, check_arms_vary, check_sample
from werkzaam.core.effect.sample import Flags, Sample, analysed, draw_sample
from werkzaam.core.effect.weighting import weigh
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Estimand, Method, Plan, Scale
from werkzaam.problem import NotSupported, Problem

LINEAR = (Method.DIFFERENCE, Method.ANCOVA, Method.DID)
"""Methods that are one least-squares regression."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """`everybody` at the start, the analysed `sample` with its weights, and the `design` of a linear method.

    `months` is how long after the start of the study the wave comes.
    """

    everybody: Sample
    sample: Sample
    method: Method
    design: Design | None
    months: float = 0.0


def prepare(wide: Wide, plan: Plan, estimand: Estimand, method: Method) -> Prepared:
    """Raises Problem where no honest number can exist (see `estimate`), and what weighing raises."""
    _check_method(plan, estimand, method)
    everybody = draw_sample(wide, plan, estimand)
    return prepared(everybody, analysed(everybody, method), plan, estimand, method)


def prepared(everybody: Sample, keep: Flags, plan: Plan, estimand: Estimand, method: Method) -> Prepared:
    """The same for people already drawn, of whom `keep` (n,) are analysed."""
    check_sample(everybody.only(keep))
    sample = weigh(everybody, keep, plan, estimand, method)
    check_sample(sample)
    check_arms_vary(sample)
    _check_room(sample, method)
    linear = method in LINEAR and sample.event is None
    design = build_design(sample, method) if linear else None
    return Prepared(everybody, sample, method, design, plan.wave(estimand.wave).months)


def _check_method(plan: Plan, estimand: Estimand, method: Method) -> None:
    early = plan.wave(estimand.wave).months <= plan.baseline.months
    if early and method is not Method.DIFFERENCE:
        message = f'"{method}" compares a later wave with the baseline; "{estimand.wave}" is not after it.'
        raise NotSupported(message, method=str(method), wave=estimand.wave)
    timed = plan.outcome(estimand.outcome).scale is Scale.TIME
    if timed and method not in (Method.DIFFERENCE, Method.MODEL):
        message = f'"{method}" cannot compare times until an event; use "model" or "difference".'
        raise NotSupported(message, method=str(method), outcome=estimand.outcome)


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
