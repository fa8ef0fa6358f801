"""Regressions with their natural link, by maximum (weighted) likelihood: logistic and log-linear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from werkzaam.core.effect.regression import Floats

STEPS = 20
"""A likelihood with a maximum is there well within; a coefficient on its way to infinity is not."""

CLOSE = 1e-10
FAR = 30.0
"""So far from where it began, a predictor is a probability of 0 or 1, or a mean of 0, to thirteen digits."""


@dataclass(frozen=True, slots=True)
class Family:
    """`mean` of the linear predictor, and `spread`: the variance at a mean, which is also the mean's slope."""

    mean: Callable[[Floats], Floats]
    spread: Callable[[Floats], Floats]


BINOMIAL = Family(expit, lambda mean: mean * (1 - mean))
POISSON = Family(np.exp, lambda mean: mean)


def maximum(family: Family, y: Floats, x: Floats, weight: Floats, start: Floats) -> Floats | None:
    """Coefficients (p,) for `y` (n,) on `x` (n, p) of full rank, or None where they run off to infinity.

    Newton's method from `start` (p,), which for a natural link is iteratively reweighted least squares.
    """
    beta = start
    for _ in range(STEPS):
        if np.abs(x @ (beta - start)).max() > FAR:
            return None
        mean = family.mean(x @ beta)
        information = (x.T * (weight * family.spread(mean))) @ x
        step = np.linalg.solve(information, x.T @ (weight * (y - mean)))
        beta = beta + step
        if np.abs(x @ step).max() < CLOSE:
            return beta
    return None
