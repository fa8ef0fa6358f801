"""From everybody at the start to the analysed, with a weight each: who must resemble whom.

Outside a lottery the analysed of both arms stand for the programme arm at the start, with those who were lost
later (the effect on the treated); in a lottery for everybody at the start. So one calibration does two jobs: it
makes the arms alike, and lets those who stayed speak for those like them who were lost. `overlap` weights ask
about people who could have been in either arm; matched sets about those in the programme who have a partner.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from scipy.special import expit

from werkzaam.core.effect.regression import Floats, Integers
from werkzaam.core.effect.sample import Flags, Sample
from werkzaam.core.effect.weighting.characteristics import characteristics
from werkzaam.core.effect.weighting.entropy import calibrate
from werkzaam.core.effect.weighting.pairs import full, nearest
from werkzaam.core.effect.weighting.propensity import log_odds
from werkzaam.core.effect.weighting.strata import ALONE, coarsened, exact
from werkzaam.core.plan.model import Estimand, Method, Plan, Weighting
from werkzaam.problem import Problem

MATCHING: dict[Weighting, Callable[[Floats, Flags], Integers]] = {
    Weighting.NEAREST: nearest,
    Weighting.EXACT: exact,
    Weighting.COARSENED: coarsened,
    Weighting.FULL: full,
}


HIGHEST = 300.0
"""Log odds above this would overflow; long before, one person decides everything."""


def weigh(everybody: Sample, keep: Flags, plan: Plan, estimand: Estimand, method: Method) -> Sample:
    """The analysed (`keep`, (n,)) of `everybody` with `weights` of mean 1 in each arm, as the plan registered.

    Matching leaves out who has no partner and numbers the `sets`. Weights are None where none are called for,
    there is nothing to be alike on, or an arm is empty. Difference in differences is never made alike on the
    baseline: then it would answer as the baseline-adjusted comparison does, and could not confirm it (Daw &
    Hatfield 2018, doi:10.1111/1475-6773.12993). Raises Problem `no-balance`, `separation`, `no-match`.
    """
    kind, sample = plan.weighting(estimand), everybody.only(keep)
    if min(sample.counts().values()) == 0:
        return sample
    if kind is Weighting.NONE and (method is Method.DIFFERENCE or not plan.attrition_weights or keep.all()):
        return sample
    x = characteristics(everybody, keep, baseline=method is not Method.DID)
    if not x.shape[1]:
        return sample
    if kind in MATCHING:
        return _matched(everybody, keep, x, plan, kind)
    if kind in (Weighting.PROPENSITY, Weighting.OVERLAP):
        weights = _scored(everybody.treated, keep, x, plan, kind)
    else:
        weights = _calibrated(everybody.treated, keep, x, plan, kind)
    return replace(sample, weights=weights[keep])


def _calibrated(treated: Flags, keep: Flags, x: Floats, plan: Plan, kind: Weighting) -> Floats:
    """Weights (n,) by entropy: to one target for both arms, or (`none`) to each arm's own start."""
    weights = np.ones(len(keep))
    for arm in (treated, ~treated):
        target = _target(treated, keep, plan) if kind is Weighting.ENTROPY or plan.lottery else arm
        weights[keep & arm] = _towards(x, keep & arm, target.astype(float))
    return weights


def _target(treated: Flags, keep: Flags, plan: Plan) -> Flags:
    """Whom both arms must resemble."""
    if not plan.attrition_weights:
        return keep & treated
    return np.ones(len(keep), dtype=bool) if plan.lottery else treated


def _towards(x: Floats, rows: Flags, target: Floats, base: Floats | None = None) -> Floats:
    """Weights of the persons in `rows` that give them the means of `x` (n, k) by the weights `target` (n,)."""
    return calibrate(x[rows], _means(x, target), np.ones(int(rows.sum())) if base is None else base[rows])


def _means(x: Floats, weights: Floats) -> Floats:
    """Weighted means of the columns over the known values; NaN where none is known."""
    shares = np.where(np.isnan(x), 0.0, weights[:, None])
    total = shares.sum(axis=0)
    sums = (shares * np.nan_to_num(x)).sum(axis=0)
    means: Floats = np.divide(sums, total, out=np.full(x.shape[1], np.nan), where=total > 0)
    return means


def _scored(treated: Flags, keep: Flags, x: Floats, plan: Plan, kind: Weighting) -> Floats:
    """Weights (n,) from the log odds of the programme, estimated among everybody at the start.

    `propensity`: the odds, for the comparison (effect on the treated). `overlap`: the probability of the other
    arm (Li, Morgan & Zaslavsky 2018, doi:10.1080/01621459.2016.1260466). The analysed of each arm are then
    calibrated from these to what the arm was at the start under the same weights.
    """
    start = ~np.isnan(x).any(axis=1) if plan.attrition_weights else keep
    base = np.zeros(len(keep))
    base[start] = _from_odds(log_odds(x[start], treated[start]), treated[start], kind)
    weights = np.ones(len(keep))
    for arm in (treated, ~treated):
        weights[keep & arm] = _towards(x, keep & arm, np.where(arm, base, 0.0), base)
    return weights


def _from_odds(eta: Floats, treated: Flags, kind: Weighting) -> Floats:
    if kind is Weighting.OVERLAP:
        return np.where(treated, expit(-eta), expit(eta))
    return np.where(treated, 1.0, np.exp(np.minimum(eta, HIGHEST)))


def _matched(everybody: Sample, keep: Flags, x: Floats, plan: Plan, kind: Weighting) -> Sample:
    """Matched sets among the analysed; attrition weights of the programme pass to those matched with them."""
    treated = everybody.treated
    sets = MATCHING[kind](x[keep], treated[keep])
    found = np.flatnonzero(keep)[sets != ALONE]
    if not len(found):
        message = "Nobody in the comparison is close enough to anybody in the programme to be matched."
        raise Problem(f"{message} Register coarser matching or weights.", code="no-match", weights=str(kind))
    stay = np.ones(len(keep))
    if plan.attrition_weights:
        stay[keep & treated] = _towards(x, keep & treated, treated.astype(float))
    chosen = np.zeros(len(keep), dtype=bool)
    chosen[found] = True
    numbers = _renumbered(sets[sets != ALONE])
    weights = _within_sets(numbers, treated[chosen], stay[chosen])
    return replace(everybody.only(chosen), weights=weights, sets=numbers)


def _renumbered(sets: Integers) -> Integers:
    """Sets numbered from 0 in the order in which their first person comes."""
    _, first, label = np.unique(sets, return_index=True, return_inverse=True)
    numbers: Integers = np.argsort(np.argsort(first))[label.ravel()].astype(np.int64)
    return numbers


def _within_sets(sets: Integers, treated: Flags, stay: Floats) -> Floats:
    """In each set the comparison persons share the weight of its programme persons; mean 1 in each arm."""
    ours = np.bincount(sets, weights=stay * treated)
    theirs = np.bincount(sets, weights=(~treated).astype(float))
    weights = np.where(treated, stay, ours[sets] / theirs[sets])
    means = np.where(treated, weights[treated].mean(), weights[~treated].mean())
    scaled: Floats = weights / means
    return scaled
