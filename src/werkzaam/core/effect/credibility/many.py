"""The arm's coefficient for many responses at once: one design, a row per imputation or combination of waves.

Value and cluster scores are linear in the response, so the costly part (the design) is done once. The numbers
are those of `regression.contrast`: CR2, with Satterthwaite's degrees of freedom per side put together by Welch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve_triangular

from werkzaam.core.effect.regression import NOTHING, Flags, Floats, Integers, Model, fit


@dataclass(frozen=True, slots=True)
class LinearContrast:
    """What turns a response (n,) into the arm's coefficient: `pull` (n,), and into scores: `adjusted` (n,).

    `u`, `v` (n, p): the hat matrix is UV'. `place` (n,) numbers the G clusters. `sides` (2, G) flags the
    clusters of each side (one row, all true, where clusters lie on both); `freedom` their degrees of freedom.
    """

    pull: Floats
    adjusted: Floats
    u: Floats
    v: Floats
    place: Integers
    sides: Flags
    freedom: Floats

    def values(self, y: Floats) -> Floats:
        """The coefficient (m,) of each response in `y` (m, n)."""
        found: Floats = y @ self.pull
        return found

    def scores(self, y: Floats) -> Floats:
        """Each cluster's score (m, G); their sum of squares is the CR2 variance."""
        residuals = y - (y @ self.v) @ self.u.T
        order = np.argsort(self.place, kind="stable")
        starts = np.flatnonzero(np.r_[True, np.diff(self.place[order]) > 0])
        summed: Floats = np.add.reduceat((residuals * self.adjusted)[:, order], starts, axis=1)
        return summed


def arm_contrast(x: Floats, cluster: Integers, weights: Floats | None, treated: Flags) -> LinearContrast:
    """The contrast for the second column of `x` (n, p), of full rank; `cluster`, `weights`, `treated` (n,)."""
    model = fit(np.zeros(len(x)), x, cluster, weights)
    arm = np.eye(x.shape[1])[1]
    pull = model.v @ solve_triangular(model.r, arm, trans="T")
    kernel = _kernel(model)
    adjusted = _adjusted(model, kernel, pull)
    place = np.unique(cluster, return_inverse=True)[1].astype(np.int64)
    sides = _sides(place, treated)
    freedom = np.array([_satterthwaite(model, kernel, adjusted, place, side) for side in sides])
    return LinearContrast(pull, adjusted, model.u, model.v, place, sides, freedom)


def welch(variances: Floats, freedom: Floats) -> float:
    """The degrees of freedom of a sum of variances (sides,), each with its own (Welch 1947)."""
    below = float((variances**2 / freedom).sum())
    return float(variances.sum()) ** 2 / below if below > 0 else float("nan")


def _kernel(model: Model) -> Floats:
    """K (2p, 2p) of (I - H)(I - H)' = I - [U V] K [U V]'."""
    eye = np.eye(model.u.shape[1])
    return np.block([[-model.v.T @ model.v, eye], [eye, np.zeros_like(eye)]])


def _adjusted(model: Model, kernel: Floats, pull: Floats) -> Floats:
    """Bell and McCaffrey's adjusted weight of each person's residual (n,), cluster by cluster."""
    adjusted = np.zeros(len(pull))
    z = np.hstack([model.u, model.v])
    alone = model.alone
    left = 1 - ((z[alone] @ kernel) * z[alone]).sum(axis=1)
    adjusted[alone] = pull[alone] * _inverse_root(left)
    for rows in model.groups:
        q, r = np.linalg.qr(z[rows])
        values, vectors = np.linalg.eigh(np.eye(len(r)) - r @ kernel @ r.T)
        adjusted[rows] = q @ (vectors @ (_inverse_root(values) * (vectors.T @ (q.T @ pull[rows]))))
    return adjusted


def _inverse_root(values: Floats) -> Floats:
    safe = np.where(values > NOTHING, values, 1.0)
    return np.where(values > NOTHING, safe**-0.5, 0.0)


def _sides(place: Integers, treated: Flags) -> Flags:
    """Which clusters lie on each side (2, G), or one row of all where a cluster has persons of both arms."""
    persons = np.bincount(place)
    in_programme = np.bincount(place, weights=treated)
    if ((in_programme > 0) & (in_programme < persons)).any():
        return np.ones((1, len(persons)), dtype=bool)
    return np.stack([in_programme > 0, in_programme == 0])


def _satterthwaite(model: Model, kernel: Floats, adjusted: Floats, place: Integers, side: Flags) -> float:
    """Degrees of freedom of one side's part of the variance, under independent errors of one size."""
    own = np.bincount(place, weights=adjusted**2)[side]
    rest = np.stack(list(_cluster_sums(np.hstack([model.u, model.v]), adjusted, place)), axis=1)[side]
    lengths = ((rest @ kernel) * rest).sum(axis=1)
    inner = kernel @ (rest.T @ rest)
    squares = float((own**2 - 2 * own * lengths).sum() + (inner * inner.T).sum())
    return float((own - lengths).sum()) ** 2 / squares if squares > 0 else float("nan")


def _cluster_sums(z: Floats, adjusted: Floats, place: Integers) -> Iterator[Floats]:
    return (np.bincount(place, weights=column * adjusted).astype(np.float64) for column in z.T)
