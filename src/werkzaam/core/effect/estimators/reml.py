"""Restricted maximum likelihood for one outcome at several waves, with an unstructured covariance over waves.

Patterson & Thompson (1971, doi:10.1093/biomet/58.3.545). Every wave has coefficients of its own for the same
columns; whoever missed a wave counts with the others (missing at random). All is computed from cross-products per
pattern of missing waves, by Fisher scoring on the elements of the covariance (Jennrich & Schluchter 1986,
doi:10.2307/2530695), so the number of persons hardly matters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.estimators.covariance import first_guess, moved
from werkzaam.core.effect.estimators.patterns import Sums, cross_products, inverses
from werkzaam.core.effect.regression import Floats, Integers
from werkzaam.problem import Problem

STEPS = 100
CLOSE = 1e-10
"""The covariance is found when no element moves by more than this share of the largest."""


@dataclass(frozen=True, slots=True)
class Solution:
    """At a covariance: coefficients (J, k), their covariance (Jk, Jk), and V^-1 per pattern (P, J, J), zero unseen."""

    beta: Floats
    spread: Floats
    inverse: Floats


@dataclass(frozen=True, slots=True)
class Repeated:
    """`covariance` (J, J) over waves, `beta` (J, k), their model-based covariance (Jk, Jk); `pattern` (n,)."""

    covariance: Floats
    beta: Floats
    spread: Floats
    pattern: Integers
    seen: Floats


def reml(y: Floats, x: Floats) -> Repeated:
    """`y` (n, J), NaN where missed, on `x` (n, k) at every wave.

    Raises Problem `waves-never-together`, `waves-too-alike`, `no-information`, `not-converged`.
    """
    sums, pattern = cross_products(y, x)
    covariance = first_guess(y, x)
    basis = _basis(y.shape[1])
    for _ in range(STEPS):
        found = _solve(covariance, sums)
        move = np.tensordot(_step(found, sums, basis), basis, axes=1)
        covariance = moved(covariance, move)
        if np.abs(move).max() <= CLOSE * np.abs(covariance).max():
            found = _solve(covariance, sums)
            return Repeated(covariance, found.beta, found.spread, pattern, sums.seen)
    message = "The repeated-measures model found no stable covariance between the waves."
    raise Problem(f"{message} Use the wave alone.", code="not-converged")


def _basis(waves: int) -> Floats:
    """The symmetric matrices (J (J + 1) / 2, J, J) that the covariance is a sum of."""
    rows, columns = np.triu_indices(waves)
    basis = np.zeros((len(rows), waves, waves))
    basis[range(len(rows)), rows, columns] = basis[range(len(rows)), columns, rows] = 1.0
    return basis


def _solve(covariance: Floats, sums: Sums) -> Solution:
    """Generalised least squares. Raises Problem `no-information`."""
    inverse = inverses(covariance, sums.seen)
    j, k = len(covariance), sums.xx.shape[1]
    information = _blown(inverse[:, None], sums.xx)[0]
    try:
        spread = np.linalg.inv(information)
    except np.linalg.LinAlgError:
        message = "The answers at some wave do not tell the covariates apart; register fewer covariates."
        raise Problem(message, code="no-information") from None
    beta = spread @ (sums.xy @ inverse).sum(axis=0).T.ravel()
    return Solution(beta.reshape(j, k), spread, inverse)


def _step(found: Solution, sums: Sums, basis: Floats) -> Floats:
    """The Fisher scoring step (K,) of the restricted likelihood: twice the score over twice the information."""
    inverse = found.inverse[:, None]
    turned = inverse @ basis @ inverse
    taken = _taken(found, sums)
    score = (turned * (_residual(found.beta, sums) + taken)[:, None]).sum(axis=(0, 2, 3))
    score -= _flat(basis) @ np.tensordot(sums.n, found.inverse, axes=1).ravel()
    inner = np.tensordot(sums.n, turned, axes=1) - 2 * ((found.inverse @ taken)[:, None] @ turned).sum(axis=0)
    pulls = found.spread @ _blown(turned, sums.xx)
    known = _flat(inner) @ _flat(basis).T + _flat(pulls) @ _flat(pulls.transpose(0, 2, 1)).T
    step: Floats = np.linalg.solve(known, score)
    return step


def _flat(matrices: Floats) -> Floats:
    return matrices.reshape(len(matrices), -1)


def _taken(found: Solution, sums: Sums) -> Floats:
    """How much of each pattern's errors the coefficients have taken up: x'x times their covariance (P, J, J)."""
    j, k = found.beta.shape
    spread = found.spread.reshape(j, k, j, k).transpose(0, 2, 1, 3).reshape(j * j, k * k)
    return (_flat(sums.xx) @ spread.T).reshape(-1, j, j)


def _blown(turned: Floats, xx: Floats) -> Floats:
    """The sum over patterns of turned (P, K, J, J) times x'x (P, k, k), as matrices (K, Jk, Jk)."""
    _, _, j, _ = turned.shape
    size = j * xx.shape[1]
    blown: Floats = np.tensordot(turned, xx, axes=(0, 0)).transpose(0, 1, 3, 2, 4).reshape(-1, size, size)
    return blown


def _residual(beta: Floats, sums: Sums) -> Floats:
    """Cross-products of residuals per pattern (P, J, J); only what was seen counts."""
    crossed = beta @ sums.xy
    residual: Floats = sums.yy - crossed - crossed.transpose(0, 2, 1) + beta @ sums.xx @ beta.T
    return residual
