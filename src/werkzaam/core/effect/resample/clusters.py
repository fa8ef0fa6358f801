"""What each cluster contributes to the arm's coefficient: p numbers per cluster, however many persons it has.

With W^(1/2) X = QR and d = R^-T e_arm, the coefficient is d'Q'y. A cluster's residual score Q_g'e_g and its
pull Q_g'Q_g d are all that a wild bootstrap needs (Roodman, MacKinnon, Nielsen & Webb 2019,
doi:10.1177/1536867X19830877; MacKinnon 2023, doi:10.1016/j.ecosta.2021.11.009). In the basis Q the bread
is the identity, so that no digits are lost to X'WX.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.design import Design
from werkzaam.core.effect.regression import Floats, Integers
from werkzaam.core.effect.sample import Sample
from werkzaam.problem import Problem

ARM = 1
"""The place of the arm's coefficient in every design."""

NO_SPREAD = 1e-12
"""A standard error below this share of the largest outcome is rounding."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """`q` (n, p) and `residuals` (n,) are of W^(1/2) X and y, rows in order of cluster; `first` and `size` (G,).

    `value` is the arm's coefficient, `direction` (p,) is d; `score` (G, p) and `pull` (G, p) as above; `codes`
    (G,) are the clusters' numbers in the panel, rising, and `share` (G,) is the part treated of each.
    """

    value: float
    direction: Floats
    q: Floats
    residuals: Floats
    first: Integers
    size: Integers
    codes: Integers
    share: Floats
    score: Floats
    pull: Floats

    @property
    def own(self) -> Floats:
        """Each cluster's residual score along the arm (G,): they sum to zero."""
        along: Floats = self.score @ self.direction
        return along

    @property
    def crossed(self) -> bool:
        """True where a cluster has persons in both arms."""
        return bool(((self.share > 0) & (self.share < 1)).any())

    @property
    def factor(self) -> float:
        """CR1's, G/(G - 1) x (n - 1)/(n - p): it is the same in every draw."""
        groups, (n, p) = len(self.codes), self.q.shape
        return float(groups / (groups - 1) * (n - 1) / (n - p))

    @property
    def cr1(self) -> float:
        """The usual cluster-robust standard error."""
        return math.sqrt(self.factor * float((self.own**2).sum()))


def contributions(design: Design, sample: Sample) -> Clusters:
    """The sums of every cluster, for a sample with weights (all one: ordinary least squares).

    Raises Problem `one-cluster` (an arm is a single cluster), `too-few-persons` (no more persons than
    coefficients), `too-few-degrees-of-freedom` (no spread).
    """
    _check_sizes(design, sample)
    order = np.argsort(sample.cluster, kind="stable")
    codes, first, size = np.unique(sample.cluster[order], return_index=True, return_counts=True)
    root = np.sqrt(sample.weight[order])
    q, r = np.linalg.qr(design.x[order] * root[:, None])
    y = design.y[order] * root
    theta = q.T @ y
    residuals = y - q @ theta
    direction = np.linalg.solve(r.T, np.eye(len(r))[ARM])
    found = Clusters(
        value=float(direction @ theta),
        direction=direction,
        q=q,
        residuals=residuals,
        first=first,
        size=size,
        codes=codes,
        share=np.add.reduceat(sample.treated[order].astype(float), first) / size,
        score=np.add.reduceat(q * residuals[:, None], first),
        pull=np.add.reduceat(q * (q @ direction)[:, None], first),
    )
    _check_spread(found, design)
    return found


def _check_sizes(design: Design, sample: Sample) -> None:
    if min(sample.clusters().values()) < 2:
        message = "One arm is a single cluster, so nothing tells what its people share from the programme."
        raise Problem(message, code="one-cluster", **_per_arm(sample))
    n, p = design.x.shape
    if n <= p:
        message = f"There are {n} persons for {p} coefficients; register fewer covariates."
        raise Problem(message, code="too-few-persons", n=n, coefficients=p)


def _per_arm(sample: Sample) -> dict[str, int]:
    return {f"clusters_{arm}": count for arm, count in sample.clusters().items()}


def _check_spread(found: Clusters, design: Design) -> None:
    if not found.cr1 > NO_SPREAD * float(np.abs(design.y).max()):
        message = "Too little spread is left between clusters to say how precise the difference is."
        raise Problem(message, code="too-few-degrees-of-freedom")
