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
from werkzaam.core.effect.regression import Flags, Floats, Integers
from werkzaam.core.effect.sample import Sample
from werkzaam.problem import Problem

ROUNDS = 5
"""Turns of the chained equations, as in `mice`."""

FEWEST = 3
"""Degrees of freedom a regression must keep, else its variance has no mean."""

HEARD = 0.5
"""The share of an arm that must have answered another wave for that wave to help."""


def impute(
    everybody: Sample, baseline: str, wave: str, imputations: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Baseline and later outcome, each (m, n), the known as they are and the missing drawn.

    `baseline` and `wave` are keys of waves in `everybody.history`. Raises Problem `nothing-to-impute`,
    `too-few-to-impute`.
    """
    if not np.isnan(everybody.baseline).any() and not np.isnan(everybody.later).any():
        raise Problem("Nobody was lost: there is nothing to impute.", code="nothing-to-impute")
    first = np.empty((imputations, len(everybody.treated)))
    last = first.copy()
    covariates = _covariates(everybody)
    for arm in (everybody.treated, ~everybody.treated):
        waves = _waves(everybody.only(arm), baseline, wave)
        clusters = np.unique(everybody.cluster[arm], return_inverse=True)[1].astype(np.int64)
        filled = _fill(waves, covariates[arm], clusters, imputations, rng)
        first[:, arm], last[:, arm] = filled["baseline"], filled["later"]
    return first, last


def _covariates(everybody: Sample) -> Floats:
    """Centred columns (n, q): the pooled mean and an indicator where missing."""
    columns: list[Floats] = []
    for values in everybody.covariates.values():
        missing = np.isnan(values)
        if missing.all():
            continue
        columns.append(np.where(missing, 0.0, values - np.nanmean(values)))
        if missing.any():
            columns.append(missing.astype(float))
    return np.stack(columns, axis=1) if columns else np.empty((len(everybody.treated), 0))


def _waves(arm: Sample, baseline: str, wave: str) -> dict[str, Floats]:
    """The outcome at each wave that can help, the one with fewest missing first."""
    waves = {"baseline": arm.baseline, "later": arm.later}
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
        if {"baseline", "later"} <= filled.keys():
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
        x = _predictors(others, covariates, known)
        filled[:, ~known] = draw_missing(values, x, known, cluster, m, rng)
    return filled


def _predictors(others: list[Floats], covariates: Floats, known: Flags) -> Floats:
    """Predictors (m or 1, n, p), waves before covariates: as many as the known can carry, none constant."""
    n = len(known)
    columns = [np.ones((1, n)), *others, *(column[None] for column in covariates.T)]
    same = [column[:1] if (column == column[0]).all() else column for column in columns]
    room = max(int(known.sum()) - FEWEST, 1)
    kept = [same[0], *(each for each in same[1:] if np.ptp(each[0, known]) > 0)][:room]
    m = max(len(each) for each in kept)
    centred = [kept[0], *(each - each[:, known].mean(axis=1, keepdims=True) for each in kept[1:])]
    return np.stack([np.broadcast_to(each, (m, n)) for each in centred], axis=2)


def _enough(known: Floats) -> Floats:
    if len(known) <= FEWEST:
        message = f"An arm has {len(known)} answers at a wave; four are the least to impute the others from."
        raise Problem(message, code="too-few-to-impute", n=len(known))
    return known
