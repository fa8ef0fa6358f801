"""Restricted maximum likelihood for one outcome at several waves, with an unstructured covariance over waves.

Patterson & Thompson (1971, doi:10.1093/biomet/58.3.545). Every wave has coefficients of its own for the same
columns; whoever missed a wave counts with the others (missing at random). All is computed from cross-products per
pattern of missing waves, by Fisher scoring on the elements of the covariance (Jennrich & Schluchter 1986,
doi:10.2307/2530695), so the number of persons hardly matters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.regression import Floats, Integers
from werkzaam.problem import Problem

STEPS = 100
CLOSE = 1e-10
"""The covariance is found when no element moves by more than this share of the largest."""

ALIKE = 1e-10
"""A covariance whose least eigenvalue is below this share of its largest is singular."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Cross-products per pattern: persons (P,), `seen` (P, J), x'x (P, k, k), x'y (P, k, J) and y'y (P, J, J)."""

    n: Floats
    seen: Floats
    xx: Floats
    xy: Floats
    yy: Floats


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
    sums, pattern = _sums(y, x)
    covariance = _start(y, x)
    basis = _basis(y.shape[1])
    for _ in range(STEPS):
        found = _solve(covariance, sums)
        move = np.tensordot(_step(found, sums, basis), basis, axes=1)
        covariance = _inside(covariance, move)
        if np.abs(move).max() <= CLOSE * np.abs(covariance).max():
            found = _solve(covariance, sums)
            return Repeated(covariance, found.beta, found.spread, pattern, sums.seen)
    message = "The repeated-measures model found no stable covariance between the waves."
    raise Problem(f"{message} Use the wave alone.", code="not-converged")


def _sums(y: Floats, x: Floats) -> tuple[Sums, Integers]:
    seen, pattern = np.unique(~np.isnan(y), axis=0, return_inverse=True)
    filled = np.nan_to_num(y, nan=0.0)
    groups = [pattern == which for which in range(len(seen))]
    return Sums(
        n=np.bincount(pattern).astype(float),
        seen=seen.astype(float),
        xx=np.array([x[group].T @ x[group] for group in groups]),
        xy=np.array([x[group].T @ filled[group] for group in groups]),
        yy=np.array([filled[group].T @ filled[group] for group in groups]),
    ), pattern


def _start(y: Floats, x: Floats) -> Floats:
    """Residual covariances of each wave's own regression, over those seen at both; the answer when none is missed."""
    seen = ~np.isnan(y)
    left = np.where(seen, y, 0.0)
    for wave in range(y.shape[1]):
        own = seen[:, wave]
        left[own, wave] -= x[own] @ np.linalg.lstsq(x[own], y[own, wave], rcond=None)[0]
    together = seen.T.astype(float) @ seen
    if together.min() == 0:
        message = "Nobody answered at both of two waves, so what they share is unknown; use the wave alone."
        raise Problem(message, code="waves-never-together")
    covariance = left.T @ left / np.maximum(together - x.shape[1], 1.0)
    variances = np.diag(np.diag(covariance))
    share = 1.0
    while not _proper(variances + share * (covariance - variances)) and share > 1e-3:
        share *= 0.8
    return _checked(variances + share * (covariance - variances))


def _proper(covariance: Floats) -> bool:
    values = np.linalg.eigvalsh(covariance)
    return bool(values[0] > ALIKE * values[-1])


def _checked(covariance: Floats) -> Floats:
    if not _proper(covariance):
        message = (
            "The waves say (nearly) the same or nothing varies, so a repeated-measures model has no answer."
        )
        raise Problem(f"{message} Use the wave alone.", code="waves-too-alike")
    return covariance


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
    information = np.einsum("pab,pxy->axby", inverse, sums.xx).reshape(j * k, j * k)
    try:
        spread = np.linalg.inv(information)
    except np.linalg.LinAlgError:
        message = "The answers at some wave do not tell the covariates apart; register fewer covariates."
        raise Problem(message, code="no-information") from None
    beta = spread @ np.einsum("pab,pxb->ax", inverse, sums.xy).ravel()
    return Solution(beta.reshape(j, k), spread, inverse)


def inverses(covariance: Floats, seen: Floats) -> Floats:
    """The inverse of the part of the covariance that each pattern has seen (P, J, J), zero elsewhere."""
    both = seen[:, :, None] * seen[:, None, :]
    blank = np.eye(len(covariance)) * (1 - seen)[:, None, :]
    inverse: Floats = np.linalg.inv(covariance * both + blank) * both
    return inverse


def _step(found: Solution, sums: Sums, basis: Floats) -> Floats:
    """The Fisher scoring step (K,) of the restricted likelihood."""
    j, k = found.beta.shape
    turned = np.einsum("pab,mbc,pcd->pmad", found.inverse, basis, found.inverse, optimize=True)
    residual = _residual(found.beta, sums)
    taken = np.einsum("axby,pyx->pab", found.spread.reshape(j, k, j, k), sums.xx)
    score = np.einsum("pmab,pba->m", turned, residual + taken) - np.einsum(
        "p,pab,mba->m", sums.n, found.inverse, basis, optimize=True
    )
    halves = np.einsum("pmab,nbc->pmnac", turned, basis)
    known = np.einsum("pmnab,pba->mn", halves, sums.n[:, None, None] * np.eye(j)) - 2 * np.einsum(
        "pmnac,pcd,pda->mn", halves, found.inverse, taken, optimize=True
    )
    pulls = found.spread @ np.einsum("pmab,pxy->maxby", turned, sums.xx).reshape(-1, j * k, j * k)
    known += np.einsum("mab,nba->mn", pulls, pulls)
    step: Floats = np.linalg.solve(known, score)
    return step


def _residual(beta: Floats, sums: Sums) -> Floats:
    """Cross-products of residuals per pattern (P, J, J); only what was seen counts."""
    crossed = beta @ sums.xy
    residual: Floats = sums.yy - crossed - crossed.transpose(0, 2, 1) + beta @ sums.xx @ beta.T
    return residual


def _inside(covariance: Floats, move: Floats) -> Floats:
    """As much of the move as leaves a proper covariance."""
    size = 1.0
    while not _proper(covariance + size * move) and size > 1e-6:
        size /= 2
    return _checked(covariance + size * move)
