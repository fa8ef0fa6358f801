"""Logistic regression, and its bias-reduced kin where one side of a line holds only one answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from werkzaam.core.effect.estimators.likelihood import BINOMIAL, CLOSE, maximum
from werkzaam.core.effect.regression import Floats
from werkzaam.problem import Problem

STEPS = 500
LONGEST = 5.0
"""The longest step of anybody's linear predictor in the bias-reduced fit, so that it cannot overshoot."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """Coefficients (p,), probabilities (n,), and what is left of each answer (n,), whose sum with x is zero.

    `separated`: the likelihood has no maximum, so the estimate is the bias-reduced one.
    """

    beta: Floats
    probability: Floats
    left: Floats
    separated: bool = False


def logistic(y: Floats, x: Floats, weight: Floats) -> Logistic:
    """`y` (n,) of 0 and 1 on `x` (n, p) of full rank, by maximum (weighted) likelihood.

    Where the answers are separated there is no maximum; Firth's (1993, doi:10.1093/biomet/80.1.27) bias-reduced
    estimate always exists (Heinze & Schemper 2002, doi:10.1002/sim.1047). Raises Problem `not-converged`.
    """
    found = likeliest(y, x, weight)
    return bias_reduced(y, x, weight) if found is None else found


def likeliest(y: Floats, x: Floats, weight: Floats) -> Logistic | None:
    """The maximum-likelihood fit, or None where the answers are separated."""
    beta = maximum(BINOMIAL, y, x, weight, np.zeros(x.shape[1]))
    if beta is None:
        return None
    p = expit(x @ beta)
    return Logistic(beta, p, y - p)


def bias_reduced(y: Floats, x: Floats, weight: Floats) -> Logistic:
    """The fit under Jeffreys' prior. Raises Problem `not-converged`."""
    beta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p, left, spread = _penalised(y, x, weight, beta)
        step = spread @ (x.T @ (weight * left))
        length = float(np.abs(x @ step).max())
        beta = beta + step * LONGEST / max(LONGEST, length)
        if length < CLOSE:
            return Logistic(beta, p, left, separated=True)
    message = "The logistic regression found no stable answer; register fewer covariates."
    raise Problem(message, code="not-converged")


def _penalised(y: Floats, x: Floats, weight: Floats, beta: Floats) -> tuple[Floats, Floats, Floats]:
    """Probabilities, what the prior leaves of the answers (n,), and the coefficients' covariance (p, p)."""
    p = expit(x @ beta)
    certain = weight * p * (1 - p)
    spread = np.asarray(np.linalg.inv((x.T * certain) @ x), dtype=np.float64)
    leverage = certain * ((x @ spread) * x).sum(axis=1)
    return p, y - p + leverage * (0.5 - p) / weight, spread
