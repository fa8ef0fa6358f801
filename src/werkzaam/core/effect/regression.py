"""Least squares, weighted or not, with inference that is honest in small samples: CR2, HC2 where all stand alone.

The variance is the bias-reduced sandwich of Bell & McCaffrey (2002) with an identity working model; its
degrees of freedom are Satterthwaite's, as in Pustejovsky & Tipton (2018, doi:10.1080/07350015.2016.1247004).
A person without a cluster is a cluster of one, so that groups on one side and single persons on the other
(partial nesting) need nothing special in the variance.

With W^(1/2) X = QR, U = X R^-1 and V = WU, the hat matrix is UV' and a cluster's block of (I - H)(I - H)' is
I - Z K Z', with Z = [U V] and K = [[-V'V, I], [I, 0]]: a matrix of low rank, whatever the cluster's size. Without
weights U = V = Q, and Z = Q with K = I says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

NO_MEAN = 2.0
"""With this many degrees of freedom or fewer an inverse chi-square has no mean."""

NOTHING = 1e-12
"""Eigenvalues below this count as zero, as in clubSandwich's `matrix_power`."""


@dataclass(frozen=True, slots=True)
class Model:
    """A least-squares fit: coefficients (p,), residuals (n,), R (p, p), U and V (n, p), Z (n, k), K (k, k).

    `groups` are the rows of each cluster of two or more, `alone` those of persons who stand alone.
    """

    beta: Floats
    residuals: Floats
    r: Floats
    u: Floats
    v: Floats
    z: Floats
    kernel: Floats
    groups: tuple[Integers, ...]
    alone: Integers

    @property
    def leverage(self) -> float:
        """The largest eigenvalue of a cluster's block of the hat matrix; 1: it decides a coefficient alone."""
        single = (self.u[self.alone] * self.v[self.alone]).sum(axis=1).max(initial=0.0)
        shared = (float(np.linalg.eigvals(self.v[rows].T @ self.u[rows]).real.max()) for rows in self.groups)
        return float(max([single, *shared]))


@dataclass(frozen=True, slots=True)
class Contrast:
    """A linear combination of coefficients, in the units of the outcome."""

    value: float
    se: float
    df: float


@dataclass(frozen=True, slots=True)
class Parts:
    """What each cluster adds to a contrast: its score, its expected square, and the rank-2p rest (G, 2p)."""

    score: Floats
    own: Floats
    rest: Floats


def fit(y: Floats, x: Floats, cluster: Integers, weights: Floats | None = None) -> Model:
    """Regress `y` (n,) on `x` (n, p), of full column rank; `cluster` (n,) holds any integer per cluster.

    `weights` (n,), above zero, are those of weighted least squares; None: all one.
    """
    root = np.ones(len(y)) if weights is None else np.sqrt(weights)
    q, r = np.linalg.qr(x * root[:, None])
    u, v = q / root[:, None], q * root[:, None]
    projected = q.T @ (y * root)
    groups, alone = _groups(cluster)
    return Model(
        beta=solve_triangular(r, projected),
        residuals=y - u @ projected,
        r=r,
        u=u,
        v=v,
        z=q if weights is None else np.hstack([u, v]),
        kernel=np.eye(len(r)) if weights is None else _kernel(v),
        groups=groups,
        alone=alone,
    )


def contrast(model: Model, weights: Floats, side: Flags | None = None) -> Contrast:
    """The combination `weights` (p,) of the coefficients with its CR2 standard error and degrees of freedom.

    The df are Satterthwaite's under independent errors. With `side` (n,), the arm of each person, and every
    cluster wholly in one arm, they are at most Welch's: each arm's own df, put together by the variances that
    were found. Where only one arm has clusters, that arm's variance is larger than an independent model
    supposes, and its few clusters are the ones that count (docs/methods.md).
    """
    parts = _parts(model, weights)
    df = _satterthwaite(parts, model.kernel)
    sides = None if side is None else _sides(model, side)
    if sides is not None:
        df = min(df, _welch(parts, model.kernel, sides))
    return Contrast(float(weights @ model.beta), float(np.sqrt((parts.score**2).sum())), df)


def highest_leverage(q: Floats, cluster: Integers) -> float:
    """The largest eigenvalue of a cluster's block of the hat matrix QQ'; 1 means it decides a coefficient alone.

    `q` (n, p) has orthonormal columns.
    """
    groups, alone = _groups(cluster)
    single = (q[alone] ** 2).sum(axis=1).max(initial=0.0)
    shared = (float(np.linalg.eigvalsh(q[rows].T @ q[rows])[-1]) for rows in groups)
    return float(max([single, *shared]))


def scores(model: Model, weights: Floats) -> Floats:
    """Each cluster's adjusted contribution to a contrast (G,): groups first, then who stands alone."""
    return _parts(model, weights).score


def _groups(cluster: Integers) -> tuple[tuple[Integers, ...], Integers]:
    """The rows of each cluster of two or more, and of persons who are alone."""
    _, place, counts = np.unique(cluster, return_inverse=True, return_counts=True)
    crowded = np.flatnonzero(counts[place] > 1)
    order = crowded[np.argsort(place[crowded], kind="stable")]
    found = np.split(order, np.flatnonzero(np.diff(place[order])) + 1) if len(order) else []
    return tuple(found), np.flatnonzero(counts[place] == 1)


def spread_alone(model: Model, weights: Floats) -> float:
    """The standard error of a contrast if everybody stood alone (HC2)."""
    direction = solve_triangular(model.r, weights, trans="T")
    everybody = np.arange(len(model.residuals))
    return float(np.linalg.norm(_alone(model, everybody, direction) * model.residuals))


def _parts(model: Model, weights: Floats) -> Parts:
    direction = solve_triangular(model.r, weights, trans="T")
    single = _alone(model, model.alone, direction)
    shared = [_turned(model, rows, direction) for rows in model.groups]
    score = [turned @ model.residuals[rows] for rows, turned in zip(model.groups, shared, strict=True)]
    rest = [turned @ model.z[rows] for rows, turned in zip(model.groups, shared, strict=True)]
    return Parts(
        np.r_[score, single * model.residuals[model.alone]],
        np.r_[[turned @ turned for turned in shared], single**2],
        np.vstack([*rest, model.z[model.alone] * single[:, None]]),
    )


def _kernel(v: Floats) -> Floats:
    """K (2p, 2p) of weighted least squares."""
    eye = np.eye(v.shape[1])
    return np.block([[-v.T @ v, eye], [eye, np.zeros_like(eye)]])


def _alone(model: Model, rows: Integers, direction: Floats) -> Floats:
    """The adjusted contribution of persons who stand alone."""
    z = model.z[rows]
    left = 1 - ((z @ model.kernel) * z).sum(axis=1)
    adjusted: Floats = (model.v[rows] @ direction) * _inverse_root(left)
    return adjusted


def _turned(model: Model, rows: Integers, direction: Floats) -> Floats:
    """(I - ZKZ')^(-1/2) V direction for one cluster (m,)."""
    q, r = np.linalg.qr(model.z[rows])
    values, vectors = np.linalg.eigh(np.eye(len(r)) - r @ model.kernel @ r.T)
    pulled = vectors.T @ (q.T @ (model.v[rows] @ direction))
    turned: Floats = q @ (vectors @ (_inverse_root(values) * pulled))
    return turned


def _inverse_root(values: Floats) -> Floats:
    """values^(-1/2), and 0 where nothing is left (a generalised inverse)."""
    safe = np.where(values > NOTHING, values, 1.0)
    return np.where(values > NOTHING, safe**-0.5, 0.0)


def _satterthwaite(parts: Parts, kernel: Floats) -> float:
    """Satterthwaite's df of a sum of squared scores, under independent errors of one size."""
    lengths = ((parts.rest @ kernel) * parts.rest).sum(axis=1)
    expected = float((parts.own - lengths).sum())
    # sum of squares of P_gh = own_g [g = h] - z_g'K z_h, without the G x G matrix
    inner = kernel @ (parts.rest.T @ parts.rest)
    squares = float((parts.own**2 - 2 * parts.own * lengths).sum() + (inner * inner.T).sum())
    return expected**2 / squares if squares > 0 else float("nan")


def _sides(model: Model, side: Flags) -> Flags | None:
    """The side of each cluster (G,), or None where a cluster is on both."""
    if any(np.ptp(side[rows].astype(int)) for rows in model.groups):
        return None
    first = [int(rows[0]) for rows in model.groups]
    sides: Flags = side[np.array([*first, *model.alone], dtype=np.int64)]
    return sides


def _welch(parts: Parts, kernel: Floats, sides: Flags) -> float:
    arms = [_of_arm(parts, kernel, side) for side in (sides, ~sides)]
    return welch([variance for variance, _ in arms], [df for _, df in arms])


def _of_arm(parts: Parts, kernel: Floats, side: Flags) -> tuple[float, float]:
    of_arm = Parts(parts.score[side], parts.own[side], parts.rest[side])
    return float((of_arm.score**2).sum()), _satterthwaite(of_arm, kernel)


def welch(variances: Sequence[float], freedom: Sequence[float]) -> float:
    """The df of a sum of independent variances (Welch 1947, doi:10.1093/biomet/34.1-2.28), each as expected.

    An estimate with v degrees of freedom is, where it came out small, more likely too small: given it, the
    variance is expected at v / (v - 2) times as much (the mean of an inverse chi-square). Taking it as it stands
    lets few coaches who agree by chance pass for many (docs/adr/0008). With v of two or less there is no such
    mean, and the fewest decide.
    """
    if (fewest := min(freedom)) <= NO_MEAN:
        return fewest
    expected = [variance * df / (df - NO_MEAN) for variance, df in zip(variances, freedom, strict=True)]
    below = sum(variance**2 / df for variance, df in zip(expected, freedom, strict=True))
    return sum(expected) ** 2 / below if below > 0 else float("nan")
