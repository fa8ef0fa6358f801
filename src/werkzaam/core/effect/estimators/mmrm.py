"""The mixed model for repeated measures: all later waves together, the effect at the registered one.

Mallinckrodt, Clark & David (2001, doi:10.1081/BIP-100104194). At every wave: arm, baseline and covariates, each
with coefficients of that wave; an unstructured covariance over waves, the same in both arms; REML. Whoever
answered at any later wave is in it, so it is right where answers are missing at random given the baseline, the
covariates and the other waves. Its error is cluster-robust (CR2), a person being the smallest cluster.
"""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.estimators.columns import shared_columns
from werkzaam.core.effect.estimators.found import Found
from werkzaam.core.effect.estimators.reml import Repeated, reml
from werkzaam.core.effect.estimators.scores import model_based, robust, solved
from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.sample import Flags, Sample
from werkzaam.problem import Problem

CITATION = "Mallinckrodt, Clark & David (2001); Kauermann & Carroll (2001); Pustejovsky & Tipton (2018)"
FEWEST = 2
"""Persons an arm must have at a wave for it to be in the model."""


def mmrm(everybody: Sample) -> Found:
    """The difference at the wave of `later`, from everybody's `history`, in points of the outcome.

    Weights are not used: the likelihood itself takes care of who was missed. Diagnostics: waves and persons in
    the model, the model-based error, and the waves `left_out` for want of answers. Raises Problem
    `unknown-wave`, `empty-arm` and what `reml` and `robust` raise.
    """
    names, at = _waves(everybody)
    history = np.column_stack([everybody.history[name] for name in names])
    usable = _usable(history, everybody.treated)
    usable[at] = True
    here = ~np.isnan(everybody.baseline) & ~np.isnan(history[:, usable]).all(axis=1)
    people, y = everybody.only(here), history[here][:, usable]
    x = _columns(people)
    found = reml(y, x)
    model = solved(*_rows(found, y, x), people.cluster, people.treated)
    place = int(usable[:at].sum())
    gradient = np.zeros(found.beta.size)
    gradient[place * x.shape[1] + 1] = 1.0
    answer = robust(model, gradient, float(found.beta[place, 1]))
    notes = {"waves": float(usable.sum()), "persons": float(len(y)), "model_se": model_based(model, gradient)}
    notes |= {f"left_out.{name}": 1.0 for name, used in zip(names, usable, strict=True) if not used}
    return Found(answer.value, answer.se, answer.df, "CR2", CITATION, diagnostics=notes)


def _waves(everybody: Sample) -> tuple[list[str], int]:
    """The waves after the baseline, and the place among them of the one asked for."""
    names = list(everybody.history)
    start = _same(everybody, everybody.baseline)
    at = _same(everybody, everybody.later)
    if start is None or at is None or at <= start:
        message = "The registered wave is not among the outcome's waves after the baseline."
        raise Problem(message, code="unknown-wave")
    return names[start + 1 :], at - start - 1


def _same(everybody: Sample, values: Floats) -> int | None:
    found = (np.array_equal(wave, values, equal_nan=True) for wave in everybody.history.values())
    return next((place for place, same in enumerate(found) if same), None)


def _usable(history: Floats, treated: Flags) -> Flags:
    """Waves (J,) at which each arm has answers enough."""
    seen = ~np.isnan(history)
    usable: Flags = (seen[treated].sum(axis=0) >= FEWEST) & (seen[~treated].sum(axis=0) >= FEWEST)
    return usable


def _columns(people: Sample) -> Floats:
    columns, _ = shared_columns(people, people)
    return np.column_stack([np.ones(len(columns)), people.treated, columns])


def _rows(found: Repeated, y: Floats, x: Floats) -> tuple[Floats, Floats]:
    """Rows (n, J, Jk) and residuals (n, J) with the waves made independent and of one size; zero where missed."""
    turn = np.array([_turn(found.covariance, seen > 0) for seen in found.seen])[found.pattern]
    left = np.nan_to_num(y - x @ found.beta.T, nan=0.0)
    rows = turn[:, :, :, None] * x[:, None, None, :]
    return rows.reshape(*y.shape, -1), (turn @ left[:, :, None])[:, :, 0]


def _turn(covariance: Floats, seen: Flags) -> Floats:
    """L^-1 of the covariance LL' among the waves that were seen (J, J), zero elsewhere."""
    turn = np.zeros_like(covariance)
    turn[np.ix_(seen, seen)] = np.linalg.inv(np.linalg.cholesky(covariance[np.ix_(seen, seen)]))
    return turn
