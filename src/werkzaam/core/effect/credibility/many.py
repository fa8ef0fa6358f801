"""The arm's coefficient for many responses at once: a row per imputation or combination of waves.

Value and cluster scores are linear in the response, so what is costly (the design) is done once, or once for
all imputations together. The numbers are those of `regression.fit` and `contrast`: CR2, with Satterthwaite's
degrees of freedom, at most those per side put together by Welch. Arrays have a leading axis d: m designs, or 1 for all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.credibility.groups import Groups, grouped
from werkzaam.core.effect.regression import NO_MEAN, NOTHING, Flags, Floats, Integers


@dataclass(frozen=True, slots=True)
class LinearContrast:
    """What turns responses (m, n) into coefficients: `pull` (d, n), and into scores: `adjusted` (d, n).

    `u`, `v` (d, n, p): the hat matrix is UV'. `sides` (2, G) flags the clusters of each side (one row, all
    true, where a cluster is on both); `freedom` (d, 1 + sides) are the degrees of freedom, of all and of each.
    """

    pull: Floats
    adjusted: Floats
    u: Floats
    v: Floats
    clusters: Groups
    sides: Flags
    freedom: Floats

    def values(self, y: Floats) -> Floats:
        """The coefficient (m,) of each response in `y` (m, n)."""
        found: Floats = (y * self.pull).sum(axis=1)
        return found

    def scores(self, y: Floats) -> Floats:
        """Each cluster's score (m, G); their sum of squares is the CR2 variance."""
        fitted = self.u @ (self.v.transpose(0, 2, 1) @ y[:, :, None])
        return self.clusters.sums((y - fitted[:, :, 0]) * self.adjusted)

    def variances(self, scores: Floats) -> Floats:
        """Each side's part of the variance (m, 2 or 1)."""
        found: Floats = scores**2 @ self.sides.T.astype(float)
        return found


def arm_contrast(x: Floats, cluster: Integers, weights: Floats | None, treated: Flags) -> LinearContrast:
    """The contrast for the second column of `x` (d, n, p), of full rank; `cluster`, `weights`, `treated` (n,)."""
    root = np.ones(len(cluster)) if weights is None else np.sqrt(weights)
    q, r = np.linalg.qr(x * root[:, None])
    u, v = q / root[:, None], q * root[:, None]
    arm = np.eye(x.shape[2])[:, 1:2]
    pull = (v @ np.linalg.solve(r.transpose(0, 2, 1), arm))[:, :, 0]
    kernel, z, clusters = _kernel(v), np.concatenate([u, v], axis=2), grouped(cluster)
    adjusted = _adjusted(z, kernel, pull, clusters)
    sides = _sides(clusters, treated)
    own = clusters.sums(adjusted**2)
    rest = clusters.sums((z * adjusted[:, :, None]).transpose(0, 2, 1)).transpose(0, 2, 1)
    parts = [np.ones(sides.shape[1], dtype=bool), *sides]
    freedom = [_satterthwaite(own[:, part], rest[:, part], kernel) for part in parts]
    return LinearContrast(pull, adjusted, u, v, clusters, sides, np.stack(freedom, axis=1))


def honest_df(variances: Floats, freedom: Floats) -> Floats:
    """The degrees of freedom (m,) of sums of variances (m, sides), with `freedom` (d, 1 + sides).

    Satterthwaite's for all, or Welch's from each side's own where those are fewer, as in `regression.contrast`.
    """
    own = freedom[:, 1:]
    fewest = own.min(axis=1)
    expected = variances * own / np.maximum(own - NO_MEAN, NOTHING)
    below, total = (expected**2 / own).sum(axis=1), expected.sum(axis=1)
    welch = np.divide(total**2, below, out=np.full(len(total), np.nan), where=below > 0)
    df: Floats = np.minimum(freedom[:, 0], np.where(fewest > NO_MEAN, welch, fewest))
    return df


def _kernel(v: Floats) -> Floats:
    """K (d, 2p, 2p) of (I - H)(I - H)' = I - [U V] K [U V]'."""
    p = v.shape[2]
    kernel = np.zeros((len(v), 2 * p, 2 * p))
    kernel[:, :p, :p] = -(v.transpose(0, 2, 1) @ v)
    kernel[:, :p, p:] = kernel[:, p:, :p] = np.eye(p)
    return kernel


def _adjusted(z: Floats, kernel: Floats, pull: Floats, clusters: Groups) -> Floats:
    """Bell and McCaffrey's adjusted weight of each person's residual (d, n): (I - ZKZ')^(-1/2) by cluster."""
    left = 1 - ((z @ kernel) * z).sum(axis=2)
    adjusted = pull * _inverse_root(left)
    for rows in (each for each in clusters.rows() if len(each) > 1):
        q, r = np.linalg.qr(z[:, rows])
        values, vectors = np.linalg.eigh(np.eye(r.shape[1]) - r @ kernel @ r.transpose(0, 2, 1))
        turned = vectors.transpose(0, 2, 1) @ (q.transpose(0, 2, 1) @ pull[:, rows, None])
        adjusted[:, rows] = (q @ (vectors @ (_inverse_root(values)[:, :, None] * turned)))[:, :, 0]
    return adjusted


def _inverse_root(values: Floats) -> Floats:
    safe = np.where(values > NOTHING, values, 1.0)
    return np.where(values > NOTHING, safe**-0.5, 0.0)


def _sides(clusters: Groups, treated: Flags) -> Flags:
    """Which clusters lie on each side (2, G), or one row of all where a cluster has persons of both arms."""
    persons, participants = clusters.persons, clusters.sums(treated.astype(float))
    if ((participants > 0) & (participants < persons)).any():
        return np.ones((1, len(persons)), dtype=bool)
    return np.stack([participants > 0, participants == 0])


def _satterthwaite(own: Floats, rest: Floats, kernel: Floats) -> Floats:
    """Degrees of freedom (d,) of one side's part of the variance, under independent errors of one size."""
    lengths = ((rest @ kernel) * rest).sum(axis=2)
    inner = kernel @ (rest.transpose(0, 2, 1) @ rest)
    squares = (own**2 - 2 * own * lengths).sum(axis=1) + (inner * inner.transpose(0, 2, 1)).sum(axis=(1, 2))
    expected = (own - lengths).sum(axis=1)
    df: Floats = np.divide(expected**2, squares, out=np.full(len(own), np.nan), where=squares > 0)
    return df
