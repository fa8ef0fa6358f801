"""What changed in each arm: levels, changes since the baseline, who moved where, and beyond measurement error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from werkzaam.core.effect.intervals import UNKNOWN
from werkzaam.core.effect.level import level
from werkzaam.core.effect.movement import movement
from werkzaam.core.effect.regression import Floats, Integers
from werkzaam.core.effect.reliable import reliable, threshold_of
from werkzaam.core.effect.result import Development
from werkzaam.core.effect.sample import Flags
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Outcome, Plan, Scale, Wave


@dataclass(frozen=True, slots=True)
class Series:
    """One outcome at one wave, and at the baseline (missing where this wave is it), per person (n,).

    `threshold`: the least change in points that is no measurement error, where reliability is registered.
    """

    outcome: Outcome
    wave: Wave
    first: Floats
    now: Floats
    threshold: float | None = None


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
        threshold = threshold_of(first, outcome.reliability)
        for wave in plan.waves:
            now = wide.answers(outcome, wave.key)
            earlier = np.full_like(first, np.nan) if wave == plan.baseline else first
            yield Series(outcome, wave, earlier, now, threshold)


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
        movement=movement(series.outcome, series.first[here], series.now[here]),
        reliable=reliable(change, cluster[both], series.threshold, alpha),
    )
