"""CR2 and Satterthwaite for whatever solves an estimating equation, with several rows per person.

A model is laid out as rows (n, m, p) and residuals (n, m), both divided by the model's own standard deviation
of the row, so that the rows' cross-product is the information and rows' residuals the score. Least squares is
m = 1; a repeated measure has a row per wave, an ordinal answer a row per category. As in `regression.py`, with
the information R'R and Q = rows R^-1, the root of a cluster's block of the hat matrix commutes:
(I - Q_g Q_g')^(-1/2) Q_g = Q_g (I - Q_g'Q_g)^(-1/2), so that m x m matrices do for persons alone and p x p for
clusters (Kauermann & Carroll 2001, doi:10.1198/016214501753382309; Pustejovsky & Tipton 2018).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.linalg import LinAlgError, cholesky, solve_triangular

from werkzaam.core.effect.estimators.found import check_leverage
from werkzaam.core.effect.regression import NOTHING, Contrast, Flags, Floats, Integers, welch
from werkzaam.problem import Problem


@dataclass(frozen=True, slots=True)
class Solved:
    """R (p, p); of persons alone Q (n1, m, p) and residuals (n1, m); of clusters Q'Q (G, p, p) and Q'e (G, p).

    `sides` (n1 + G,) tells the programme's from the others; None where a cluster is on both.
    """

    r: Floats
    alone: Floats
    residuals: Floats
    gram: Floats
    score: Floats
    sides: Flags | None


def solved(rows: Floats, residuals: Floats, cluster: Integers, treated: Flags) -> Solved:
    """`rows` (n, m, p) and `residuals` (n, m) of an equation that is solved. Raises Problem `no-information`."""
    n, m, p = rows.shape
    r = _root(rows.reshape(n * m, p))
    q = solve_triangular(r, rows.reshape(n * m, p).T, trans="T").T.reshape(n, m, p)
    _, place, counts = np.unique(cluster, return_inverse=True, return_counts=True)
    groups = [np.flatnonzero(place == which) for which in np.flatnonzero(counts > 1)]
    alone = counts[place] == 1
    blocks = [q[group].reshape(-1, p) for group in groups]
    score = [block.T @ residuals[group].ravel() for block, group in zip(blocks, groups, strict=True)]
    return Solved(
        r=r,
        alone=q[alone],
        residuals=residuals[alone],
        gram=np.array([block.T @ block for block in blocks]).reshape(-1, p, p),
        score=np.array(score).reshape(-1, p),
        sides=_sides(treated, groups, alone),
    )


def _root(rows: Floats) -> Floats:
    try:
        root: Floats = cholesky(rows.T @ rows)
    except LinAlgError:
        message = "The answers do not tell this model's coefficients apart; register fewer covariates."
        raise Problem(message, code="no-information") from None
    return root


def _sides(treated: Flags, groups: list[Integers], alone: Flags) -> Flags | None:
    if any(np.ptp(treated[group].astype(int)) for group in groups):
        return None
    sides: Flags = np.r_[treated[alone], [treated[group[0]] for group in groups]].astype(bool)
    return sides


def robust(model: Solved, gradient: Floats, value: float) -> Contrast:
    """`value`, whose derivative to the coefficients is `gradient` (p,), with its CR2 error and degrees of freedom.

    Degrees of freedom are Satterthwaite's, and at most Welch's (1947) where every cluster is on one side, as in
    `regression.contrast`. Raises Problem `leverage-one`.
    """
    direction = solve_triangular(model.r, gradient, trans="T")
    scores, own, shared = (
        np.concatenate(parts)
        for parts in zip(_singles(model, direction), _groups(model, direction), strict=True)
    )
    variance = float((scores**2).sum())
    df = _df(own, shared)
    if model.sides is not None:
        sides = (model.sides, ~model.sides)
        found = [float((scores[side] ** 2).sum()) for side in sides]
        df = min(df, welch(found, [_df(own[side], shared[side]) for side in sides]))
    return Contrast(value, math.sqrt(variance), df)


def model_based(model: Solved, gradient: Floats) -> float:
    """The standard error if the model were true and everybody independent."""
    return float(np.linalg.norm(solve_triangular(model.r, gradient, trans="T")))


def _singles(model: Solved, direction: Floats) -> tuple[Floats, Floats, Floats]:
    """Per person alone: the adjusted contribution a'e, a'a and Q'a, with a = (I - QQ')^(-1/2) Q direction."""
    values, vectors = np.linalg.eigh(model.alone @ model.alone.transpose(0, 2, 1))
    turned = np.einsum("nij,ni->nj", vectors, model.alone @ direction) * _inverse_root(values)
    a = np.einsum("nij,nj->ni", vectors, turned)
    return (a * model.residuals).sum(axis=1), (a**2).sum(axis=1), np.einsum("nij,ni->nj", model.alone, a)


def _groups(model: Solved, direction: Floats) -> tuple[Floats, Floats, Floats]:
    values, vectors = np.linalg.eigh(model.gram)
    turned = np.einsum(
        "gij,gj->gi", vectors, np.einsum("gij,i->gj", vectors, direction) * _inverse_root(values)
    )
    pulled = np.einsum("gij,gj->gi", model.gram, turned)
    return (turned * model.score).sum(axis=1), (turned * pulled).sum(axis=1), pulled


def _inverse_root(leverage: Floats) -> Floats:
    """(1 - leverage)^(-1/2)."""
    check_leverage(float(leverage.max(initial=0.0)))
    root: Floats = (1 - leverage) ** -0.5
    return root


def _df(own: Floats, shared: Floats) -> float:
    """Satterthwaite's degrees of freedom: P_gh = own_g [g = h] - shared_g'shared_h, without the G x G matrix."""
    lengths = (shared**2).sum(axis=1)
    expected = float((own - lengths).sum())
    spread = float((own**2 - 2 * own * lengths).sum() + ((shared.T @ shared) ** 2).sum())
    return expected**2 / spread if spread > NOTHING * expected**2 else float("nan")
