"""Did those with more contact change more? A description of participants, never an effect.

Who gets more contact differs in many ways from who gets less: those who do well may need less of it, those
who drop out get none. Therefore no adjustment is attempted and nothing causal is said.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from werkzaam.core.effect.contacts import contacts
from werkzaam.core.effect.intervals import UNKNOWN, t_interval
from werkzaam.core.effect.regression import Contrast, Floats, Integers, contrast, fit
from werkzaam.core.effect.result import DoseResponse
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Outcome, Plan, Role, Scale, Wave
from werkzaam.problem import Problem

FEWEST = 8
"""Below this many persons a slope says more about one of them than about the dose."""

WEEKS_PER_MONTH = 365.25 / 12 / 7


def dose_response(wide: Wide, plan: Plan) -> tuple[DoseResponse, ...]:
    """One per primary question, in points of change per contact a week more, up to the wave in question.

    Left out: fewer than eight participants with both answers, no spread in contact or in change, an outcome
    without a change (time to an event), or answers by other raters only.
    """
    found = (_described(wide, plan, outcome, wave) for outcome, wave in _questions(plan))
    return tuple(each for each in found if each is not None)


def _questions(plan: Plan) -> Iterator[tuple[Outcome, Wave]]:
    asked = dict.fromkeys((each.outcome, each.wave) for each in plan.estimands if each.primary)
    for key, wave in asked:
        outcome = plan.outcome(key)
        if outcome.scale is not Scale.TIME and plan.wave(wave).months > plan.baseline.months:
            yield outcome, plan.wave(wave)


def _described(wide: Wide, plan: Plan, outcome: Outcome, wave: Wave) -> DoseResponse | None:
    arm = plan.arm(Role.PROGRAMME)
    kept = contacts(wide.panel, max(1, round((wave.months - plan.baseline.months) * WEEKS_PER_MONTH)))
    if arm is None or kept is None or kept.weeks < 1:
        return None
    try:
        change = wide.answers(outcome, wave.key) - wide.answers(outcome, plan.baseline.key)
    except Problem:  # the analysis says so where the question is asked
        return None
    own = (wide.arm == arm.key) & ~np.isnan(change)
    per_week, change = kept.delivered[own] / kept.weeks, change[own]
    if len(change) < FEWEST or np.ptp(per_week) == 0 or np.ptp(change) == 0:
        return None
    slope = t_interval(slope_of(change, per_week, wide.cluster[own]), plan.alpha)
    correlation = float(np.corrcoef(per_week, change)[0, 1])
    return DoseResponse(outcome.key, wave.key, len(change), slope, correlation)


def slope_of(change: Floats, per_week: Floats, cluster: Integers) -> Contrast:
    """The least-squares slope with its CR2 standard error; unknown where all share one coach."""
    x = np.column_stack([np.ones(len(change)), per_week - per_week.mean()])
    if len(np.unique(cluster)) < 2:
        return Contrast(float(np.linalg.lstsq(x, change)[0][1]), UNKNOWN, UNKNOWN)
    return contrast(fit(change, x, cluster), np.array([0.0, 1.0]))
