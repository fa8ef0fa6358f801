"""Who moved where, and who changed beyond measurement error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from werkzaam.core.effect.developments import developments
from werkzaam.core.effect.movement import movement
from werkzaam.core.effect.reliable import detectable_change, reliable, threshold_of
from werkzaam.core.panel import Panel
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Plan, Scale

Build = Callable[..., Panel]


def test_a_movement_table_counts_every_person_once(plan: Plan) -> None:
    ladder = replace(plan.outcomes[0], scale=Scale.ORDINAL, low=1, high=4)
    rng = np.random.default_rng(3)
    first, now = rng.integers(1, 4, 50).astype(float), rng.integers(1, 4, 50).astype(float)
    first[:5], now[3:9] = np.nan, np.nan
    found = movement(ladder, first, now)
    assert found is not None
    assert list(found.levels) == [1, 2, 3, 4], "an empty rung of the ladder keeps its place"
    naive = [
        [sum(1 for a, b in zip(first, now, strict=True) if (a, b) == (start, end)) for end in found.levels]
        for start in found.levels
    ]
    assert [list(row) for row in found.counts] == naive
    assert sum(map(sum, found.counts)) == 41


def test_movement_between_yes_and_no(plan: Plan) -> None:
    binary = replace(plan.outcomes[0], scale=Scale.BINARY)
    found = movement(binary, np.array([0.0, 0, 0]), np.array([0.0, 0, 0]))
    assert found is not None
    assert list(found.levels) == [0, 1]
    assert found.counts == ((3, 0), (0, 0))


def test_no_table_without_levels_or_answers(plan: Plan) -> None:
    values = np.arange(20.0)
    ordinal = replace(plan.outcomes[0], scale=Scale.ORDINAL)
    assert movement(plan.outcomes[0], values, values) is None
    assert movement(ordinal, values, values) is None, "more levels than anybody reads"
    assert movement(ordinal, values, np.full(20, np.nan)) is None


def test_jacobson_and_truax_own_example() -> None:
    """Jacobson & Truax (1991), p. 14: sd 7.5, reliability .80 gives S_diff 4.74; from 32.5 to 47.5 is RC 3.16."""
    threshold = detectable_change(7.5, 0.80)
    assert threshold / 1.96 == pytest.approx(4.74, abs=0.005)
    assert 1.96 * 15.0 / threshold == pytest.approx(3.16, abs=0.005)
    found = reliable(np.array([15.0]), np.zeros(1, int), threshold, 0.05)
    assert found is not None
    assert (found.risen, found.same, found.fallen) == (1, 0, 0)


def test_shares_that_changed_have_wilson_intervals() -> None:
    change = np.array([5.0, 4.0, 0.0, -1.0, -6.0, 3.0, 2.9, 0.0, 3.1, 3.0])
    found = reliable(change, np.arange(10), 3.0, 0.05)
    assert found is not None
    assert (found.risen, found.same, found.fallen) == (3, 6, 1), "exactly the threshold is no reliable change"
    for share, count in ((found.risen_share, 3), (found.fallen_share, 1)):
        low, high = proportion_confint(count, 10, method="wilson")
        assert (share.low, share.high) == pytest.approx((low, high), rel=1e-12)


def test_who_shares_a_coach_counts_for_less() -> None:
    change = np.repeat([5.0, 5.0, 0.0, 0.0], 5)
    alone = reliable(change, np.arange(20), 3.0, 0.05)
    shared = reliable(change, np.repeat(np.arange(4), 5), 3.0, 0.05)
    assert alone is not None
    assert shared is not None
    assert shared.risen_share.low < alone.risen_share.low
    assert shared.risen_share.high > alone.risen_share.high


def test_no_threshold_without_reliability_or_spread() -> None:
    values = np.array([1.0, 2.0, np.nan, 3.0])
    assert threshold_of(values, None) is None
    assert threshold_of(np.ones(5), 0.8) is None
    assert threshold_of(values, 0.8) == pytest.approx(detectable_change(1.0, 0.8))
    assert reliable(values, np.arange(4), None, 0.05) is None
    assert reliable(np.array([]), np.array([], int), 1.0, 0.05) is None


def test_developments_carry_both(plan: Plan, build: Build) -> None:
    rows: list[tuple[Any, ...]] = [
        ("programme" if i % 2 else "control", i % 4 + 1.0, (i * 3) % 4 + 1.0) for i in range(16)
    ]
    rows[0] = ("control", None, 4.0)
    outcome = replace(plan.outcomes[0], scale=Scale.ORDINAL, low=1, high=4, reliability=0.9)
    asked = replace(plan, outcomes=(outcome,))
    found = {(each.arm, each.wave): each for each in developments(Wide(build(rows, asked)), asked)}
    start, later = found["control", "t0"], found["control", "t1"]
    assert start.movement is None
    assert start.reliable is None
    assert later.movement is not None
    assert later.reliable is not None
    assert sum(map(sum, later.movement.counts)) == later.n_change == 7
    assert later.reliable.risen + later.reliable.same + later.reliable.fallen == 7
    both_arms = np.array([first for _, first, _ in rows if first is not None])
    assert later.reliable.threshold == pytest.approx(detectable_change(both_arms.std(ddof=1), 0.9))
