"""Balance before and after weighting, against a computation written out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from werkzaam.core.effect.balance import balance
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Plan, Weighting


def rows(n: int = 60) -> tuple[list[tuple[str, float, float | None]], list[float | None]]:
    rng = np.random.default_rng(21)
    arm = ["programme" if place < n // 2 else "control" for place in range(n)]
    first = [float(rng.normal(10 if a == "programme" else 11.5, 2)) for a in arm]
    later = [value + 1 if rng.random() < 0.8 else None for value in first]
    return list(zip(arm, first, later, strict=True)), [float(rng.integers(20, 60)) for _ in arm]


def test_weights_take_the_difference_away(plan: Plan, build) -> None:
    people, age = rows()
    wide, asked = Wide(build(people, age=age)), replace(plan, covariates=("age",))
    found = balance(wide, asked, asked.estimands[0])
    stayed = {
        arm: [row[1] for row in people if row[0] == arm and row[2] is not None]
        for arm in ("programme", "control")
    }
    ours, theirs = (np.array(stayed[arm]) for arm in ("programme", "control"))
    pooled = np.sqrt(
        ((len(ours) - 1) * ours.var(ddof=1) + (len(theirs) - 1) * theirs.var(ddof=1))
        / (len(ours) + len(theirs) - 2)
    )
    start = found.rows[0]
    assert start.smd_before == pytest.approx((ours.mean() - theirs.mean()) / pooled)
    assert abs(start.smd_before) > 0.25
    assert found.worst < 1e-9
    whole = [row[1] for row in people if row[0] == "programme"]
    assert start.programme == pytest.approx(np.mean(whole), abs=1e-9)
    assert start.comparison == pytest.approx(np.mean(whole), abs=1e-9)


def test_after_matching_only_the_matched_count(plan: Plan, build) -> None:
    people = [
        ("programme", 1.0, 5.0),
        ("programme", 2.0, 6.0),
        ("programme", 2.0, 4.0),
        ("programme", 9.0, 9.0),
    ]
    people += [
        ("control", 1.0, 3.0),
        ("control", 2.0, 4.0),
        ("control", 2.0, 5.0),
        ("control", 2.0, 5.0),
        ("control", 7.0, 1.0),
    ]
    asked = replace(plan, weights=Weighting.EXACT)
    row = balance(Wide(build(people)), asked, asked.estimands[0]).rows[0]
    assert (row.programme, row.comparison) == (pytest.approx(5 / 3), pytest.approx(5 / 3))
    assert row.smd == pytest.approx(0, abs=1e-12)
    # weights 4/3 for the one who started at 1, 8/9 for the three at 2: variance sum w(x-m)^2 / (1 - sum w^2), w shares
    shares = np.array([1 / 3, 2 / 9, 2 / 9, 2 / 9])
    weighted = shares @ (np.array([1, 2, 2, 2]) - 5 / 3) ** 2 / (1 - shares @ shares)
    assert row.variance_ratio == pytest.approx((1 / 3) / weighted)
    assert row.smd_before == pytest.approx(
        (3.5 - 2.8) / np.sqrt((3 * 13.666666666666666 + 4 * 5.7) / 7), rel=1e-9
    )


def test_where_no_weights_can_be_made_both_are_without(plan: Plan, build) -> None:
    people = [("programme", float(v), 1.0 + v % 3) for v in range(20, 30)] + [
        ("control", float(v), 1.0 + v % 2) for v in range(10)
    ]
    row = balance(Wide(build(people)), plan, plan.estimands[0]).rows[0]
    assert row.smd == row.smd_before
    assert row.smd > 3
