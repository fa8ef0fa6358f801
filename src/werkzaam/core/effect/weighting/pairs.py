"""Sets made by closeness of the log odds: pairs of nearest neighbours, and optimal full matching."""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.regression import Floats, Integers
from werkzaam.core.effect.sample import Flags
from werkzaam.core.effect.weighting.propensity import log_odds
from werkzaam.core.effect.weighting.strata import ALONE
from werkzaam.problem import NotSupported

CALIPER = 0.2
"""Partners lie no further apart, in standard deviations of the log odds (Austin 2011, doi:10.1002/pst.433)."""

DIGITS = 9
"""Scores that agree so far are equal: the last digits depend on the order of summing."""

MOST_PAIRS = 50_000_000
"""Full matching holds a distance for every pair of persons; this many take 400 MB."""


def closeness(x: Floats, treated: Flags) -> Floats:
    """The log odds (n,) of the programme in their standard deviations over everybody. Raises `separation`."""
    eta = log_odds(x, treated)
    spread = float(eta.std(ddof=1))
    return np.round(eta / spread, DIGITS) if spread > 0 else np.zeros(len(eta))


def nearest(x: Floats, treated: Flags) -> Integers:
    """Pairs (n,): each programme person, the likeliest first, takes the nearest who is still free.

    One comparison person each, within the caliper, without replacement; of equally near ones the first. This
    is MatchIt's default order (Ho et al. 2011, doi:10.18637/jss.v042.i08).
    """
    score = closeness(x, treated)
    sets = np.full(len(score), ALONE, dtype=np.int64)
    ours, theirs = np.flatnonzero(treated), np.flatnonzero(~treated)
    free = score[theirs].copy()
    for number, person in enumerate(ours[np.argsort(-score[ours], kind="stable")]):
        apart = np.abs(free - score[person])
        partner = int(apart.argmin())
        if apart[partner] <= CALIPER:
            sets[[person, theirs[partner]]] = number
            free[partner] = np.inf
    return sets


def full(x: Floats, treated: Flags) -> Integers:
    """Sets (n,) of one programme person with some others, or the reverse, at the least total distance.

    Everybody is in a set (Rosenbaum 1991, doi:10.1111/j.2517-6161.1991.tb01848.x; Hansen 2004,
    doi:10.1198/016214504000000647). Often several are as good; people are put in order of their score first, so
    that which one is found does not hang on the order of the panel. Raises NotSupported above fifty million
    pairs.
    """
    ours, theirs = np.flatnonzero(treated), np.flatnonzero(~treated)
    if len(ours) * len(theirs) > MOST_PAIRS:
        message = "Full matching is not made for so many people; register `nearest` or `entropy`."
        raise NotSupported(message, programme=len(ours), comparison=len(theirs))
    score = closeness(x, treated)
    ours, theirs = (arm[np.argsort(score[arm], kind="stable")] for arm in (ours, theirs))
    sets = np.empty(len(score), dtype=np.int64)
    sets[ours], sets[theirs] = stars(np.abs(score[ours][:, None] - score[theirs]))
    return sets


def stars(distance: Floats) -> tuple[Integers, Integers]:
    """The sets of rows (m,) and of columns (n,) that cover everybody at the least total `distance` (m, n).

    This is the cheapest edge cover of a bipartite graph. It follows from a matching that gains most over
    everybody's own cheapest partner (Schrijver 2003, Combinatorial Optimization, section 19.3).
    """
    rows, columns = distance.min(axis=1), distance.min(axis=0)
    gain = np.maximum(rows[:, None] + columns - distance, 0)
    from scipy.optimize import linear_sum_assignment  # late: see core/effect/root.py

    one, other = linear_sum_assignment(gain, maximize=True)
    paired = gain[one, other] > 0
    one, other = one[paired], other[paired]
    left = np.setdiff1d(np.arange(len(rows)), one)
    right = np.setdiff1d(np.arange(len(columns)), other)
    edges = np.column_stack(
        [
            np.r_[one, left, distance[:, right].argmin(axis=0)],
            np.r_[other, distance[left].argmin(axis=1), right],
        ]
    )
    return _numbered(_needed(np.unique(edges, axis=0), distance), distance.shape)


def _needed(edges: Integers, distance: Floats) -> Integers:
    """Without the links whose both ends have another (only people at no distance have such), longest first."""
    degree = [np.bincount(ends) for ends in edges.T]
    order = np.argsort(-distance[edges[:, 0], edges[:, 1]], kind="stable")
    kept = np.ones(len(edges), dtype=bool)
    for place in order[(degree[0][edges[order, 0]] > 1) & (degree[1][edges[order, 1]] > 1)]:
        row, column = edges[place]
        if degree[0][row] > 1 and degree[1][column] > 1:
            degree[0][row] -= 1
            degree[1][column] -= 1
            kept[place] = False
    return edges[kept]


def _numbered(edges: Integers, shape: tuple[int, ...]) -> tuple[Integers, Integers]:
    """A number per set: a row with several columns names its set, else the column does."""
    many = np.bincount(edges[:, 0], minlength=shape[0]) > 1
    name = np.where(many[edges[:, 0]], edges[:, 0], shape[0] + edges[:, 1])
    rows, columns = np.empty(shape[0], dtype=np.int64), np.empty(shape[1], dtype=np.int64)
    rows[edges[:, 0]] = name
    columns[edges[:, 1]] = name
    return rows, columns
