"""Does the answer hang on one coach, one group, one neighbourhood? The same question without each of them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from werkzaam.core.effect.design import Design
from werkzaam.core.effect.intervals import t_interval
from werkzaam.core.effect.regression import Flags, contrast, fit
from werkzaam.core.effect.resample.clusters import ARM
from werkzaam.core.effect.result import Interval, LeftOut
from werkzaam.core.effect.sample import Sample

UNKNOWN = Interval(math.nan, math.nan, math.nan)


def left_out(design: Design, sample: Sample, *, alpha: float = 0.05) -> tuple[LeftOut, ...]:
    """The estimate without each cluster of two or more persons, with its CR2 interval; the largest first.

    Covariates stay centred as they were: the question is still about the same people. A cluster is named by
    its place in order of size, equal sizes in order of the panel. Where nothing can be estimated without it
    (an arm or a coefficient is gone) the interval is NaN; where the value can but its precision cannot (one
    cluster left in an arm), only the ends are.
    """
    return tuple(
        LeftOut(str(rank), persons, _without(design, sample, sample.cluster != code, alpha))
        for rank, (code, persons) in enumerate(_groups(sample), start=1)
    )


def _groups(sample: Sample) -> Iterator[tuple[int, int]]:
    """Clusters of two or more persons (code, size), the largest first."""
    codes, sizes = np.unique(sample.cluster, return_counts=True)
    for place in np.argsort(-sizes, kind="stable"):
        if sizes[place] > 1:
            yield int(codes[place]), int(sizes[place])


def _without(design: Design, sample: Sample, keep: Flags, alpha: float) -> Interval:
    rest, x = sample.only(keep), design.x[keep]
    p = x.shape[1]
    if len(x) <= p or np.linalg.matrix_rank(x) < p:
        return UNKNOWN
    found = contrast(fit(design.y[keep], x, rest.cluster, rest.weights), np.eye(p)[ARM], rest.treated)
    interval = t_interval(found, alpha)
    if min(rest.clusters().values()) < 2:
        return replace(interval, low=math.nan, high=math.nan)
    return interval
