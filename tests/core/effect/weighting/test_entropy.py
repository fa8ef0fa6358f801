"""Entropy balancing against its own conditions, against a naive solver, and against published weights.

The conditions are closed: the means are the target's, and the weights' logarithms are linear in what is
balanced (Hainmueller 2012, eq. 7); together they are necessary and sufficient.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog, minimize

from werkzaam.core.effect.sample import Sample, effective_number
from werkzaam.core.effect.weighting.entropy import calibrate
from werkzaam.core.plan.model import Weighting
from werkzaam.problem import Problem

MOMENTS = 1e-10  # in standard deviations
NAIVE = 2e-6  # what SLSQP reaches


def people(seed: int, n: int = 60, k: int = 4) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Characteristics, a target that some weights reach, and base weights."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, k)) @ rng.normal(size=(k, k)) + rng.normal(0, 5, k)
    return x, rng.dirichlet(np.ones(n)) @ x, rng.uniform(0.5, 2, n)


@given(st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_the_means_are_the_target(seed: int) -> None:
    x, target, base = people(seed)
    weights = calibrate(x, target, base)
    assert (weights > 0).all()
    assert weights.mean() == pytest.approx(1, abs=1e-12)
    assert np.abs((weights @ x / len(x) - target) / x.std(axis=0)).max() <= MOMENTS


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_no_weights_are_nearer(seed: int) -> None:
    """log(weight / base) is linear in what is balanced."""
    x, target, base = people(seed)
    tilt = np.log(calibrate(x, target, base) / base)
    design = np.column_stack([np.ones(len(x)), x])
    residual = tilt - design @ np.linalg.lstsq(design, tilt, rcond=None)[0]
    assert np.abs(residual).max() < 1e-8


@given(st.integers(0, 10_000), st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_units_and_order_do_not_matter(seed: int, other: int) -> None:
    x, target, base = people(seed)
    rng = np.random.default_rng(other)
    turn, shift = rng.normal(size=(4, 4)) + 3 * np.eye(4), rng.normal(0, 100, 4)
    order = rng.permutation(len(x))
    found = calibrate(x[order] @ turn + shift, target @ turn + shift, base[order])
    assert found == pytest.approx(calibrate(x, target, base)[order], rel=1e-6, abs=1e-9)


def test_a_naive_solver_finds_the_same() -> None:
    """The primal problem as written: least sum of w log(w / base) under the constraints."""
    x, target, base = people(3, n=14, k=2)
    base = base / base.sum()
    rules = [
        {"type": "eq", "fun": lambda w: w.sum() - 1},
        {"type": "eq", "fun": lambda w: w @ x - target},
    ]
    start = np.full(14, 1 / 14)
    naive = minimize(
        lambda w: float((w * np.log(w / base)).sum()),
        start,
        constraints=rules,
        bounds=[(1e-12, 1)] * 14,
        options={"ftol": 1e-15, "maxiter": 1000},
    )
    assert naive.success
    assert calibrate(x, target, base) / 14 == pytest.approx(naive.x, abs=NAIVE)


def test_three_moments_of_the_survey_as_published(lalonde: Sample, weighing) -> None:
    """These eight characteristics to three moments, as in the README of the R package entbal (Vegetabile, 2019).

    It finds 1,392.2 dollars, 4,957.0 in the comparison, and 116.46 effective persons.
    """
    powers = {
        f"{name}{power}": values**power
        for name, values in {**lalonde.covariates, "re75": lalonde.baseline}.items()
        for power in (1, 2, 3)
    }
    found = weighing(replace(lalonde, covariates=powers), Weighting.ENTROPY)
    theirs = ~found.treated
    control = np.average(found.later[theirs], weights=found.weight[theirs])
    assert control == pytest.approx(4957.0, abs=0.05)
    assert found.later[found.treated].mean() - control == pytest.approx(1392.2, abs=0.05)
    assert effective_number(found.weight[theirs]) == pytest.approx(116.46, abs=0.005)


def test_a_target_outside_everybody_is_refused() -> None:
    x = np.random.default_rng(1).normal(size=(40, 2))
    with pytest.raises(Problem) as refused:
        calibrate(x, np.array([x[:, 0].max() + 0.1, 0.0]), np.ones(40))
    assert refused.value.code == "no-balance"


def test_a_target_just_outside_in_a_combination_is_refused() -> None:
    """Both means are within reach, but not together."""
    x = np.array([[0.0, 0.0], [1.0, 1.0], [0.9, 1.0], [0.1, 0.0], [0.5, 0.5]])
    with pytest.raises(Problem, match="No weights"):
        calibrate(x, np.array([0.9, 0.1]), np.ones(5))


@given(st.integers(0, 100_000), st.integers(5, 30), st.integers(1, 5))
@settings(max_examples=80, deadline=None)
def test_only_what_no_weights_can_reach_is_refused(seed: int, n: int, k: int) -> None:
    """A linear programme says whether any weights reach the target."""
    rng = np.random.default_rng(seed)
    x, target = rng.normal(size=(n, k)), rng.normal(size=k) * rng.uniform(0, 1)
    k = min(k, n - 1)  # more than n - 1 are sums of the others
    x, target = x[:, :k], target[:k]
    rules = np.vstack([x.T, np.ones(n)])
    reachable = linprog(np.zeros(n), A_eq=rules, b_eq=np.r_[target, 1], method="highs").status == 0
    try:
        calibrate(x, target, np.ones(n))
        assert reachable
    except Problem:
        assert not reachable


def test_a_target_on_the_edge_silences_those_off_it() -> None:
    """Nobody in the programme is married: the married of the comparison get no voice."""
    married = np.r_[np.ones(20), np.zeros(20)]
    age = np.random.default_rng(2).normal(40, 8, 40)
    weights = calibrate(np.column_stack([married, age]), np.array([0.0, 41.0]), np.ones(40))
    assert weights[:20].sum() < 1e-8
    assert weights @ age / 40 == pytest.approx(41, abs=1e-9)


def test_what_does_not_vary_or_repeats_is_left_out() -> None:
    x, target, base = people(5)
    more = np.column_stack([np.full(60, 7.0), x, x[:, 0] - 2 * x[:, 1]])
    aims = np.r_[3.0, target, 999.0]
    assert calibrate(more, aims, base) == pytest.approx(calibrate(x, target, base), rel=1e-9)
    assert calibrate(np.full((9, 1), 4.0), np.array([5.0]), np.ones(9)) == pytest.approx(np.ones(9))


def test_at_the_target_already_the_weights_stay() -> None:
    x, _, base = people(6)
    assert calibrate(x, base @ x / base.sum(), base) == pytest.approx(base / base.mean(), rel=1e-12)
