"""Drawing missing values from a Bayesian normal regression with a random intercept per cluster.

Without clusters it is method 'norm' of van Buuren (2018, algorithm 3.1; Rubin 1987, p. 167): coefficients and
variance from their posterior under the usual uninformative prior, then the values. With clusters, in two
stages: the share that persons of a cluster have in common is estimated by moments from the residuals; given
that share, generalised least squares (the transformation of Fuller & Battese 1973) gives the posterior of the
coefficients, and each cluster's intercept is drawn from its own normal posterior, drawn towards zero.
All imputations are drawn together: arrays have a leading axis m (or 1, where they are the same in all).
"""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.credibility.groups import grouped
from werkzaam.core.effect.regression import Flags, Floats, Integers

RIDGE = 1e-5
"""Share added to the diagonal of the cross-products, as in `mice`: keeps collinear predictors solvable."""

HIGHEST = 0.99
"""An intraclass correlation is taken to be no larger."""


def draw_missing(
    y: Floats, x: Floats, known: Flags, cluster: Integers, m: int, rng: np.random.Generator
) -> Floats:
    """Values for the persons not `known` (m, n - known).

    `y` (n,) holds the known; `x` (m or 1, n, p) the predictors, the first a column of ones, p at least three
    fewer than the known; `cluster` (n,) numbers from 0.
    """
    y_known, x_known = y[known], x[:, known]
    shared = _Shared(cluster, known)
    rho = shared.correlation(_residuals(x_known, y_known), x.shape[2])
    beta, sigma = _posterior(shared.whiten(x_known, rho), shared.whiten(y_known[None, :, None], rho), m, rng)
    rest = y_known - (x_known @ beta[:, :, None])[:, :, 0]
    intercepts = shared.intercepts(rest, rho, sigma, rng)
    middle = (x[:, ~known] @ beta[:, :, None])[:, :, 0] + intercepts[:, cluster[~known]]
    drawn: Floats = middle + sigma[:, None] * rng.standard_normal(middle.shape)
    return drawn


def _posterior(x: Floats, y: Floats, m: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Draws of the coefficients (m, p) and the residual standard deviation (m,)."""
    n, p = x.shape[1:]
    gram = _ridged(x)
    root = np.linalg.cholesky(gram)
    middle = np.linalg.solve(gram, x.transpose(0, 2, 1) @ y)
    squares = ((y - x @ middle) ** 2).sum(axis=(1, 2))
    sigma: Floats = np.sqrt(squares / rng.chisquare(n - p, m))
    noise = np.linalg.solve(root.transpose(0, 2, 1), rng.standard_normal((m, p, 1)))[:, :, 0]
    return middle[:, :, 0] + sigma[:, None] * noise, sigma


def _ridged(x: Floats) -> Floats:
    """Cross-products (m, p, p); the intercept, the first column, is left as it is."""
    gram: Floats = x.transpose(0, 2, 1) @ x
    diagonal = np.arange(1, x.shape[2])
    gram[:, diagonal, diagonal] *= 1 + RIDGE
    return gram


def _residuals(x: Floats, y: Floats) -> Floats:
    beta = np.linalg.solve(_ridged(x), x.transpose(0, 2, 1) @ y[:, None])
    rest: Floats = y - (x @ beta)[:, :, 0]
    return rest


class _Shared:
    """What persons of one cluster share, among the known; nothing where everybody stands alone."""

    def __init__(self, cluster: Integers, known: Flags) -> None:
        self.all = int(cluster.max(initial=0)) + 1
        self.some = bool((np.bincount(cluster) > 1).any())
        self.groups = grouped(cluster[known])
        self.persons = self.groups.persons

    def correlation(self, rest: Floats, p: int) -> Floats:
        """The intraclass correlation of residuals (m, n), by analysis of variance (m,); never below zero."""
        n, groups = rest.shape[1], len(self.persons)
        within_df, between_df = n - groups - (p - 1), groups - 1
        if not self.some or between_df < 1 or within_df < 1:
            return np.zeros(len(rest))
        between = (self.groups.sums(rest) ** 2 / self.persons).sum(axis=1)
        within = ((rest**2).sum(axis=1) - between) / within_df
        size = (n - (self.persons**2).sum() / n) / between_df
        shared = np.maximum((between / between_df - within) / size, 0.0)
        found: Floats = shared / np.maximum(shared + within, np.finfo(float).tiny)
        return np.minimum(found, HIGHEST)

    def whiten(self, values: Floats, rho: Floats) -> Floats:
        """Values (m, n, k) less a share of their cluster's mean: independent, of one size."""
        if not rho.any():
            return values
        rho = rho[:, None]
        share = 1 - np.sqrt((1 - rho) / (1 - rho + rho * self.persons))
        pulled = self.groups.sums(values.transpose(0, 2, 1)) * (share / self.persons)[:, None]
        less: Floats = values - pulled[:, :, self.groups.label].transpose(0, 2, 1)
        return less

    def intercepts(self, rest: Floats, rho: Floats, sigma: Floats, rng: np.random.Generator) -> Floats:
        """Draws of each cluster's intercept (m, G) from its posterior; from the prior where none is known."""
        drawn = np.zeros((len(sigma), self.all))
        if not rho.any():
            return drawn
        rho = rho[:, None]
        trust = np.zeros((len(rho), self.all))
        trust[:, self.groups.codes] = rho * self.persons / (1 - rho + rho * self.persons)
        drawn[:, self.groups.codes] = self.groups.sums(rest) / self.persons
        spread = np.sqrt(rho / (1 - rho) * (1 - trust)) * sigma[:, None]
        return trust * drawn + spread * rng.standard_normal(drawn.shape)
