"""Hidden bias in matched people (Rosenbaum 2002): how unequal may the odds of taking part secretly have been?

Within a matched set everybody should have had the same odds of being in the programme. Gamma says how many
times larger one's odds may have been than another's for something unseen; at each Gamma the largest p-value
that is possible follows. Pairs: Wilcoxon's signed rank statistic (section 4.3.3). Larger sets, of one
participant and several others or the other way round: aligned ranks, bounded set by set (Gastwirth, Krieger &
Rosenbaum 2000, doi:10.1111/1467-9868.00249). Both by the normal approximation.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import ndtr

from werkzaam.core.effect.credibility.adjusted import adjusted_outcome
from werkzaam.core.effect.regression import Flags, Floats, Integers
from werkzaam.core.effect.root import root
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method
from werkzaam.problem import NotSupported, Problem

LARGEST = 1000.0
"""Odds beyond which nobody asks further."""

NEARLY = 1e-9
"""Expectations this near are the same."""

FEWEST = 5
"""Sets below which the normal approximation of a rank statistic means nothing."""


def largest_gamma(sample: Sample, method: Method, alpha: float) -> float | None:
    """The largest Gamma at which the two-sided p-value stays below alpha; None if it is not even at 1.

    For a matched sample (`sets`; below zero: in none). Raises Problem `no-matched-sets`,
    `too-few-matched-sets`, `not-supported` (several of both arms in one set).
    """
    p_value = sensitivity(sample, method)
    if p_value(1.0) >= alpha:
        return None
    if p_value(LARGEST) < alpha:
        return LARGEST
    return root(lambda gamma: p_value(gamma) - alpha, 1.0, LARGEST, near=1e-10)


def sensitivity(sample: Sample, method: Method) -> Callable[[float], float]:
    """The largest two-sided p-value as a function of Gamma (at least 1): twice the smaller of both sides."""
    upper = _upper(*_matched(sample, method))
    return lambda gamma: min(1.0, 2 * min(upper(gamma, 1.0), upper(gamma, -1.0)))


def signed_rank_p(differences: Floats, gamma: float) -> float:
    """The largest one-sided p-value of "no positive difference" for pairs.

    Differences of zero are ranked with the others and then left out (Pratt 1959), as in Rosenbaum's examples.
    """
    q = _ranks(np.abs(differences)) * (differences != 0)
    statistic = float(q[differences > 0].sum())
    chance = gamma / (1 + gamma)
    spread = float(np.sqrt(chance * (1 - chance) * (q**2).sum()))
    return float(ndtr(-(statistic - chance * q.sum()) / spread)) if spread > 0 else 1.0


def aligned_rank_p(y: Floats, chosen: Flags, sets: Integers, gamma: float) -> float:
    """The largest one-sided p-value of "the one chosen per set is not higher", for sets of any size.

    `y` (n,) any scores, of which the ranks of the distance to the set's mean are used; `chosen` flags one
    person per set, or all but one (then that one is held to be lower).
    """
    return _largest_p(_by_size(y, chosen, sets), gamma)


def _by_size(y: Floats, chosen: Flags, sets: Integers) -> tuple[float, list[Floats]]:
    """The sum of the chosen ones' scores, and the scores of all in order (sets, persons), a table per size."""
    place = np.unique(sets, return_inverse=True)[1]
    persons = np.bincount(place)
    lone = np.bincount(place, weights=chosen)[place] == 1
    scores = np.where(lone, 1.0, -1.0) * _ranks(y - (np.bincount(place, weights=y) / persons)[place])
    order = np.lexsort((scores, place))
    sizes = persons[place[order]]
    tables = [scores[order][sizes == size].reshape(-1, size) for size in np.unique(persons)]
    return float(scores[chosen == lone].sum()), tables


def _largest_p(found: tuple[float, list[Floats]], gamma: float) -> float:
    statistic, tables = found
    moments = np.sum([_worst(table, gamma) for table in tables], axis=0)
    spread = float(np.sqrt(moments[1]))
    return float(ndtr(-(statistic - moments[0]) / spread)) if spread > 0 else 1.0


def _worst(q: Floats, gamma: float) -> tuple[float, float]:
    """The largest expectation of the chosen one's score, and then its variance, summed over sets (k, J).

    In each set it is found where the hidden cause is 0 for the lowest a and 1 for the others, for some a.
    """
    persons = np.arange(q.shape[1])
    weights = np.where(persons >= np.arange(1, q.shape[1])[:, None], gamma, 1.0)
    weights /= weights.sum(axis=1, keepdims=True)
    means = q @ weights.T
    variances = q**2 @ weights.T - means**2
    largest = means.max(axis=1)
    tied = np.where(means >= largest[:, None] - NEARLY, variances, 0.0)
    return float(largest.sum()), float(tied.max(axis=1).sum())


def _matched(sample: Sample, method: Method) -> tuple[Floats, Flags, Integers]:
    """Values, arm and set of everybody in a set where both arms are left."""
    if sample.sets is None:
        raise Problem(
            "People were not matched into sets: there are no odds to compare.", code="no-matched-sets"
        )
    y = adjusted_outcome(sample, method)
    inside = (sample.sets >= 0) & ~np.isnan(y)
    y, treated = y[inside], sample.treated[inside]
    place = np.unique(sample.sets[inside], return_inverse=True)[1]
    persons, participants = np.bincount(place), np.bincount(place, weights=treated)
    both = (participants > 0) & (participants < persons)
    if both.sum() < FEWEST:
        message = "Fewer than five matched sets have both a participant and somebody compared."
        raise Problem(message, code="too-few-matched-sets", sets=int(both.sum()))
    if (both & (participants > 1) & (persons - participants > 1)).any():
        raise NotSupported("A matched set holds several of both arms; bounds need one of either.")
    kept = both[place]
    return y[kept], treated[kept], place[kept].astype(np.int64)


def _upper(y: Floats, treated: Flags, sets: Integers) -> Callable[[float, float], float]:
    """The one-sided bound as a function of Gamma and the direction (1 or -1)."""
    if len(y) == 2 * len(np.unique(sets)):
        order = np.lexsort((~treated, sets))
        pairs = y[order].reshape(-1, 2)
        differences = pairs[:, 0] - pairs[:, 1]
        return lambda gamma, sign: signed_rank_p(sign * differences, gamma)
    found = {sign: _by_size(sign * y, treated, sets) for sign in (1.0, -1.0)}
    return lambda gamma, sign: _largest_p(found[sign], gamma)


def _ranks(values: Floats) -> Floats:
    """Ranks from 1, the mean rank where values tie (to nine digits, for arithmetic's sake)."""
    scale = float(np.abs(values).max(initial=0.0)) or 1.0
    _, place, counts = np.unique(np.round(values / scale, 9), return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: Floats = (last - (counts - 1) / 2)[place]
    return ranks
