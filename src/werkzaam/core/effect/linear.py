"""The default way to answer: one least-squares regression with CR2 and honest degrees of freedom."""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.design import Design
from werkzaam.core.effect.estimators.found import Found, check_spread, sandwich_name
from werkzaam.core.effect.proportion import design_effect
from werkzaam.core.effect.regression import Floats, Model, contrast, fit, spread_alone
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method
from werkzaam.problem import Problem

FULL_LEVERAGE = 1 - 1e-10

CITATIONS = {
    Method.DIFFERENCE: "Difference in means",
    Method.ANCOVA: "Lin (2013)",
    Method.DID: "Ding & Li (2019)",
}
SMALL_SAMPLES = "Bell & McCaffrey (2002); Pustejovsky & Tipton (2018); Welch (1947)"


def linear(design: Design, sample: Sample, method: Method) -> Found:
    """The arm's coefficient. Raises Problem `leverage-one`, `too-few-degrees-of-freedom`."""
    model = fit(design.y, design.x, sample.cluster, sample.weights)
    check_leverage(model)
    arm = arm_weights(design.x.shape[1])
    seen = contrast(model, arm, sample.treated)
    found = Found(
        value=seen.value,
        se=seen.se,
        df=seen.df,
        variance=sandwich_name(sample),
        citation=f"{CITATIONS[method]}; {SMALL_SAMPLES}",
        diagnostics={
            "design_effect": design_effect(seen.se, spread_alone(model, arm)),
            "highest_leverage": model.leverage,
            **design.notes,
        },
    )
    check_spread(found, float(np.abs(design.y).max(initial=0.0)))
    return found


def arm_weights(p: int) -> Floats:
    """The contrast that picks the arm's coefficient, the second of `p`."""
    weights = np.zeros(p)
    weights[1] = 1.0
    return weights


def check_leverage(model: Model) -> None:
    if model.leverage > FULL_LEVERAGE:
        message = "One person or cluster decides a coefficient alone, so its spread cannot be estimated."
        raise Problem(f"{message} Register fewer covariates.", code="leverage-one")
