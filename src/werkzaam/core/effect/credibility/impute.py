"""Multiple imputation by arm of what is missing at baseline and at the wave asked about.

Within each arm apart, so that nothing of one arm's course is put into the other: the outcome at a wave is drawn
from a regression (`bayes.py`) on the outcome at the other waves and the covariates. Where who is lost stays
lost, the waves are filled one after another; else in turn, as chained equations (van Buuren 2018, ch. 4).
Values are neither rounded nor clipped to the outcome's range: either biases means and differences (von
Hippel 2009, doi:10.1111/j.1467-9531.2009.01215.x; Horton, Lipsitz & Parzen 2003).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

import numpy as np

from werkzaam.core.effect.credibility.bayes import draw_missing
from werkzaam.core.effect.credibility.predictors import FEWEST, covariate_columns, predictors
from werkzaam.core.effect.regression import Flags, Floats, Integers
from werkzaam.core.effect.sample import Sample
from werkzaam.problem import Problem

ROUNDS = 5
"""Turns of the chained equations, as in `mice`."""

HEARD = 0.5
"""The share of an arm that must have answered another wave for that wave to help."""

NEEDED = {"baseline", "later"}


def impute(
    everybody: Sample, baseline: str, wave: str, imputations: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Baseline and later outcome, each (m, n), the known as they are and the missing drawn.

    `baseline` and `wave` are keys of waves in `everybody.history`. A baseline that nobody was asked stays
    missing. Raises Problem `nothing-to-impute`, `too-few-to-impute`.
    """
    asked = not np.isnan(everybody.baseline).all()
    if not np.isnan(everybody.later).any() and not (asked and np.isnan(everybody.baseline).any()):
        raise Problem("Nobody was lost: there is nothing to impute.", code="nothing-to-impute")
    first = np.empty((imputations, len(everybody.treated)))
    last = first.copy()
    covariates = covariate_columns(everybody)
    for arm in (everybody.treated, ~everybody.treated):
        waves = _waves(everybody.only(arm), baseline, wave)
        clusters = np.unique(everybody.cluster[arm], return_inverse=True)[1].astype(np.int64)
        filled = _fill(waves, covariates[arm], clusters, imputations, rng)
        first[:, arm], last[:, arm] = filled.get("baseline", np.nan), filled["later"]
    return first, last


def _waves(arm: Sample, baseline: str, wave: str) -> dict[str, Floats]:
    """The outcome at each wave that can help, the one with fewest missing first."""
    waves = {"later": arm.later}
    if not np.isnan(arm.baseline).all():
        waves["baseline"] = arm.baseline
    others = {key: values for key, values in arm.history.items() if key not in (baseline, wave)}
    waves |= {f"at {key}": each for key, each in others.items() if np.mean(~np.isnan(each)) >= HEARD}
    return dict(sorted(waves.items(), key=lambda item: int(np.isnan(item[1]).sum())))


def _fill(
    waves: Mapping[str, Floats], covariates: Floats, cluster: Integers, m: int, rng: np.random.Generator
) -> dict[str, Floats]:
    """Every wave that is needed, filled (m, n)."""
    missing = {key: np.isnan(values) for key, values in waves.items()}
    if _nested(missing.values()):
        return _in_order(waves, covariates, cluster, m, rng)
    filled = {key: _at_random(values, m, rng) for key, values in waves.items()}
    for _ in range(ROUNDS):
        for key, values in waves.items():
            others = [filled[other] for other in waves if other != key]
            filled[key] = _drawn(values, others, covariates, cluster, m, rng)
    return filled


def _nested(missing: Iterable[Flags]) -> bool:
    """True when everybody missing at one wave is missing at those with more missing, too."""
    ordered = list(missing)
    return all(not (few & ~many).any() for few, many in pairwise(ordered))


def _in_order(
    waves: Mapping[str, Floats], covariates: Floats, cluster: Integers, m: int, rng: np.random.Generator
) -> dict[str, Floats]:
    filled: dict[str, Floats] = {}
    for key, values in waves.items():
        filled[key] = _drawn(values, list(filled.values()), covariates, cluster, m, rng)
        if NEEDED & waves.keys() <= filled.keys():
            break
    return filled


def _at_random(values: Floats, m: int, rng: np.random.Generator) -> Floats:
    """A start for the chain: the missing take known values at random."""
    missing = np.isnan(values)
    filled = np.tile(values, (m, 1))
    if missing.any():
        filled[:, missing] = rng.choice(_enough(values[~missing]), (m, int(missing.sum())))
    return filled


def _drawn(
    values: Floats,
    others: list[Floats],
    covariates: Floats,
    cluster: Integers,
    m: int,
    rng: np.random.Generator,
) -> Floats:
    """One wave, its missing drawn given the other waves (each (m, n)) and the covariates (n, q)."""
    known = ~np.isnan(values)
    filled = np.tile(values, (m, 1))
    if not known.all():
        _enough(values[known])
        x = predictors(others, covariates, known)
        filled[:, ~known] = draw_missing(values, x, known, cluster, m, rng)
    return filled


def _enough(known: Floats) -> Floats:
    if len(known) <= FEWEST:
        message = f"An arm has {len(known)} answers at a wave; four are the least to impute the others from."
        raise Problem(message, code="too-few-to-impute", n=len(known))
    return known
