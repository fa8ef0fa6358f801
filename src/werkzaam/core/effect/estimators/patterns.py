"""Repeated measures summed per pattern of missed waves, so that the number of persons hardly matters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.regression import Floats, Integers


@dataclass(frozen=True, slots=True)
class Sums:
    """Cross-products per pattern: persons (P,), `seen` (P, J), x'x (P, k, k), x'y (P, k, J) and y'y (P, J, J)."""

    n: Floats
    seen: Floats
    xx: Floats
    xy: Floats
    yy: Floats


def cross_products(y: Floats, x: Floats) -> tuple[Sums, Integers]:
    """Of `y` (n, J), NaN where missed, on `x` (n, k); and the pattern of each person (n,)."""
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


def inverses(covariance: Floats, seen: Floats) -> Floats:
    """The inverse of the part of the covariance that each pattern has seen (P, J, J), zero elsewhere."""
    both = seen[:, :, None] * seen[:, None, :]
    blank = np.eye(len(covariance)) * (1 - seen)[:, None, :]
    inverse: Floats = np.linalg.inv(covariance * both + blank) * both
    return inverse
