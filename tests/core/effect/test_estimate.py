"""One question answered from a panel: what enters, what is refused, what does not matter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from werkzaam.core.effect import estimate
from werkzaam.core.effect.intervals import newcombe, wilson
from werkzaam.core.panel import Panel
from werkzaam.core.plan.model import Estimand, Method, Plan, Scale
from werkzaam.problem import NotSupported, Problem

Build = Callable[..., Panel]
Rows = list[tuple[Any, ...]]

SETTINGS = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def drawn(seed: int, n: int = 24, shift: float = 0.0) -> Rows:
    rng = np.random.default_rng(seed)
    first = rng.normal(10, 2, n).round(3)
    later = (first + rng.normal(shift, 1, n)).round(3)
    return [
        ("programme" if i % 2 else "control", *pair) for i, pair in enumerate(zip(first, later, strict=True))
    ]


def ask(panel: Panel, plan: Plan, method: Method = Method.ANCOVA) -> Any:
    return estimate(panel, plan, plan.estimands[0], method)


def with_method(plan: Plan, method: Method, scale: Scale = Scale.SCALE) -> Plan:
    return replace(
        plan,
        estimands=(Estimand("score-t1", "score", "t1", method, None),),
        outcomes=(replace(plan.outcomes[0], scale=scale),),
    )


def test_the_estimate_by_hand(plan: Plan, build: Build) -> None:
    rows: Rows = [
        ("programme", 1.0, 4.0),
        ("programme", 2.0, 6.0),
        ("programme", 3.0, 5.0),
        ("control", 1.0, 1.0),
        ("control", 2.0, 3.0),
        ("control", 4.0, 2.0),
        ("control", 3.0, None),
        ("programme", None, 9.0),
    ]
    change = ask(build(rows), plan, Method.DID)
    assert change.points.value == pytest.approx(3.0 - (-1 / 3))
    assert change.n == {"programme": 3, "control": 3}
    assert change.n_start == {"programme": 4, "control": 4}
    assert change.key == "score-t1-did"
    plain = ask(build(rows), plan, Method.DIFFERENCE)
    assert plain.points.value == pytest.approx(6.0 - 2.0)
    assert plain.n == {"programme": 4, "control": 3}, "the plain difference needs no baseline"
    # pooled baseline sd over everybody with a baseline: programme 1,2,3 and control 1,2,4,3
    assert plain.sd == pytest.approx(((2.0 + 5.0) / (2 + 3)) ** 0.5)
    assert plain.standardised.value == pytest.approx(plain.points.value / plain.sd)


def test_who_rated_it_matters(plan: Plan, build: Build) -> None:
    panel = build(drawn(1))
    coach = replace(plan, outcomes=(replace(plan.outcomes[0], rater="coach"),))
    with pytest.raises(Problem) as refused:
        ask(panel, coach)
    assert refused.value.code == "unknown-rater"


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("empty-arm", [("programme", 1, None), ("programme", 2, None), ("control", 1, 2), ("control", 2, 4)]),
        ("one-person-arm", [("programme", 1, 5), ("programme", 2, None), ("control", 1, 2), ("control", 2, 4)]),
        ("constant-outcome", [(arm, i, 7) for i in range(6) for arm in ("programme", "control")]),
        ("too-few-persons", [("programme", 1, 5), ("programme", 2, 4), *[("control", i, i * i) for i in range(6)]]),
        ("one-cluster", [(arm, i, i * i % 7, "a" if arm == "programme" else f"c{i}") for i in range(8)
                         for arm in ("programme", "control")]),
        ("too-few-degrees-of-freedom", [(arm, i, i + (arm == "control")) for i in range(5)
                                        for arm in ("programme", "control")]),
    ],
)  # fmt: skip
def test_a_named_problem_instead_of_a_number(code: str, rows: Rows, plan: Plan, build: Build) -> None:
    with pytest.raises(Problem) as refused:
        ask(build(rows), plan)
    assert refused.value.code == code


def test_the_baseline_itself_has_no_adjusted_effect(plan: Plan, build: Build) -> None:
    at_start = Estimand("score-t0", "score", "t0", Method.ANCOVA, None)
    with pytest.raises(NotSupported):
        estimate(build(drawn(2)), plan, at_start)


def test_without_a_comparison_there_is_nothing_to_estimate(plan: Plan, build: Build) -> None:
    alone = replace(plan, arms=plan.arms[:1])
    panel = build([("programme", 1, 2), ("programme", 2, 3)], alone)
    with pytest.raises(Problem) as refused:
        ask(panel, alone)
    assert refused.value.code == "no-comparison"


def test_clusters_on_one_side_only(plan: Plan, build: Build) -> None:
    rows = [
        (arm, first, later, f"coach{i % 4}" if arm == "programme" else None)
        for i, (arm, first, later) in enumerate(drawn(3, 40))
    ]
    found = ask(build(rows), plan)
    assert found.variance == "CR2"
    assert found.clusters["control"] == 20
    assert found.clusters["programme"] < 5


def test_nobody_at_work_at_the_start_still_has_a_standard_deviation(plan: Plan, build: Build) -> None:
    asked = with_method(plan, Method.DIFFERENCE, Scale.BINARY)
    rows = [("programme", 0, float(i < 6)) for i in range(20)] + [
        ("control", 0, float(i < 2)) for i in range(20)
    ]
    found = ask(build(rows, asked), asked, Method.DIFFERENCE)
    assert found.diagnostics["sd_at_later_wave"] == 1
    assert found.sd == pytest.approx(((20 * 0.3 * 0.7 + 20 * 0.1 * 0.9) / 38) ** 0.5)


def test_a_risk_difference_has_newcombes_interval(plan: Plan, build: Build) -> None:
    asked = with_method(plan, Method.DIFFERENCE, Scale.BINARY)
    rows = [("programme", 0, float(i < 5)) for i in range(34)] + [("control", 0, 0.0) for _ in range(24)]
    found = ask(build(rows, asked), asked, Method.DIFFERENCE)
    by_hand = newcombe(wilson(5 / 34, 34, 0.05), wilson(0.0, 24, 0.05))
    assert (found.points.low, found.points.high) == pytest.approx((by_hand.low, by_hand.high), rel=1e-14)
    assert found.diagnostics["smallest_cell"] == 0


def test_an_adjusted_risk_difference_is_widened_at_small_counts_only(plan: Plan, build: Build) -> None:
    asked = with_method(plan, Method.ANCOVA, Scale.BINARY)
    few = [("programme", float(i % 3 == 0), float(i < 4)) for i in range(34)]
    few += [("control", float(i % 4 == 0), float(i < 1)) for i in range(24)]
    found = ask(build(few, asked), asked)
    score = newcombe(wilson(4 / 34, 34, 0.05), wilson(1 / 24, 24, 0.05))
    assert found.points.low <= score.low
    assert found.points.high >= score.high
    assert (found.p < 0.05) == (not found.points.low <= 0 <= found.points.high)
    many = [("programme", float(i % 3 == 0), float(i % 2)) for i in range(60)]
    many += [("control", float(i % 4 == 0), float(i % 3 == 0)) for i in range(60)]
    usual = ask(build(many, asked), asked)
    assert usual.points.high - usual.points.value == pytest.approx(usual.points.value - usual.points.low)


def test_clustering_widens_a_risk_difference(plan: Plan, build: Build) -> None:
    asked = with_method(plan, Method.DIFFERENCE, Scale.BINARY)

    def rows(shared: bool) -> Rows:
        return [
            ("programme" if i < 40 else "control", 0, float(i // 8 % 2), f"c{i // 8}" if shared else None)
            for i in range(80)
        ]

    alone, shared = (ask(build(rows(flag), asked), asked, Method.DIFFERENCE) for flag in (False, True))
    assert shared.diagnostics["design_effect"] > 2
    assert shared.points.high - shared.points.low > 1.5 * (alone.points.high - alone.points.low)


@SETTINGS
@given(seed=st.integers(0, 10_000), factor=st.floats(0.01, 100), shift=st.floats(-50, 50))
def test_units_do_not_matter(seed: int, factor: float, shift: float, plan: Plan, build: Build) -> None:
    rows = drawn(seed)
    moved = [(arm, factor * first + shift, factor * later + shift) for arm, first, later in rows]
    before, after = ask(build(rows), plan), ask(build(moved), plan)
    assert after.points.value == pytest.approx(factor * before.points.value, rel=1e-6, abs=1e-9 * factor)
    assert after.se == pytest.approx(factor * before.se, rel=1e-6)
    assert after.df == pytest.approx(before.df, rel=1e-6)
    assert after.p == pytest.approx(before.p, rel=1e-5, abs=1e-9)


@SETTINGS
@given(seed=st.integers(0, 10_000))
def test_swapping_the_arms_turns_the_sign_only(seed: int, plan: Plan, build: Build) -> None:
    rows = drawn(seed)
    other = {"programme": "control", "control": "programme"}
    before = ask(build(rows), plan)
    after = ask(build([(other[arm], *rest) for arm, *rest in rows]), plan)
    assert after.points.value == pytest.approx(-before.points.value, rel=1e-9, abs=1e-12)
    assert after.se == pytest.approx(before.se, rel=1e-9)


@SETTINGS
@given(order=st.permutations(range(24)))
def test_the_order_of_people_does_not_matter(order: list[int], plan: Plan, build: Build) -> None:
    rows = drawn(9)
    before, after = ask(build(rows), plan), ask(build([rows[i] for i in order]), plan)
    assert after.points.value == pytest.approx(before.points.value, rel=1e-10)
    assert after.df == pytest.approx(before.df, rel=1e-10)


def test_a_planted_difference_is_found(plan: Plan, build: Build) -> None:
    rng = np.random.default_rng(4)
    rows = []
    for i in range(400):
        first = rng.normal(10, 2)
        arm = "programme" if i % 2 else "control"
        rows.append((arm, first, 0.8 * first + 0.6 * (i % 2) + rng.normal(0, 1)))
    found = ask(build(rows), plan)
    assert found.points.low < 0.6 < found.points.high
    assert found.p < 0.001
