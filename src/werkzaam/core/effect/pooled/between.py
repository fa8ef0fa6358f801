"""The variance between studies (tau squared) and its interval.

Sources: DerSimonian & Laird (1986), Controlled Clinical Trials 7; Viechtbauer (2005), Journal of Educational and
Behavioral Statistics 30 (REML by Fisher scoring); Viechtbauer (2007), Statistics in Medicine 26 (Q-profile).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

from werkzaam.problem import NotSupported

Array = NDArray[np.float64]

_STEPS, _CLOSE = 1_000, 1e-12


def mean(values: Array, weights: Array) -> float:
    return float(weights @ values / weights.sum())


def spread(values: Array, variances: Array, tau2: float) -> float:
    """Cochran's Q with weights 1 / (variance + tau2): falls as tau2 rises."""
    weights = 1 / (variances + tau2)
    return float(weights @ (values - mean(values, weights)) ** 2)


def free(variances: Array, tau2: float = 0.0) -> float:
    """The sum of weights less what the mean takes: the scale of Q above its expectation."""
    weights = 1 / (variances + tau2)
    return float(weights.sum() - weights @ weights / weights.sum())


def dersimonian_laird(values: Array, variances: Array) -> float:
    """The moment estimator, zero where studies differ no more than by chance."""
    excess = spread(values, variances, 0.0) - (len(values) - 1)
    return max(0.0, excess / free(variances))


def reml(values: Array, variances: Array) -> float:
    """Restricted maximum likelihood by Fisher scoring from the moment estimate, zero at least.

    Raises NotSupported (`pooled-not-converged`) where the likelihood has no clear top.
    """
    tau2 = dersimonian_laird(values, variances)
    for _ in range(_STEPS):
        step = _score(values, variances, tau2)
        moved = max(0.0, tau2 + step)
        if abs(moved - tau2) <= _CLOSE * max(1.0, tau2):
            return moved
        tau2 = moved
    message = (
        "How much the studies differ could not be found: the likelihood has no clear top. Pool by DL instead."
    )
    raise NotSupported(message, code="pooled-not-converged")


def _score(values: Array, variances: Array, tau2: float) -> float:
    """The Fisher scoring step: y'PPy - tr(P) over tr(PP), with P the weights less what the mean takes."""
    weights = 1 / (variances + tau2)
    total, squares = weights.sum(), weights @ weights
    residual = weights * (values - mean(values, weights))
    trace = total - squares / total
    trace_squared = squares - 2 * (weights**3).sum() / total + (squares / total) ** 2
    return float((residual @ residual - trace) / trace_squared)


ESTIMATORS: dict[str, Callable[[Array, Array], float]] = {"DL": dersimonian_laird, "REML": reml}


def q_profile(values: Array, variances: Array, level: float) -> tuple[float, float]:
    """The values of tau2 at which Q sits at the ends of its chi-squared law; zero where Q never gets there."""
    df, tail = len(values) - 1, (1 - level) / 2
    ends = (stats.chi2.ppf(share, df) for share in (1 - tail, tail))
    low, high = (_where(values, variances, float(end)) for end in ends)
    return low, high


def _where(values: Array, variances: Array, height: float) -> float:
    """The tau2 at which Q equals `height`."""

    def above(tau2: float) -> float:
        return spread(values, variances, tau2) - height

    if above(0.0) <= 0:
        return 0.0
    reach = float(variances.max())
    while above(reach) > 0:
        reach *= 4
    return float(optimize.brentq(above, 0.0, reach, xtol=1e-13, rtol=1e-13))
