"""What changed in each arm: levels, changes since the first wave, and how many rose, stayed or fell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from werkzaam.core.effect.intervals import UNKNOWN, t_interval, wilson
from werkzaam.core.effect.proportion import design_effect
from werkzaam.core.effect.regression import Contrast, Floats, Integers, contrast, fit
from werkzaam.core.effect.result import Development, Interval
from werkzaam.core.effect.sample import Flags
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Outcome, Plan, Scale, Wave


@dataclass(frozen=True, slots=True)
class Series:
    """One outcome at one wave, and at the first (missing where this wave is the first), per person (n,)."""

    outcome: Outcome
    wave: Wave
    first: Floats
    now: Floats


def developments(wide: Wide, plan: Plan) -> tuple[Development, ...]:
    """One per arm, outcome and wave at which anybody of that arm answered."""
    return tuple(
        replace(
            _development(arm.key, series, wide.arm == arm.key, wide.cluster, plan.alpha),
            sources=wide.sources(series.outcome, (plan.baseline.key, series.wave.key), arm.key),
        )
        for series in _series(wide, plan)
        for arm in plan.arms
        if ((wide.arm == arm.key) & ~np.isnan(series.now)).any()
    )


def _series(wide: Wide, plan: Plan) -> Iterator[Series]:
    for outcome in plan.outcomes:
        first = wide.answers(outcome, plan.baseline.key)
        for wave in plan.waves:
            now = wide.answers(outcome, wave.key)
            earlier = np.full_like(first, np.nan) if wave == plan.baseline else first
            yield Series(outcome, wave, earlier, now)


def _development(arm: str, series: Series, of_arm: Flags, cluster: Integers, alpha: float) -> Development:
    here = of_arm & ~np.isnan(series.now)
    both = here & ~np.isnan(series.first)
    change = (series.now - series.first)[both]
    binary = series.outcome.scale is Scale.BINARY
    return Development(
        arm=arm,
        outcome=series.outcome.key,
        wave=series.wave.key,
        n=int(here.sum()),
        sd=float(series.now[here].std(ddof=1)) if here.sum() > 1 else UNKNOWN,
        level=level(series.now[here], cluster[here], alpha, binary=binary),
        n_change=int(both.sum()),
        change=level(change, cluster[both], alpha) if len(change) else None,
        risen=int((change > 0).sum()),
        same=int((change == 0).sum()),
        fallen=int((change < 0).sum()),
        asked=int(of_arm.sum()),
    )


def level(values: Floats, cluster: Integers, alpha: float, *, binary: bool = False) -> Interval:
    """The mean of `values` (n,) with its interval, aware of clusters; a share gets Wilson's.

    With one cluster, one person or no spread at all the ends are NaN: nothing is known about them.
    """
    found = _mean(values, cluster)
    if not binary or np.isnan(found.df):
        return t_interval(found, alpha)
    inflation = design_effect(found, _mean(values, np.arange(len(values))))
    return wilson(found.value, len(values) / inflation, alpha)


def _mean(values: Floats, cluster: Integers) -> Contrast:
    if len(np.unique(cluster)) < 2:
        return Contrast(float(values.mean()), UNKNOWN, UNKNOWN)
    return contrast(fit(values, np.ones((len(values), 1)), cluster), np.ones(1))
