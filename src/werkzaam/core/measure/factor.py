"""One common factor by maximum likelihood: of one correlation matrix, or of many at once.

Jöreskog (1967), Psychometrika 32, 443–482. Rubin and Thayer (1982), Psychometrika 47, 69–76 (the EM steps).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

Matrix = NDArray[np.float64]

SMALLEST_UNIQUENESS = 0.005  # as R's factanal
STEPS, STILL = 200, 1e-6  # of the EM algorithm, which is quick for many at once where the factor is clear
EDGE = 0.95  # where an item is nearly the factor itself it crawls: those are fitted one by one


def one_factor(correlation: Matrix) -> Matrix | None:
    """Maximum-likelihood loadings of one factor (Jöreskog 1967), as R's factanal; None where singular."""
    if np.linalg.cond(correlation) > 1e12:
        return None
    start = (1 - 0.5 / len(correlation)) / np.diag(np.linalg.inv(correlation))
    found = optimize.minimize(
        _misfit,
        np.clip(start, SMALLEST_UNIQUENESS, 1),
        args=(correlation,),
        jac=_slope,
        method="L-BFGS-B",
        bounds=[(SMALLEST_UNIQUENESS, 1.0)] * len(correlation),
    )
    return _loadings(found.x, correlation)


def _loadings(unique: Matrix, correlation: Matrix) -> Matrix:
    values, vectors = _scaled(unique, correlation)
    found = np.sqrt(unique) * vectors[:, -1] * math.sqrt(max(values[-1] - 1, 0))
    return np.asarray(found * (1 if found.sum() >= 0 else -1))


def _scaled(unique: Matrix, correlation: Matrix) -> tuple[Matrix, Matrix]:
    scale = 1 / np.sqrt(unique)
    values, vectors = np.linalg.eigh(correlation * np.outer(scale, scale))
    return values, vectors


def _misfit(unique: Matrix, correlation: Matrix) -> float:
    """The likelihood's discrepancy with the loadings profiled out: Σ over the small roots of θ − log θ − 1."""
    rest = _scaled(unique, correlation)[0][:-1]
    return float(np.sum(rest - np.log(np.maximum(rest, 1e-300)) - 1))


def _slope(unique: Matrix, correlation: Matrix) -> Matrix:
    loadings = _loadings(unique, correlation)
    fitted = np.outer(loadings, loadings) + np.diag(unique)
    return np.asarray(np.diag(fitted - correlation) / unique**2)


def one_factors(correlations: Matrix) -> Matrix:
    """Loadings (draws, k) of many correlation matrices (draws, k, k), as `one_factor`; NaN where none can be fitted."""
    found, still = _climbed(correlations)
    for place in np.flatnonzero(~still | (np.abs(found).max(axis=1) > EDGE)):
        fitted = one_factor(correlations[place])
        found[place] = np.nan if fitted is None else fitted
    return np.asarray(found * np.where(found.sum(axis=1) < 0, -1, 1)[:, None])


def _climbed(correlations: Matrix) -> tuple[Matrix, NDArray[np.bool_]]:
    """Loadings after at most STEPS, and whether they no longer move."""
    value, vector = _first_roots(correlations)
    found = np.clip(np.sqrt(value)[:, None] * vector, -EDGE, EDGE)
    moving = np.arange(len(found))
    for _ in range(STEPS):
        stepped = _step(found[moving], correlations[moving])
        here = np.abs(stepped - found[moving]).max(axis=1) > STILL
        found[moving] = stepped
        moving = moving[here]
        if len(moving) == 0:
            break
    return found, ~np.isin(np.arange(len(found)), moving)


def _first_roots(correlations: Matrix) -> tuple[Matrix, Matrix]:
    values, vectors = np.linalg.eigh(correlations)
    return np.asarray(values[:, -1]), np.asarray(vectors[:, :, -1])


def _step(loadings: Matrix, correlations: Matrix) -> Matrix:
    """What the factor would be given the loadings, and the loadings given that."""
    unique = np.maximum(1 - loadings**2, SMALLEST_UNIQUENESS)
    weights = loadings / unique
    scores = weights / (1 + (weights * loadings).sum(axis=1, keepdims=True))
    shared = np.einsum("dij,dj->di", correlations, scores)
    length = 1 - (scores * loadings).sum(axis=1) + (scores * shared).sum(axis=1)
    return np.asarray(shared / length[:, None])
