"""What people are made alike on: the outcome at baseline and every registered covariate."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.sample import Flags, Sample

PARALLEL = 1e-8
"""A column whose part outside the earlier ones is shorter than this share of its length adds nothing."""

NOTHING = 1e-150
"""A column shorter than this is nothing: its squares are below what a computer can hold."""


def characteristics(everybody: Sample, keep: Flags, *, baseline: bool = True) -> Floats:
    """One row per person, analysed or not (n, k): no NaN among the analysed (`keep`), who must be some.

    Where an analysed person misses a characteristic it takes the mean of both arms together, with an indicator
    beside it, as in the regression (White & Thompson 2005). Where only people who were lost miss it, it stays
    NaN for them: they have no say in its mean. Without `baseline` the covariates only.
    """
    first = (everybody.baseline,) if baseline else ()
    offered = (*first, *everybody.covariates.values())
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
    centred, least = x - x.mean(axis=0), PARALLEL * np.linalg.norm(x, axis=0) + NOTHING
    if x.shape[1] < len(x) and (np.abs(np.diag(np.linalg.qr(centred, mode="r"))) > least).all():
        return np.ones(x.shape[1], dtype=bool)
    return _one_by_one(centred, least)


def _one_by_one(centred: Floats, least: Floats) -> Flags:
    kept = np.zeros(centred.shape[1], dtype=bool)
    basis = np.empty((len(centred), 0))
    for place, values in enumerate(centred.T):
        rest = values
        for _ in range(2):  # twice is enough (Giraud et al. 2005) for orthogonality to the last digits
            rest = rest - basis @ (basis.T @ rest)
        left = float(np.linalg.norm(rest))
        kept[place] = left > least[place] and basis.shape[1] < len(centred) - 1
        if kept[place]:
            basis = np.column_stack([basis, rest / left])
    return kept
