"""Pilots as the plan expects them, drawn at random.

Persons have a standard normal baseline b and later z = r b + sqrt(icc) u + rest, where r is the correlation,
u is shared within a cluster, and z has variance 1. A scale, a ladder or a count is sd * z (what the analysis
compares are means, which are near normal; ladders and counts have the sd they are given). A yes or no is b and
z above the threshold that leaves the expected share; the effect moves the programme's threshold, so that it is
in percentage points, and correlation and icc are those of the latent scale. Arms are alike at the start.
Covariates explain nothing: they only cost degrees of freedom, which makes the power cautious.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from scipy.special import expit, ndtri, roots_hermitenorm

from werkzaam.core.effect.power.expected import Expected
from werkzaam.core.effect.regression import Floats, Integers
from werkzaam.core.effect.root import root
from werkzaam.core.effect.sample import Flags, Sample

LEAVING = 0.5
"""How much the log odds of being lost rise per standard deviation that somebody starts worse."""


def draw_pilot(expected: Expected, effects: Sequence[float], rng: np.random.Generator) -> Sample:
    """Everybody at the start; `later` as if the programme did nothing, NaN for who is lost.

    `history` holds the answers at the later wave under each effect, for yes or no: the same persons with the
    same luck.
    """
    treated = np.arange(sum(expected.persons)) < expected.persons[0]
    cluster = _clusters(expected)
    baseline = rng.standard_normal(len(treated))
    later = _later(expected, baseline, cluster, treated, rng)
    lost = rng.random(len(treated)) < _chance_of_loss(expected, baseline, treated)
    covariates = {name: rng.standard_normal(len(treated)) for name in expected.covariates}
    under = {name(effect): _answers(expected, later, treated, lost, effect) for effect in effects}
    return Sample(
        programme=expected.programme,
        comparison=expected.comparison,
        treated=treated,
        baseline=_answers(expected, baseline, treated, np.zeros_like(lost), 0.0),
        later=_answers(expected, later, treated, lost, 0.0),
        cluster=cluster,
        covariates=covariates,
        history=under if expected.share is not None else {},
    )


def name(effect: float) -> str:
    return f"{effect!r}"


def _clusters(expected: Expected) -> Integers:
    """A number per cluster, persons spread evenly over them; who stands alone has a number of their own."""
    found: list[Integers] = []
    first = 0
    for persons, clusters in zip(expected.persons, expected.clusters, strict=True):
        found.append(first + np.arange(persons) % (clusters or persons))
        first += persons
    return np.concatenate(found)


def _later(
    expected: Expected, baseline: Floats, cluster: Integers, treated: Flags, rng: np.random.Generator
) -> Floats:
    shares = np.where(treated, expected.clusters[0] > 0, expected.clusters[1] > 0) * expected.icc
    together = rng.standard_normal(len(treated))[cluster]
    own = np.sqrt(1 - expected.correlation**2 - shares) * rng.standard_normal(len(treated))
    later: Floats = expected.correlation * baseline + np.sqrt(shares) * together + own
    return later


def _answers(expected: Expected, latent: Floats, treated: Flags, lost: Flags, effect: float) -> Floats:
    moved = expected.sign * effect
    if expected.share is None:
        values = expected.sd * latent + moved * treated
    else:
        shares = np.where(treated, expected.share + moved, expected.share)
        values = (latent > -ndtri(shares)).astype(float)
    return np.where(lost, np.nan, values)


def _chance_of_loss(expected: Expected, baseline: Floats, treated: Flags) -> Floats:
    """Those who start worse are lost more often: at random given the baseline, at the expected rate per arm."""
    places = [_intercept(rate) for rate in expected.attrition]
    chance: Floats = expit(np.where(treated, *places) - LEAVING * expected.sign * baseline)
    return chance


@cache
def _intercept(rate: float) -> float:
    """The log odds at the mean that give this rate over a standard normal baseline."""
    if rate <= 0:
        return -np.inf
    nodes, weights = roots_hermitenorm(64)
    weights = weights / weights.sum()
    return root(lambda at: float(weights @ expit(at - LEAVING * nodes)) - rate, -20, 20)
