"""Completeness, fidelity, and dose beside change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import stats

from werkzaam.core.effect.completeness import completeness
from werkzaam.core.effect.dose_response import dose_response
from werkzaam.core.effect.fidelity import fidelity
from werkzaam.core.effect.result import Completeness, Fidelity
from werkzaam.core.panel import Panel, build_panel
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Estimand, Method, Plan
from werkzaam.core.report.response import responded

Build = Callable[..., Panel]


def contact(person: str, week: int, planned: float = 0.0, delivered: float = 0.0) -> dict[str, Any]:
    channel = "planned" if planned else "office"
    counts = {"planned": planned, "delivered": delivered, "minutes": 30 * delivered}
    return {"person": person, "week": week, "channel": channel, **counts}


def panel_of(plan: Plan, clusters: list[str | None], rows: list[dict[str, Any]], slope: float = 0.0) -> Panel:
    """Persons p00 … of the programme with these coaches, and four controls; later = first + slope * place."""
    persons = [{"person": f"p{i:02}", "arm": "programme", "cluster": c} for i, c in enumerate(clusters)]
    persons += [{"person": f"q{i:02}", "arm": "control", "cluster": None} for i in range(4)]
    values = [
        {"person": each["person"], "wave": wave, "outcome": "score", "value": i % 5 + month * slope * i}
        for i, each in enumerate(persons)
        for month, wave in enumerate(("t0", "t1"))
    ]
    return build_panel(plan, persons, values, rows)


def test_completeness_tells_any_from_every_answer(plan: Plan) -> None:
    outcomes = tuple(replace(plan.outcomes[0], key=key) for key in ("a", "b", "unasked", "coach-only"))
    estimands = tuple(
        Estimand(f"{key}-t1", key, "t1", Method.DIFFERENCE, None) for key in ("a", "b", "unasked")
    )
    asked = replace(plan, outcomes=outcomes, estimands=estimands)
    persons = [{"person": f"p{i}", "arm": "programme" if i < 4 else "control"} for i in range(7)]
    told = [
        ("p0", "a"),
        ("p0", "b"),
        ("p1", "a"),
        ("p2", "coach-only"),
        ("p4", "a"),
        ("p4", "b"),
        ("p5", "b"),
    ]
    values = [
        {"person": p, "wave": "t0", "outcome": key, "value": float(i)} for i, (p, key) in enumerate(told)
    ]
    values += [
        {"person": p, "wave": "t1", "outcome": key, "value": 1.0 * i}
        for i, p in enumerate(("p0", "p1", "p4", "p5"))
        for key in ("a", "b")
    ]
    values += [
        {"person": p, "wave": "t1", "outcome": "unasked", "value": 1.0 * i}
        for i, p in enumerate(("p0", "p1", "p4", "p6"))
    ]
    panel = build_panel(asked, persons, values)
    found = completeness(Wide(panel), asked)
    assert found == (
        Completeness("programme", "t0", asked=4, n=2, whole=1),
        Completeness("programme", "t1", asked=4, n=2, whole=2),
        Completeness("control", "t0", asked=3, n=2, whole=1),
        Completeness("control", "t1", asked=3, n=3, whole=1),
    )
    counted = [(each.arm, each.wave, each.of, each.n) for each in responded(panel, asked)]
    assert [(each.arm, each.wave, each.asked, each.n) for each in found] == counted


def test_fidelity_per_coach_without_her_name(plan: Plan) -> None:
    rows = [contact("p00", 0, planned=4), contact("p00", 1, delivered=1), contact("p01", 1, planned=2),
            contact("p01", 3, delivered=3), contact("p02", 0, planned=2), contact("p02", 2, delivered=2),
            contact("q00", 3, delivered=8)]  # fmt: skip
    found = fidelity(Wide(panel_of(plan, ["Zina", "Zina", "Bram", None], rows)), plan)
    bram, zina = found
    assert bram == Fidelity("1", persons=1, planned=0.5, delivered=0.5, share=1.0)
    assert (zina.name, zina.persons, zina.planned, zina.delivered) == ("2", 2, 6 / 8, 4 / 8)
    assert zina.share == pytest.approx(2 / 3)


def test_the_plans_norm_stands_in(plan: Plan) -> None:
    rows = [contact("p00", week, delivered=1) for week in range(3)] + [contact("q00", 9, delivered=1)]
    (found,) = fidelity(Wide(panel_of(plan, ["Bram", "Bram"], rows)), plan)
    assert [found.planned, found.delivered] == pytest.approx([1.0, 3 / 2 / 10])
    assert found.share == pytest.approx(0.15)


def test_no_fidelity_without_plan_coach_or_contacts(plan: Plan) -> None:
    rows = [contact("p00", 0, delivered=1)]
    unplanned = replace(plan, arms=(replace(plan.arms[0], planned_contacts_per_week=None), plan.arms[1]))
    assert fidelity(Wide(panel_of(unplanned, ["Bram", "Bram"], rows)), unplanned) == ()
    assert fidelity(Wide(panel_of(plan, [None, None], rows)), plan) == ()
    assert fidelity(Wide(panel_of(plan, ["Bram", "Bram"], [])), plan) == ()


def many(count: int, clusters: list[str | None] | None = None, slope: float = 0.1) -> Callable[[Plan], Panel]:
    rows = [contact(f"p{i:02}", week, delivered=i / 10) for i in range(count) for week in range(10)]
    return lambda plan: panel_of(plan, clusters or [None] * count, rows, slope)


def test_a_slope_is_that_of_a_regression_with_hc2(plan: Plan) -> None:
    rng = np.random.default_rng(5)
    panel = many(12)(plan)
    values = panel.values.to_pylist()
    for row in values:
        row["value"] += rng.normal() * (row["wave"] == "t1")
    persons = panel.persons.to_pylist()
    noisy = Wide(build_panel(plan, persons, values, panel.dose.to_pylist()))
    (found,) = dose_response(noisy, plan)
    own = noisy.arm == "programme"
    change = (noisy.answers(plan.outcomes[0], "t1") - noisy.answers(plan.outcomes[0], "t0"))[own]
    reference = stats.linregress(np.arange(12) / 10, change)
    assert (found.n, found.outcome, found.wave) == (12, "score", "t1")
    assert found.slope.value == pytest.approx(reference.slope, rel=1e-10)
    assert found.correlation == pytest.approx(reference.rvalue, rel=1e-10)
    assert found.slope.low < found.slope.value < found.slope.high


def test_contacts_after_the_wave_cannot_have_mattered(plan: Plan) -> None:
    late = [contact(f"p{i:02}", 60 + i, delivered=9.0) for i in range(10)]  # the wave is after a year
    assert dose_response(Wide(panel_of(plan, [None] * 10, late, 0.1)), plan) == ()
    early = late + [contact(f"p{i:02}", 51, delivered=i) for i in range(10)]
    (found,) = dose_response(Wide(panel_of(plan, [None] * 10, early, 0.1)), plan)
    assert found.slope.value == pytest.approx(0.1 * 52)


def test_one_coach_gives_a_slope_without_ends(plan: Plan) -> None:
    (found,) = dose_response(Wide(many(9, ["Bram"] * 9)(plan)), plan)
    assert found.slope.value == pytest.approx(1.0)
    assert np.isnan(found.slope.low)


@pytest.mark.parametrize("count", [7, 8])
def test_fewer_than_eight_are_not_described(plan: Plan, count: int) -> None:
    assert len(dose_response(Wide(many(count)(plan)), plan)) == (count == 8)


def test_no_slope_without_spread_or_contacts(plan: Plan, build: Build) -> None:
    assert dose_response(Wide(many(9, slope=0.0)(plan)), plan) == ()
    rows = [contact(f"p{i:02}", 0, delivered=1.0) for i in range(9)]
    assert dose_response(Wide(panel_of(plan, [None] * 9, rows, 0.1)), plan) == ()
    assert dose_response(Wide(panel_of(plan, [None] * 9, [], 0.1)), plan) == ()
    secondary = replace(plan, estimands=(replace(plan.estimands[0], primary=False),))
    assert dose_response(Wide(many(9)(plan)), secondary) == ()
