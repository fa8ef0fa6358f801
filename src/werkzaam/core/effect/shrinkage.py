"""Several estimates of one kind, drawn towards none: the more the estimates are noise, the further.

Normal-normal empirical Bayes (Efron & Morris 1973, doi:10.1080/01621459.1973.10481350): estimate k is normal
around its own truth with a known standard error, and the truths are normal around zero with variance tau^2.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.result import Interval
from werkzaam.core.effect.root import root

SCEPTICAL = 0.1
"""The least tau, in standard deviations of the outcome per standard deviation of a covariate.

It is what a family of one gets, and a floor for any other: a handful of estimates that happen to lie near
zero does not show that all truths are exactly zero. Two standard deviations of the covariate apart, the
effect then differs by less than 0.4 standard deviations in 95 of 100 cases, as differences that replicate do.
"""


def between(estimates: Floats, errors: Floats) -> float:
    """tau^2 by Paule & Mandel (1982), around a mean that is zero: sum of z^2 / (se^2 + tau^2) equals their number.

    `estimates` and `errors` (k,) in the same units; 0 where the estimates vary no more than their errors do.
    """

    def excess(tau2: float) -> float:
        return float((estimates**2 / (errors**2 + tau2)).sum()) - len(estimates)

    if excess(0.0) <= 0:
        return 0.0
    return root(excess, 0.0, float((estimates**2).sum()), near=1e-15)


def shrunk(estimates: Floats, errors: Floats, alpha: float) -> list[Interval]:
    """Each estimate's posterior mean and interval at level 1 - alpha, in standardised units (k,).

    Two or more: the interval is widened for not knowing tau (Morris 1983, doi:10.1080/01621459.1983.10477920);
    without that it holds the truth in 82 to 90 of 100 cases where truths do differ, with it in 93 or more.
    """
    number = len(estimates)
    tau2 = max(SCEPTICAL**2, between(estimates, errors) if number > 1 else 0.0)
    kept = tau2 / (tau2 + errors**2)
    variance = kept * errors**2
    if number > 1:
        variance = variance + 2 / max(1, number - 2) * ((1 - kept) * estimates) ** 2
    reach = float(ndtri(1 - alpha / 2)) * np.sqrt(variance)
    middle = kept * estimates
    return [Interval(float(m), float(m - r), float(m + r)) for m, r in zip(middle, reach, strict=True)]
