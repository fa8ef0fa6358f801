"""What a missing answer is predicted from: the outcome at other waves, then the covariates."""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.regression import Flags, Floats
from werkzaam.core.effect.sample import Sample

FEWEST = 3
"""Degrees of freedom a regression must keep, else its variance has no mean."""

NOTHING = 1e-9
"""A spread below this share of the largest value is arithmetic."""


def covariate_columns(everybody: Sample) -> Floats:
    """Centred columns (n, q): the pooled mean and an indicator where missing."""
    columns: list[Floats] = []
    for values in everybody.covariates.values():
        missing = np.isnan(values)
        if missing.all():
            continue
        columns.append(np.where(missing, 0.0, values - np.nanmean(values)))
        if missing.any():
            columns.append(missing.astype(float))
    return np.stack(columns, axis=1) if columns else np.empty((len(everybody.treated), 0))


def predictors(others: list[Floats], covariates: Floats, known: Flags) -> Floats:
    """Predictors (m or 1, n, p), waves before covariates: as many as the known can carry, none constant."""
    n = len(known)
    columns = [*others, *(column[None] for column in covariates.T)]
    same = (column[:1] if (column == column[0]).all() else column for column in columns)
    kept = [each for each in (_standardised(column, known) for column in same) if each is not None]
    kept = [np.ones((1, n)), *kept][: max(int(known.sum()) - FEWEST, 1)]
    m = max(len(each) for each in kept)
    return np.stack([np.broadcast_to(each, (m, n)) for each in kept], axis=2)


def _standardised(column: Floats, known: Flags) -> Floats | None:
    """A column (m, n) with mean 0 and spread 1 among the known; None where it has no spread."""
    middle, spread = column[:, known].mean(axis=1), column[:, known].std(axis=1)
    if (spread <= NOTHING * np.abs(column).max()).any():
        return None
    standardised: Floats = (column - middle[:, None]) / spread[:, None]
    return standardised
