"""The probability of superiority with its interval: how often the programme's answer stands above the other's."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import expit, stdtrit

from werkzaam.core.effect.estimators.influence import from_influence
from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.result import Interval
from werkzaam.core.effect.sample import Sample


def superiority_interval(sample: Sample, alpha: float) -> Interval:
    """P(programme > comparison) + P(equal) / 2, weighted, at level 1 - alpha.

    Each person's place among the other arm is their contribution to the error (Brunner & Munzel 2000,
    doi:10.1002/(SICI)1521-4036(200001)42:1<17::AID-BIMJ17>3.0.CO;2-U); the interval is made on the logit scale,
    which keeps it within 0 and 1 (Perme & Manevski 2019, doi:10.1177/0962280218814556). Its ends are NaN where
    one arm stands wholly above the other.
    """
    placements = np.empty(len(sample.later))
    for arm in (True, False):
        own = sample.treated == arm
        placements[own] = _place(sample.later[own], sample.later[~own], sample.weight[~own])
    share = np.where(sample.treated, 1.0, -1.0) * sample.weight
    share /= np.where(sample.treated, *(sample.weight[sample.treated == arm].sum() for arm in (True, False)))
    value = float((share * placements)[sample.treated].sum())
    centred = placements - np.where(sample.treated, value, 1 - value)
    return _on_logit(value, *from_influence(share * centred, sample), alpha)


def _place(values: Floats, others: Floats, weight: Floats) -> Floats:
    """The weighted share of `others` below each value, those equal counting for half."""
    order = np.argsort(others)
    total = np.r_[0.0, np.cumsum(weight[order])]
    below, until = (np.searchsorted(others[order], values, side=side) for side in ("left", "right"))
    placed: Floats = (total[below] + total[until]) / 2 / total[-1]
    return placed


def _on_logit(value: float, se: float, df: float, alpha: float) -> Interval:
    if not (0 < value < 1 and se > 0):
        return Interval(value, math.nan, math.nan)
    reach = float(stdtrit(df, 1 - alpha / 2)) * se / (value * (1 - value))
    middle = math.log(value / (1 - value))
    return Interval(value, float(expit(middle - reach)), float(expit(middle + reach)))
