"""Entropy balancing: the weights nearest to the given ones that make means equal a target's, exactly.

Hainmueller (2012, doi:10.1093/pan/mpr025). Solved as its convex dual by Newton steps; the same weights are a
propensity model fitted by its balance, which is why they are doubly robust (Zhao & Percival 2017,
doi:10.1515/jci-2016-0010).
"""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.weighting.characteristics import independent
from werkzaam.problem import Problem

EXACT = 1e-12
"""The largest distance to the target, in standard deviations, that counts as reached."""

STEPS = 200
"""Newton takes about ten; a target on the edge of what is possible takes some thirty."""

HALVINGS = 40

FLAT = 1e-14
"""The least spread that counts, where it was one before weighting."""

MARGIN = 1e-9
"""Nearer to one side than this share of the farthest is on the edge, which weights do reach."""

LONGEST = 30.0
"""No step makes anybody's weight larger or smaller than exp(30) times."""

NOISE = 1e-14
"""Near the end the dual falls by less than its own rounding; the step is then right without looking."""


def calibrate(x: Floats, target: Floats, base: Floats) -> Floats:
    """Weights (n,) of mean 1, nearest to `base` (n,), with the means of `x` (n, k) equal to `target` (k,).

    Columns of `x` that are constant or follow from those before are left out, as are those without a target
    (NaN): what that leaves unlike is for the balance table to show. Raises Problem `no-balance`.
    """
    known = ~np.isnan(target)
    columns, aims = x[:, known], target[known]
    used = independent(columns)
    shares = base / base.sum()
    if used.any():
        shares = _balanced(_standardised(columns[:, used], aims[used]), shares)
    weights: Floats = shares * len(x)
    return weights


def _standardised(x: Floats, target: Floats) -> Floats:
    """`x` seen from its target, in directions that are uncorrelated and of standard deviation one."""
    middle = x.mean(axis=0)
    scale = (x - middle).std(axis=0)
    q, r = np.linalg.qr((x - middle) / scale)
    aim = np.linalg.solve(r.T, (target - middle) / scale)
    seen: Floats = np.sqrt(len(x)) * (q - aim)
    return seen


def _balanced(z: Floats, base: Floats) -> Floats:
    """Shares (n,) near `base` that give `z` (n, p) mean zero: Newton on log sum base exp(z lambda)."""
    tilt = np.zeros(z.shape[1])
    value, shares = _tilted(z @ tilt, base)
    for _ in range(STEPS):
        gradient = shares @ z
        if np.abs(gradient).max() <= EXACT:
            return shares
        direction = _newton(z, shares, gradient)
        tilt, value, shares = _search(z, base, tilt, value, direction, float(gradient @ direction))
        pull = z @ tilt
        if pull.max() < -MARGIN * np.abs(pull).max():
            break  # everybody lies on one side of the target: no weights can reach it
    raise Problem(
        "No weights can make the groups alike: in some characteristic, or a combination, the people to be "
        "weighted all lie to one side of those they should resemble. Register fewer or coarser covariates, or "
        "find a closer comparison.",
        code="no-balance",
        persons=len(z),
        characteristics=z.shape[1],
    )


def _tilted(exponent: Floats, base: Floats) -> tuple[float, Floats]:
    """The logarithm of sum base exp(exponent), and each person's share in it."""
    top = exponent.max()
    raw = base * np.exp(exponent - top)
    total = float(raw.sum())
    return float(top) + float(np.log(total)), raw / total


def _newton(z: Floats, shares: Floats, gradient: Floats) -> Floats:
    spread = (z * shares[:, None]).T @ z - np.outer(gradient, gradient)
    values, vectors = np.linalg.eigh(spread)
    step = -vectors @ ((vectors.T @ gradient) / np.maximum(values, FLAT))
    direction: Floats = step * min(1.0, LONGEST / max(float(np.abs(z @ step).max()), 1.0))
    return direction


def _search(
    z: Floats, base: Floats, tilt: Floats, value: float, direction: Floats, slope: float
) -> tuple[Floats, float, Floats]:
    """Half the step until the dual falls by a fair part of what its slope promises (Armijo 1966)."""
    step = 1.0
    for _ in range(HALVINGS):
        found, shares = _tilted(z @ (tilt + step * direction), base)
        if found <= value + 1e-4 * step * slope + NOISE * (1 + abs(value)):
            break
        step /= 2
    return tilt + step * direction, found, shares
