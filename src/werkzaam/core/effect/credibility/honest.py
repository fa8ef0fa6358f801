"""What if trends had differed by up to M times as much as they did before (Rambachan & Roth 2023)?

Relative magnitudes: without the programme the arms could have grown apart, per month, by at most M times the
largest difference in trend between two consecutive earlier waves. The interval is the union over those earlier
differences and both signs of the ordinary interval for "estimate plus or minus M times that difference": each
is one change-on-change comparison of a sum of waves, so post and earlier share their covariance. It holds the
truth at least as often as it says (one member of the union is about the true worst difference, and it does);
it is wider than their conditional interval, and simpler.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from werkzaam.core.effect.credibility.many import LinearContrast, arm_contrast, honest_df
from werkzaam.core.effect.intervals import t_interval
from werkzaam.core.effect.regression import Contrast, Flags, Floats
from werkzaam.core.effect.result import Honest, Interval
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Estimand, Plan
from werkzaam.problem import Problem

MAGNITUDES = (0.0, 0.5, 1.0, 1.5, 2.0)


def honest(
    sample: Sample, plan: Plan, estimand: Estimand, magnitudes: Sequence[float] = MAGNITUDES
) -> tuple[Honest, ...]:
    """An interval for the change-on-change effect, in points, for every M.

    Persons with an answer at every wave from the first to the baseline, and later. Raises Problem
    `no-earlier-waves`, `too-few-earlier-answers`, `too-few-degrees-of-freedom`.
    """
    if not plan.earlier:
        raise Problem("There is no wave before the baseline to learn trends from.", code="no-earlier-waves")
    keys = [*(wave.key for wave in plan.earlier), plan.baseline.key]
    answers = np.stack([*(sample.history[key] for key in keys), sample.later])
    whole: Flags = np.logical_not(np.isnan(answers).any(axis=0))
    people = sample.only(whole)
    if min(people.clusters().values()) < 2:
        message = "Too few answered at every earlier wave to compare trends."
        raise Problem(message, code="too-few-earlier-answers")
    ones = np.column_stack([np.ones(len(people.treated)), people.treated.astype(float)])
    arms = arm_contrast(ones[None], people.cluster, people.weights, people.treated)
    after, before = _changes(answers[:, whole], plan, estimand)
    return tuple(Honest(m, _union(arms, after, before, m, plan.alpha)) for m in magnitudes)


def _changes(answers: Floats, plan: Plan, estimand: Estimand) -> tuple[Floats, Floats]:
    """The change after the baseline (n,); each change before it (k, n), stretched to the same length of time."""
    waves = (*plan.earlier, plan.baseline)
    period = plan.wave(estimand.wave).months - plan.baseline.months
    stretch = np.array([period / (later.months - earlier.months) for earlier, later in pairwise(waves)])
    return answers[-1] - answers[-2], np.diff(answers[:-1], axis=0) * stretch[:, None]


def _union(arms: LinearContrast, after: Floats, before: Floats, m: float, alpha: float) -> Interval:
    value = float(arms.values(after[None])[0])
    found = list(_intervals(arms, np.vstack([after + m * before, after - m * before]), alpha))
    return Interval(value, min(each.low for each in found), max(each.high for each in found))


def _intervals(arms: LinearContrast, y: Floats, alpha: float) -> Iterator[Interval]:
    variances = arms.variances(arms.scores(y))
    errors, dfs = np.sqrt(variances.sum(axis=1)), honest_df(variances, arms.freedom)
    for value, se, df in zip(arms.values(y), errors, dfs, strict=True):
        if not (se > 0 and df >= 1):
            message = "Too little spread is left within the arms to say how precise a change is."
            raise Problem(message, code="too-few-degrees-of-freedom")
        yield t_interval(Contrast(float(value), float(se), float(df)), alpha)
