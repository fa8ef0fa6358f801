"""Least squares with inference that is honest in small samples: CR2 (HC2 where everybody stands alone).

The variance is the bias-reduced sandwich of Bell & McCaffrey (2002) with an identity working model; its
degrees of freedom are Satterthwaite's, as in Pustejovsky & Tipton (2018, doi:10.1080/07350015.2016.1247004).
A person without a cluster is a cluster of one, so that groups on one side and single persons on the other
(partial nesting) need nothing special.

With X = QR every quantity is a sum over clusters of the p x p cross-product Q_g'Q_g and of Q_g'e_g: the
root of the hat matrix's block commutes, (I - Q_g Q_g')^(-1/2) Q_g = Q_g (I - Q_g'Q_g)^(-1/2). No n x n
matrix is made.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

NOTHING = 1e-12
"""Eigenvalues below this count as zero, as in clubSandwich's `matrix_power`."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """What the clusters contribute. `gram` (G, p, p) is Q_g'Q_g and `score` (G, p) is Q_g'e_g."""

    gram: Floats
    score: Floats


@dataclass(frozen=True, slots=True)
class Model:
    """A least-squares fit: coefficients (p,), residuals (n,), R of X = QR (p, p), highest leverage, clusters."""

    beta: Floats
    residuals: Floats
    r: Floats
    leverage: float
    alone: Floats  # (n1, p): rows of Q of persons who are a cluster of their own
    alone_residuals: Floats  # (n1,)
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Contrast:
    """A linear combination of coefficients, in the units of the outcome."""

    value: float
    se: float
    df: float


def fit(y: Floats, x: Floats, cluster: Integers) -> Model:
    """Regress `y` (n,) on `x` (n, p), of full column rank; `cluster` (n,) holds any integer per cluster."""
    q, r = np.linalg.qr(x)
    projected = q.T @ y
    residuals = y - q @ projected
    crowded = _crowded(cluster)
    return Model(
        beta=solve_triangular(r, projected),
        residuals=residuals,
        r=r,
        leverage=highest_leverage(q, cluster),
        alone=q[~crowded],
        alone_residuals=residuals[~crowded],
        blocks=_blocks(q[crowded], residuals[crowded], cluster[crowded]),
    )


def contrast(model: Model, weights: Floats) -> Contrast:
    """The combination `weights` (p,) of the coefficients with its CR2 standard error and Satterthwaite df."""
    direction = solve_triangular(model.r, weights, trans="T")
    scores, own, shared = _adjusted(model, direction)
    lengths = (shared**2).sum(axis=1)
    expected = (own - lengths).sum()
    # sum of squares of P_gh = own_g [g = h] - shared_g'shared_h, without the G x G matrix
    spread = (own**2 - 2 * own * lengths).sum() + ((shared.T @ shared) ** 2).sum()
    df = float(expected**2 / spread) if spread > 0 else float("nan")
    return Contrast(float(weights @ model.beta), float(np.sqrt((scores**2).sum())), df)


def highest_leverage(q: Floats, cluster: Integers) -> float:
    """The largest eigenvalue of a cluster's block of the hat matrix QQ'; 1 means it decides a coefficient alone.

    `q` (n, p) has orthonormal columns.
    """
    crowded = _crowded(cluster)
    single = (q[~crowded] ** 2).sum(axis=1)
    block = np.linalg.eigvalsh(_gram(q[crowded], _groups(cluster[crowded])))[:, -1:].ravel()
    return float(max(single.max(initial=0.0), block.max(initial=0.0)))


def _crowded(cluster: Integers) -> NDArray[np.bool_]:
    """True for persons who share their cluster with another."""
    _, place, counts = np.unique(cluster, return_inverse=True, return_counts=True)
    return counts[place] > 1


def _groups(cluster: Integers) -> list[Integers]:
    """The rows of each cluster."""
    if not len(cluster):
        return []
    order = np.argsort(cluster, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(cluster[order])) + 1)


def _gram(q: Floats, groups: list[Integers]) -> Floats:
    """Q_g'Q_g of every cluster (G, p, p)."""
    p = q.shape[1]
    return np.stack([q[rows].T @ q[rows] for rows in groups]) if groups else np.zeros((0, p, p))


def _blocks(q: Floats, residuals: Floats, cluster: Integers) -> Blocks:
    groups = _groups(cluster)
    score = [q[rows].T @ residuals[rows] for rows in groups]
    return Blocks(_gram(q, groups), np.stack(score) if score else np.zeros((0, q.shape[1])))


def _adjusted(model: Model, direction: Floats) -> tuple[Floats, Floats, Floats]:
    """Per cluster: a'e (G,), a'a (G,) and Q'a (G, p), with a the adjusted contribution to the contrast."""
    single = (model.alone @ direction) * _inverse_root(1 - (model.alone**2).sum(axis=1))
    turned = _inverse_root_times(model.blocks.gram, direction)
    pulled = np.einsum("gij,gj->gi", model.blocks.gram, turned)
    scores = np.r_[single * model.alone_residuals, (turned * model.blocks.score).sum(axis=1)]
    own = np.r_[single**2, (turned * pulled).sum(axis=1)]
    shared = np.vstack([model.alone * single[:, None], pulled])
    return scores, own, shared


def _inverse_root_times(gram: Floats, direction: Floats) -> Floats:
    """(I - gram_g)^(-1/2) direction, for every cluster (G, p)."""
    values, vectors = np.linalg.eigh(np.eye(gram.shape[-1]) - gram)
    rotated = np.einsum("gij,i->gj", vectors, direction) * _inverse_root(values)
    turned: Floats = np.einsum("gij,gj->gi", vectors, rotated)
    return turned


def _inverse_root(values: Floats) -> Floats:
    """values^(-1/2), and 0 where nothing is left (a generalised inverse)."""
    safe = np.where(values > NOTHING, values, 1.0)
    return np.where(values > NOTHING, safe**-0.5, 0.0)
