"""The outcome with what the method takes into account taken off, one value per person.

Bounds and rank tests compare two groups of single values. For a change-on-change comparison that value is the
change; for an adjusted one, what is left after the baseline and the covariates (Rosenbaum 2002,
doi:10.1214/ss/1042727942): slopes common to both arms, by least squares within them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.sample import Sample, analysed
from werkzaam.core.plan.model import Method


def adjusted_outcome(sample: Sample, method: Method) -> Floats:
    """The value of each person (n,), in points, NaN for who does not enter the estimate."""
    known = analysed(sample, method)
    if method is Method.DIFFERENCE:
        return np.where(known, sample.later, np.nan)
    if method is Method.DID:
        return np.where(known, sample.later - sample.baseline, np.nan)
    found = np.full(len(known), np.nan)
    if known.any():
        found[known] = _rest(sample.only(known))
    return found


def _rest(sample: Sample) -> Floats:
    arms = [sample.treated.astype(float), (~sample.treated).astype(float)]
    columns = list(_columns(sample))
    root = np.sqrt(sample.weight)[:, None]
    slopes = np.linalg.lstsq(np.column_stack([*arms, *columns]) * root, sample.later * root[:, 0])[0][2:]
    rest: Floats = sample.later - np.column_stack(columns) @ slopes
    return rest


def _columns(sample: Sample) -> Iterator[Floats]:
    yield sample.baseline - sample.baseline.mean()
    for values in sample.covariates.values():
        missing = np.isnan(values)
        if not missing.all():
            yield np.where(missing, 0.0, values - np.nanmean(values))
        if missing.any():
            yield missing.astype(float)
