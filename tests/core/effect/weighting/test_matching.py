"""Matched sets against R's MatchIt, and optimal full matching against a linear programme."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from werkzaam.core.effect.weighting.pairs import stars
from werkzaam.core.plan.model import Weighting
from werkzaam.problem import Problem

WEIGHT = 1e-13

CASES = [
    ("nearest", Weighting.NEAREST, "baseline", ("age", "income", "woman", "level")),
    ("exact", Weighting.EXACT, "woman", ("level",)),
    ("coarsened", Weighting.COARSENED, "age", ("woman",)),
    ("bands", Weighting.COARSENED, "baseline", ("income",)),
]


def together(sets: np.ndarray) -> set[frozenset[int]]:
    """Who is with whom, whatever the sets are called."""
    known = sets[~np.isnan(sets)]
    return {frozenset(np.flatnonzero(sets == name).tolist()) for name in np.unique(known)}


@pytest.mark.parametrize(("name", "kind", "baseline", "covariates"), CASES)
def test_as_in_matchit(study, matchit, sample_of, weighing, name, kind, baseline, covariates) -> None:
    everybody = sample_of(
        study["treated"], study[baseline], np.arange(150), **{key: study[key] for key in covariates}
    )
    found = weighing(everybody, kind)
    person = found.later.astype(int)  # who it was
    sets, weights = np.full(150, np.nan), np.zeros(150)
    sets[person], weights[person] = found.sets, found.weights
    assert together(sets) == together(matchit[f"{name}.set"])
    assert weights == pytest.approx(matchit[f"{name}.weight"], abs=WEIGHT)


def test_partners_lie_within_the_caliper_and_are_used_once(study, sample_of, weighing) -> None:
    everybody = sample_of(study["treated"], study["baseline"], age=study["age"])
    found = weighing(everybody, Weighting.NEAREST)
    assert set(np.bincount(found.sets)) == {2}
    assert found.counts()["programme"] == found.counts()["control"] < study["treated"].sum()


@given(st.integers(0, 100_000), st.integers(1, 9), st.integers(1, 9), st.booleans())
@settings(max_examples=150, deadline=None)
def test_full_matching_is_optimal(seed: int, m: int, n: int, ties: bool) -> None:
    """The least total distance is that of a linear programme whose corners are whole (the graph is bipartite)."""
    rng = np.random.default_rng(seed)
    distance = rng.integers(0, 3, (m, n)).astype(float) if ties else rng.uniform(size=(m, n))
    rows, columns = stars(distance)
    linked = rows[:, None] == columns
    cover = np.vstack([np.kron(np.eye(m), np.ones(n)), np.kron(np.ones(m), np.eye(n))])
    best = linprog(distance.ravel(), A_ub=-cover, b_ub=-np.ones(m + n), method="highs")
    assert distance[linked].sum() == pytest.approx(best.fun, abs=1e-9)


@given(st.integers(0, 100_000), st.booleans())
@settings(max_examples=80, deadline=None)
def test_every_full_set_has_one_against_one_or_more(seed: int, ties: bool) -> None:
    rng = np.random.default_rng(seed)
    distance = rng.integers(0, 2, (8, 6)).astype(float) if ties else rng.uniform(size=(8, 6))
    rows, columns = stars(distance)
    assert set(rows) == set(columns)
    assert all(min((rows == name).sum(), (columns == name).sum()) == 1 for name in set(rows))


def test_full_matching_keeps_everybody(study, sample_of, weighing) -> None:
    everybody = sample_of(study["treated"], study["baseline"], age=study["age"], woman=study["woman"])
    found = weighing(everybody, Weighting.FULL)
    assert len(found.treated) == 150
    assert found.weights[found.treated] == pytest.approx(1)
    for number in np.unique(found.sets):
        members = found.sets == number
        theirs = found.weights[members & ~found.treated]
        share = theirs.sum() / found.weights[~found.treated].sum()
        assert share == pytest.approx((members & found.treated).sum() / found.treated.sum())


def test_nobody_alike_is_said(sample_of, weighing) -> None:
    everybody = sample_of([1, 1, 0, 0], [1, 2, 3, 4])
    with pytest.raises(Problem) as refused:
        weighing(everybody, Weighting.EXACT)
    assert refused.value.code == "no-match"


def test_an_unknown_characteristic_only_matches_an_unknown_one(sample_of, weighing) -> None:
    nan = float("nan")
    everybody = sample_of([1, 1, 0, 0, 0], [1, 1, 1, 1, 1], [0, 1, 2, 3, 4], home=[nan, 0, nan, 0, 1])
    found = weighing(everybody, Weighting.EXACT)
    assert together(found.sets.astype(float)) == {frozenset({0, 2}), frozenset({1, 3})}
    assert found.later.tolist() == [0, 1, 2, 3]
