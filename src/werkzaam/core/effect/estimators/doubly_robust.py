"""The doubly robust comparison: right when either the outcome regressions or the weights are.

Robins, Rotnitzky & Zhao (1994, doi:10.1080/01621459.1994.10476818); for the effect on the treated as the
`drdid` of Sant'Anna & Zhao (2020, doi:10.1016/j.jeconom.2020.06.003) with its influence function. Each arm has
an outcome regression; their predictions are averaged over the target population at the start, also those who
were lost later; and the weighted mean of what the regressions leave in each arm is added. The target is the
programme arm, and in a lottery everybody.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.estimators.columns import shared_columns
from werkzaam.core.effect.estimators.found import Found, arm_names
from werkzaam.core.effect.estimators.inflated import inflated
from werkzaam.core.effect.estimators.influence import clustered
from werkzaam.core.effect.estimators.logistic import Logistic, likeliest
from werkzaam.core.effect.regression import Flags, Floats
from werkzaam.core.effect.sample import Sample, effective_number
from werkzaam.problem import Problem

CITATION = "Robins, Rotnitzky & Zhao (1994); Sant'Anna & Zhao (2020); Welch (1947)"


@dataclass(frozen=True, slots=True)
class Side:
    """One arm: its mean in the target population, and what each of its persons adds to the error (n_arm,).

    `slope` (k,) is the derivative of the mean to the logit's coefficients, zero where weights were given.
    """

    mean: float
    beta: Floats
    influence: Floats
    slope: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights (n,) of the analysed and their relative change (n, k) per coefficient of the logit behind them."""

    weight: Floats
    change: Floats


def doubly_robust(sample: Sample, everybody: Sample, lottery: bool) -> Found:
    """The effect on the treated, or in a lottery the average effect, in points of the outcome.

    `sample` are the analysed, with `.weights` that make them resemble the target; without weights the odds (in
    a lottery the inverse) of a logistic regression of the arm. Given weights count as known. Raises Problem
    `no-overlap`, `leverage-one`.
    """
    start = everybody.only(~np.isnan(everybody.baseline))
    columns, whole = shared_columns(sample, start)
    x, z = _with_intercept(columns), _with_intercept(whole)
    logit = None if sample.weights is not None else _propensity(start.treated, z)
    weights = _weights(sample, x, logit, lottery)
    target = np.ones(len(z), dtype=bool) if lottery else start.treated
    sides = [_side(sample, x, z[target].mean(axis=0), weights, arm) for arm in (True, False)]
    value = sides[0].mean - sides[1].mean
    early = _target_influence(z, target, sides) + _logit_influence(z, logit, sides)
    late = np.zeros(len(x))
    late[sample.treated], late[~sample.treated] = sides[0].influence, -sides[1].influence
    se, df = clustered(
        np.r_[early, late],
        np.r_[start.treated, sample.treated],
        np.r_[start.cluster, sample.cluster],
        np.r_[np.zeros(len(z)), weights.weight],
    )
    notes = arm_names(sample, "standardised-mean", sides[0].mean, sides[1].mean)
    if logit is not None:
        parts = [effective_number(weights.weight[arm]) for arm in (sample.treated, ~sample.treated)]
        notes |= arm_names(sample, "effective_n", *parts)
    return Found(value, se, df, "influence function", CITATION, diagnostics=notes)


def _with_intercept(columns: Floats) -> Floats:
    return np.column_stack([np.ones(len(columns)), columns])


def _propensity(treated: Flags, z: Floats) -> Logistic:
    found = likeliest(treated.astype(float), z, np.ones(len(z)))
    if found is None:
        message = "The covariates tell the arms apart entirely, so the groups do not overlap. Register fewer."
        raise Problem(message, code="no-overlap")
    return found


def _weights(sample: Sample, x: Floats, logit: Logistic | None, lottery: bool) -> Weights:
    if logit is None:
        return Weights(sample.weight, np.zeros_like(x))
    odds = np.exp(x @ logit.beta)
    if lottery:
        weight = np.where(sample.treated, 1 + 1 / odds, 1 + odds)
        change = np.where(sample.treated, -1.0, 1.0) * (1 - 1 / weight)
    else:
        weight = np.where(sample.treated, 1.0, odds)
        change = np.where(sample.treated, 0.0, 1.0)
    return Weights(weight, change[:, None] * x)


def _side(sample: Sample, x: Floats, target: Floats, weights: Weights, arm: bool) -> Side:
    """The mean of `arm` in the target, whose mean columns are `target` (k,)."""
    own = sample.treated == arm
    x, y, share = x[own], sample.later[own], weights.weight[own] / weights.weight[own].sum()
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ (x.T @ y)
    left = y - x @ beta
    tilt = target - share @ x
    pull = share + x @ (bread @ tilt)
    correction = float(share @ left)
    adjusted = inflated(left, x[:, 1:], sample.cluster[own])
    influence = pull * adjusted - share * correction
    slope = (share * (left - correction)) @ weights.change[own]
    return Side(float(target @ beta) + correction, beta, influence, slope)


def _target_influence(z: Floats, target: Flags, sides: list[Side]) -> Floats:
    """The target population is itself a sample: (N,)."""
    difference = z @ (sides[0].beta - sides[1].beta)
    centre = difference[target].mean()
    influence: Floats = np.where(target, (difference - centre) / target.sum(), 0.0)
    return influence


def _logit_influence(z: Floats, logit: Logistic | None, sides: list[Side]) -> Floats:
    """What the estimated weights add: (N,)."""
    if logit is None:
        return np.zeros(len(z))
    spread = logit.probability * (1 - logit.probability)
    information = (z.T * spread) @ z
    influence: Floats = logit.left * (z @ np.linalg.solve(information, sides[0].slope - sides[1].slope))
    return influence
