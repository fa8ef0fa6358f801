"""Were the groups alike at the start? Compared among those who are analysed, before and after weighting."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.result import Balance, BalanceRow
from werkzaam.core.effect.sample import Flags, Sample, analysed, draw_sample
from werkzaam.core.effect.weighting import weigh
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Estimand, Plan
from werkzaam.problem import Problem

ROUNDING = 1e-12
"""Means that agree so far, as a share of their size, are equal."""


def balance(wide: Wide, plan: Plan, estimand: Estimand) -> Balance:
    """The outcome at baseline and every covariate. Raises what `draw_sample` raises.

    Means and the ratio of variances are of the weighted sample; both differences are divided by the same
    standard deviation, pooled over the arms of the analysed before weighting, so that weights cannot make a
    difference look small by making people look diverse (Stuart 2010, doi:10.1214/09-STS313). Where no weights
    can be made both are without weights.
    """
    everybody = draw_sample(wide, plan, estimand)
    keep = analysed(everybody, estimand.method)
    before = everybody.only(keep)
    try:
        after = weigh(everybody, keep, plan, estimand, estimand.method)
    except Problem:
        after = before
    return Balance(estimand.key, tuple(_rows(estimand.outcome, before, after)))


def _rows(outcome: str, before: Sample, after: Sample) -> Iterator[BalanceRow]:
    """One for each characteristic of which both arms have two known values, and one among the weighted."""
    weighted = _characteristics(outcome, after)
    for name, values in _characteristics(outcome, before).items():
        plain = _arms(values, before.treated, np.ones(len(values)))
        found = _arms(weighted[name], after.treated, after.weight)
        if min(arm.n for arm in plain) >= 2 and min(arm.n for arm in found) >= 1:
            yield _row(name, plain, found)


def _characteristics(outcome: str, sample: Sample) -> Mapping[str, Floats]:
    return {outcome: sample.baseline, **sample.covariates}


@dataclass(frozen=True, slots=True)
class _Arm:
    """One arm's known values: how many, their weighted mean and variance."""

    n: int
    mean: float
    variance: float


def _arms(values: Floats, treated: Flags, weights: Floats) -> tuple[_Arm, _Arm]:
    known = ~np.isnan(values)
    programme, comparison = known & treated, known & ~treated
    return _arm(values[programme], weights[programme]), _arm(values[comparison], weights[comparison])


def _arm(values: Floats, weights: Floats) -> _Arm:
    """Squares are divided by 1 - sum of squared shares, which is n - 1 of n where all weigh the same."""
    if not len(values):
        return _Arm(0, math.nan, math.nan)
    shares = weights / weights.sum()
    rest = values - values[0]  # exactly zero where all are the same
    mean, left = float(shares @ rest), 1 - float(shares @ shares)
    variance = float(shares @ (rest - mean) ** 2) / left if left > 0 else 0.0
    return _Arm(len(values), float(values[0]) + mean, variance)


def _row(name: str, plain: tuple[_Arm, _Arm], found: tuple[_Arm, _Arm]) -> BalanceRow:
    pooled = _pooled(*plain)
    programme, comparison = found
    return BalanceRow(
        name=name,
        programme=programme.mean,
        comparison=comparison.mean,
        smd=_ratio(_difference(*found), pooled),
        variance_ratio=_ratio(programme.variance, comparison.variance),
        smd_before=_ratio(_difference(*plain), pooled),
    )


def _pooled(one: _Arm, other: _Arm) -> float:
    """The standard deviation within the arms, by their degrees of freedom."""
    weight = (one.n - 1) / (one.n + other.n - 2)
    return math.sqrt(weight * one.variance + (1 - weight) * other.variance)


def _difference(one: _Arm, other: _Arm) -> float:
    apart = one.mean - other.mean
    return 0.0 if abs(apart) <= ROUNDING * max(abs(one.mean), abs(other.mean)) else apart


def _ratio(above: float, below: float) -> float:
    """Infinite where the groups differ without any spread within them: nothing could be less alike."""
    if below > 0:
        return above / below
    return 0.0 if above == 0 else math.copysign(math.inf, above)
