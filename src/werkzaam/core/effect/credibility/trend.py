"""How large would a difference in trend have to be to overturn the change-on-change finding?"""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.design import build_design
from werkzaam.core.effect.intervals import t_interval
from werkzaam.core.effect.regression import contrast, fit
from werkzaam.core.effect.result import Interval, Trend
from werkzaam.core.effect.sample import Sample, analysed
from werkzaam.core.plan.model import Method
from werkzaam.problem import Problem


def trend(sample: Sample, alpha: float) -> Trend:
    """The breakdown value of parallel trends, for a sample of the analysed with baseline and later outcome.

    The difference in change between the arms that, had it been there without the programme, brings the nearer
    end of the interval to zero; or the estimate itself, where the interval holds zero already. In points over
    the whole period and, to have something to hold it against, in units of the comparison's own change (NaN
    where that is nothing). Raises Problem `no-baseline`. Source: Rambachan & Roth (2023,
    doi:10.1093/restud/rdad018), breakdown value.
    """
    people = sample.only(analysed(sample, Method.DID))
    if min(people.clusters().values()) < 2:
        raise Problem(
            "Too few have both a baseline and a later answer to compare trends.", code="no-baseline"
        )
    design = build_design(people, Method.DID)
    model = fit(design.y, design.x, people.cluster, people.weights)
    breakdown = overturned_by(t_interval(contrast(model, np.array([0.0, 1.0]), people.treated), alpha))
    own = float(model.beta[0])
    return Trend(breakdown, breakdown / abs(own) if own else float("nan"), own)


def overturned_by(found: Interval) -> float:
    """How far the interval's nearer end is from zero; the estimate, where the interval holds zero."""
    if found.low <= 0 <= found.high:
        return abs(found.value)
    return min(abs(found.low), abs(found.high))
