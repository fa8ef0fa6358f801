"""An ordinal outcome by proportional odds: cumulative logit, one odds ratio between the arms.

McCullagh (1980, doi:10.1111/j.2517-6161.1980.tb01109.x): logit P(Y <= k) = threshold_k - x beta, so that an odds
ratio above one means higher answers. The difference in mean answer follows by standardisation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from werkzaam.core.effect.design import build_design
from werkzaam.core.effect.estimators.found import Found, arm_names, exponentiated, sandwich_name
from werkzaam.core.effect.estimators.scores import Solved, robust, solved
from werkzaam.core.effect.estimators.superiority import superiority_interval
from werkzaam.core.effect.regression import Floats, Integers
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method
from werkzaam.problem import Problem

CITATION = "McCullagh (1980); Kauermann & Carroll (2001); Brunner & Munzel (2000)"
STEPS = 100
CLOSE = 1e-9
"""The step, beside the largest coefficient, that ends the search; what is left is a sixth of it."""

FAR = 30.0


@dataclass(frozen=True, slots=True)
class Ladder:
    """Answers as places (n,) on `levels` (K,); `x` (n, q) has the arm first."""

    place: Integers
    levels: Floats
    x: Floats
    weight: Floats


def ordinal(sample: Sample, alpha: float) -> Found:
    """The difference in mean answer, with `odds-ratio` and `superiority`.

    The covariates move all thresholds alike. Superiority is weighted, not adjusted. Raises Problem
    `separation`, `no-information`, `leverage-one`.
    """
    design = build_design(sample, Method.ANCOVA)
    columns = design.x[:, 1 : 2 + (design.x.shape[1] - 2) // 2]
    levels, place = np.unique(sample.later, return_inverse=True)
    ladder = Ladder(place, levels, columns, sample.weight)
    _check_overlap(ladder)
    beta = proportional_odds(ladder)
    model = _solved(ladder, beta, sample)
    (programme, slope), (comparison, other) = (_mean(ladder, beta, arm) for arm in (1.0, 0.0))
    difference = robust(model, slope - other, programme - comparison)
    at = len(levels) - 1
    odds = robust(model, np.eye(len(beta))[at], float(beta[at]))
    return Found(
        value=difference.value,
        se=difference.se,
        df=difference.df,
        variance=sandwich_name(sample),
        citation=CITATION,
        ratios={
            "odds-ratio": exponentiated(odds, alpha),
            "superiority": superiority_interval(sample, alpha),
        },
        diagnostics=dict(design.notes) | arm_names(sample, "standardised-mean", programme, comparison),
    )


def proportional_odds(ladder: Ladder) -> Floats:
    """K - 1 thresholds, then q slopes, by Fisher scoring. Raises Problem `separation`, `no-information`."""
    beta = _start(ladder)
    for _ in range(STEPS):
        rows, residuals = standardised_rows(ladder, beta)
        step = _step(rows, residuals)
        beta = _ordered(beta, step, len(ladder.levels) - 1)
        if np.abs(ladder.x @ beta[len(ladder.levels) - 1 :]).max() > FAR:
            break
        if np.abs(step).max() < CLOSE * max(1.0, float(np.abs(beta).max())):
            return beta
    raise _separation()


def _separation() -> Problem:
    message = (
        "The answers of the arms, or of some kind of person, do not overlap: no odds ratio can be estimated."
    )
    return Problem(f"{message} Register fewer covariates or the difference in means.", code="separation")


def _check_overlap(ladder: Ladder) -> None:
    """An arm wholly above the other, or at an end of the ladder, has an infinite odds ratio."""
    arm = ladder.x[:, 0] > 0
    one, other = ladder.place[arm], ladder.place[~arm]
    if one.min() >= other.max() or other.min() >= one.max():
        raise _separation()


def _start(ladder: Ladder) -> Floats:
    below = np.cumsum(np.bincount(ladder.place, ladder.weight))[:-1] / ladder.weight.sum()
    start: Floats = np.r_[logit(below), np.zeros(ladder.x.shape[1])]
    return start


def _step(rows: Floats, residuals: Floats) -> Floats:
    flat = rows.reshape(-1, rows.shape[-1])
    try:
        step = np.linalg.solve(flat.T @ flat, flat.T @ residuals.ravel())
    except np.linalg.LinAlgError:
        raise _separation() from None
    return np.asarray(step, dtype=np.float64)


def _ordered(beta: Floats, step: Floats, thresholds: int) -> Floats:
    """As much of the step as leaves the thresholds in order."""
    size = 1.0
    while thresholds > 1 and np.diff((beta + size * step)[:thresholds]).min() <= 0:
        size /= 2
    ordered: Floats = beta + size * step
    return ordered


def _shares(x: Floats, beta: Floats, levels: int) -> tuple[Floats, Floats]:
    """The probability of each answer (n, K), and its derivative to the coefficients (n, K, p)."""
    cut = levels - 1
    below = expit(beta[:cut] - (x @ beta[cut:])[:, None])
    between = np.eye(levels, cut) - np.eye(
        levels, cut, -1
    )  # a threshold moves the answers on either side of it
    by_cut = (below * (1 - below))[:, None, :] * between
    by_line = -by_cut.sum(axis=2)[:, :, None] * x[:, None, :]
    return np.diff(below, axis=1, prepend=0.0, append=1.0), np.concatenate([by_cut, by_line], axis=2)


def standardised_rows(ladder: Ladder, beta: Floats) -> tuple[Floats, Floats]:
    share, slope = _shares(ladder.x, beta, len(ladder.levels))
    share = np.clip(share, np.finfo(float).tiny, 1.0)
    root = np.sqrt(ladder.weight[:, None] / share)
    given = ladder.place[:, None] == np.arange(len(ladder.levels))
    return root[:, :, None] * slope, root * (given - share)


def _solved(ladder: Ladder, beta: Floats, sample: Sample) -> Solved:
    return solved(*standardised_rows(ladder, beta), sample.cluster, sample.treated)


def _mean(ladder: Ladder, beta: Floats, arm: float) -> tuple[float, Floats]:
    """The standardised mean answer in an arm, and its derivative (p,)."""
    x = np.column_stack([np.full(len(ladder.x), arm), ladder.x[:, 1:]])
    share, slope = _shares(x, beta, len(ladder.levels))
    weight = ladder.weight / ladder.weight.sum()
    return float(weight @ share @ ladder.levels), np.einsum(
        "n,nkp,k->p", weight, slope, ladder.levels, optimize=True
    )
