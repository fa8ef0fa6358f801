"""Random-effects pooling with the Hartung-Knapp interval.

Sources: Hartung & Knapp (2001), Statistics in Medicine 20; the safeguard of Knapp & Hartung (2003), Statistics in
Medicine 22: a multiplier below one is taken as one, for else few studies that happen to agree would make the interval
narrower than the classic one (Roever, Knapp & Friede 2015, BMC Medical Research Methodology 15; Jackson et al. 2017,
Statistics in Medicine 36). Prediction: Higgins, Thompson & Spiegelhalter (2009), JRSS A 172, t with k - 2.
I squared: Higgins & Thompson (2002), Statistics in Medicine 21.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy import stats

from werkzaam.core.effect.pooled import between
from werkzaam.core.effect.pooled.between import Array
from werkzaam.core.effect.pooled.model import Heterogeneity, Pooled, Study, Weighed
from werkzaam.core.effect.result import Interval
from werkzaam.problem import NotSupported


def pool(
    studies: Sequence[Study], *, method: str = "REML", level: float = 0.95, safeguard: bool = True
) -> Pooled:
    """Pool two studies or more on one scale; `method` estimates tau squared: "REML" or "DL".

    Raises NotSupported: `pooled-too-few` (fewer than two studies), `pooled-no-precision` (a standard error
    that is not above zero, or a value that is no number), `pooled-not-converged`.

    >>> found = pool([Study("a", 0.1, 0.2), Study("b", 0.4, 0.2), Study("c", 0.3, 0.1)])
    >>> round(found.classic.value, 3)
    0.283
    """
    _check(studies)
    values, variances = _arrays(studies)
    tau2 = between.ESTIMATORS[method](values, variances)
    weights = 1 / (variances + tau2)
    mean, classic_se = between.mean(values, weights), 1 / math.sqrt(weights.sum())
    multiplier = between.spread(values, variances, tau2) / (len(values) - 1)
    widened = safeguard and multiplier < 1
    se = classic_se * math.sqrt(max(1.0, multiplier) if safeguard else multiplier)
    return Pooled(
        method=method,
        studies=_weighed(studies, weights),
        se=se,
        p=_p(mean, se, len(values) - 1),
        level=level,
        hartung_knapp=_around(mean, se * _t(level, len(values) - 1)),
        classic=_around(mean, classic_se * float(stats.norm.ppf((1 + level) / 2))),
        prediction=_around(mean, math.sqrt(tau2 + se**2) * _t(level, len(values) - 2)),
        heterogeneity=_heterogeneity(values, variances, tau2, level),
        widened=widened,
    )


def _check(studies: Sequence[Study]) -> None:
    if len(studies) < 2:
        message = f"{len(studies)} study cannot be pooled: two at least. It is shown as it is."
        raise NotSupported(message, code="pooled-too-few", studies=len(studies))
    for one in studies:
        if not (math.isfinite(one.value) and math.isfinite(one.se) and one.se > 0):
            message = f"The estimate of {one.key} has no usable standard error. Leave it out and say so."
            raise NotSupported(message, code="pooled-no-precision", study=one.key)


def _arrays(studies: Sequence[Study]) -> tuple[Array, Array]:
    return np.array([one.value for one in studies]), np.array([one.se for one in studies]) ** 2


def _weighed(studies: Sequence[Study], weights: Array) -> tuple[Weighed, ...]:
    shares = weights / weights.sum()
    return tuple(
        Weighed(one.key, one.value, one.se, float(share)) for one, share in zip(studies, shares, strict=True)
    )


def _t(level: float, df: int) -> float:
    return float(stats.t.ppf((1 + level) / 2, df)) if df > 0 else math.nan


def _p(mean: float, se: float, df: int) -> float:
    return float(2 * stats.t.sf(abs(mean) / se, df)) if se > 0 else math.nan


def _around(value: float, half: float) -> Interval:
    return Interval(value, value - half, value + half)


def _heterogeneity(values: Array, variances: Array, tau2: float, level: float) -> Heterogeneity:
    q, df = between.spread(values, variances, 0.0), len(values) - 1
    low, high = between.q_profile(values, variances, level)
    typical = df / between.free(variances)
    shares = [each / (each + typical) for each in (tau2, low, high)]
    return Heterogeneity(q, df, float(stats.chi2.sf(q, df)), Interval(tau2, low, high), Interval(*shares))
