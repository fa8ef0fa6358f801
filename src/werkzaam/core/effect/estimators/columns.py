"""The baseline and the covariates as columns, for the analysed and for the target population alike."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from werkzaam.core.effect.design import usable
from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.sample import Sample


def shared_columns(sample: Sample, everybody: Sample) -> tuple[Floats, Floats]:
    """Columns (n, k) of the analysed and (N, k) of everybody, centred on everybody; those each arm can carry.

    A missing value takes everybody's mean, with an indicator where a covariate is missing (White & Thompson
    2005, doi:10.1002/sim.1981).
    """
    offered, target = dict(_columns(sample, everybody)), dict(_columns(everybody, everybody))
    kept = usable(offered, sample.treated, sample.cluster)
    return _matrix(kept, len(sample.later)), _matrix(
        {name: target[name] for name in kept}, len(everybody.later)
    )


def _columns(sample: Sample, everybody: Sample) -> Iterator[tuple[str, Floats]]:
    yield "baseline", _centred(sample.baseline, everybody.baseline)
    for name, values in sample.covariates.items():
        whole = everybody.covariates[name]
        missing = np.isnan(whole)
        if missing.all():
            continue
        yield name, _centred(values, whole)
        if missing.any():
            yield f"{name}.missing", np.isnan(values) - missing.mean()


def _centred(values: Floats, whole: Floats) -> Floats:
    return np.nan_to_num(values - np.nanmean(whole), nan=0.0)


def _matrix(columns: dict[str, Floats], n: int) -> Floats:
    return np.column_stack(list(columns.values())) if columns else np.empty((n, 0))
