"""What people are made alike on: the outcome at baseline and every registered covariate."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.sample import Flags, Sample

PARALLEL = 1e-8
"""A column whose part outside the earlier ones is shorter than this share of its length adds nothing."""


def characteristics(everybody: Sample, keep: Flags) -> Floats:
    """One row per person, analysed or not (n, k): no NaN among the analysed (`keep`), who must be some.

    Where an analysed person misses a characteristic it takes the mean of both arms together, with an indicator
    beside it, as in the regression (White & Thompson 2005). Where only people who were lost miss it, it stays
    NaN for them: they have no say in its mean.
    """
    offered = (everybody.baseline, *everybody.covariates.values())
    found = [column for values in offered for column in _columns(values, keep)]
    return np.column_stack(found) if found else np.empty((len(keep), 0))


def _columns(values: Floats, keep: Flags) -> Iterator[Floats]:
    missing = np.isnan(values)
    if missing[keep].all():
        return
    if not missing[keep].any():
        yield values
        return
    yield np.where(missing, np.nanmean(values), values)
    yield missing.astype(float)


def independent(x: Floats) -> Flags:
    """Which columns of `x` (n, k) to use: from left to right, each that varies and is no sum of those before."""
    length = len(x)
    basis = np.full((length, 1), length**-0.5)
    kept = np.zeros(x.shape[1], dtype=bool)
    for place, values in enumerate((x - x.mean(axis=0)).T):
        rest = values
        for _ in range(2):  # twice is enough (Giraud et al. 2005) for orthogonality to the last digits
            rest = rest - basis @ (basis.T @ rest)
        left = float(np.linalg.norm(rest))
        kept[place] = left > PARALLEL * float(np.linalg.norm(x[:, place]))
        if kept[place]:
            basis = np.column_stack([basis, rest / left])
    return kept
