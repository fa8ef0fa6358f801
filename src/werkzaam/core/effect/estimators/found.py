"""What an estimator finds, and what it refuses to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.special import stdtrit

from werkzaam.core.effect.regression import Contrast, Floats
from werkzaam.core.effect.result import Interval
from werkzaam.core.effect.sample import Sample
from werkzaam.problem import Problem

FEWEST = 2
"""Persons, or clusters, that an arm must have at least: one has no spread."""


@dataclass(frozen=True, slots=True)
class Found:
    """Programme minus comparison, in points of the outcome; `ratios` on their own scale."""

    value: float
    se: float
    df: float
    variance: str
    citation: str
    ratios: Mapping[str, Interval] = field(default_factory=dict)
    diagnostics: Mapping[str, float] = field(default_factory=dict)


def exponentiated(log: Contrast, alpha: float) -> Interval:
    """A ratio with its interval at level 1 - alpha, from its logarithm."""
    reach = float(stdtrit(log.df, 1 - alpha / 2)) * log.se
    low, middle, high = np.exp([log.value - reach, log.value, log.value + reach])
    return Interval(float(middle), float(low), float(high))


def sandwich_name(sample: Sample) -> str:
    """CR2, which is HC2 when everybody stands alone."""
    return "CR2" if len(np.unique(sample.cluster)) < len(sample.cluster) else "HC2"


def arm_names(sample: Sample, name: str, programme: float, comparison: float) -> dict[str, float]:
    """A diagnostic per arm."""
    return {f"{name}.{sample.programme}": programme, f"{name}.{sample.comparison}": comparison}


def weighted_mean(values: Floats, weight: Floats) -> float:
    return float(weight @ values / weight.sum())


def check_sample(sample: Sample) -> None:
    """Raises Problem `empty-arm`, `one-person-arm`, `constant-outcome` or `one-cluster`."""
    for arm, count in sample.counts().items():
        if count < FEWEST:
            raise Problem(
                f'Arm "{arm}" has {count} person(s) with the answers this needs; two are the least.',
                code="empty-arm" if count == 0 else "one-person-arm",
                arm=arm,
                n=count,
            )
    if sample.event is None and np.ptp(sample.later) == 0:
        message = "Everybody has the same value on this outcome: there is no spread."
        raise Problem(message, code="constant-outcome")
    if min(sample.clusters().values()) < FEWEST:
        message = (
            "One arm consists of a single cluster: what its people share cannot be told from the programme."
        )
        raise Problem(message, code="one-cluster")


def check_arms_vary(sample: Sample) -> None:
    """Raises Problem `constant-arm`: an arm that is wholly at the top of a scale says nothing about its spread.

    Not for yes and no, whose intervals know what to do with none or all, nor for times.
    """
    if sample.event is not None or np.isin(sample.later, (0.0, 1.0)).all():
        return
    for arm, rows in ((sample.programme, sample.treated), (sample.comparison, ~sample.treated)):
        if np.ptp(sample.later[rows]) == 0:
            message = (
                f'Everybody in arm "{arm}" has the same value, so how much people there vary is unknown.'
            )
            raise Problem(message, code="constant-arm", arm=arm)


def check_spread(found: Found, size: float) -> None:
    """Raises Problem `too-few-degrees-of-freedom` where nothing says how precise the difference is.

    `size` is how large the outcome's values are.
    """
    if not (np.isfinite(found.se) and found.se > 1e-12 * size and found.df >= 1):
        raise Problem(
            "Too little spread is left within the arms to say how precise the difference is.",
            code="too-few-degrees-of-freedom",
        )


def check_leverage(highest: float) -> None:
    """Raises Problem `leverage-one` where one person or cluster decides a coefficient alone."""
    if highest > 1 - 1e-10:
        message = "One person or cluster decides a coefficient alone, so its spread cannot be estimated."
        raise Problem(f"{message} Register fewer covariates.", code="leverage-one")
