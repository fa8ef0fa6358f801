"""What stands around an estimate: developments, balance, attrition, dose, and the analysis of a whole plan."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import stats

from werkzaam.core.effect import Estimate, analyse
from werkzaam.core.effect.attrition import attrition, boundary
from werkzaam.core.effect.balance import balance
from werkzaam.core.effect.developments import developments
from werkzaam.core.effect.dose import dose
from werkzaam.core.effect.level import level
from werkzaam.core.effect.multiplicity import holm
from werkzaam.core.panel import DOSE, Panel, build_panel
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Estimand, Method, Outcome, Plan, Scale
from werkzaam.problem import NotSupported

Build = Callable[..., Panel]

ROWS: list[tuple[Any, ...]] = [
    ("programme", 1.0, 3.0),
    ("programme", 2.0, 2.0),
    ("programme", 5.0, 4.0),
    ("programme", 4.0, None),
    ("control", 2.0, 3.0),
    ("control", 3.0, 3.0),
    ("control", None, 8.0),
]


def test_developments(plan: Plan, build: Build) -> None:
    found = {(each.arm, each.wave): each for each in developments(Wide(build(ROWS)), plan)}
    later = found["programme", "t1"]
    assert (later.asked, later.n, later.n_change) == (4, 3, 3)
    assert (later.risen, later.same, later.fallen) == (1, 1, 1)
    assert later.level.value == pytest.approx(3.0)
    reference = stats.ttest_1samp([3.0, 2.0, 4.0], 0).confidence_interval(0.95)
    assert (later.level.low, later.level.high) == pytest.approx((reference.low, reference.high))
    assert later.change is not None
    assert later.change.value == pytest.approx(1 / 3)
    assert later.sources == ("records",)


def test_a_change_names_the_sources_of_both_its_waves(plan: Plan) -> None:
    arms = ("programme", "programme", "control", "control")
    persons = [{"person": f"p{place}", "arm": arm} for place, arm in enumerate(arms)]
    values = [
        {
            "person": person["person"],
            "wave": wave,
            "outcome": "score",
            "value": place + (place % 2) * month,
            "source": f"{person['arm']}-{wave}",
        }
        for month, wave in enumerate(("t0", "t1"))
        for place, person in enumerate(persons)
    ]
    found = {
        (each.arm, each.wave): each for each in developments(Wide(build_panel(plan, persons, values)), plan)
    }
    assert found["programme", "t0"].sources == ("programme-t0",)
    assert found["programme", "t1"].sources == ("programme-t0", "programme-t1")
    start = found["programme", "t0"]
    assert start.change is None
    assert start.n_change == 0
    assert found["control", "t1"].n_change == 2


def test_a_level_knows_its_clusters() -> None:
    values = np.array([1.0, 1.1, 0.9, 5.0, 5.2, 4.9, 3.0, 3.1, 2.8])
    shared = level(values, np.repeat([0, 1, 2], 3), 0.05)
    # equal clusters: exactly the t interval of the three cluster means
    reference = stats.ttest_1samp(values.reshape(3, 3).mean(axis=1), 0).confidence_interval(0.95)
    assert (shared.low, shared.high) == pytest.approx((reference.low, reference.high), rel=1e-10)
    assert math.isnan(level(values, np.zeros(9, int), 0.05).low), "one coach says nothing about others"
    assert math.isnan(level(values[:1], np.zeros(1, int), 0.05).high)


def test_a_share_stays_between_nought_and_one() -> None:
    found = level(np.zeros(12), np.arange(12), 0.05, binary=True)
    assert found.low == 0
    assert 0.2 < found.high < 0.3


def test_balance_is_over_those_who_are_analysed(plan: Plan, build: Build) -> None:
    panel = build(ROWS, age=[20.0, 30.0, 40.0, 99.0, 30.0, 20.0, 99.0])
    found = balance(Wide(panel), replace(plan, covariates=("age",)), plan.estimands[0])
    start, age = found.rows
    pooled = math.sqrt((2 * np.var([1, 2, 5], ddof=1) + np.var([2, 3], ddof=1)) / 3)
    assert start.name == "score"
    assert start.smd == pytest.approx((8 / 3 - 2.5) / pooled)
    assert start.variance_ratio == pytest.approx(np.var([1, 2, 5], ddof=1) / 0.5)
    assert (age.programme, age.comparison) == (30.0, 25.0)
    assert found.worst == max(abs(start.smd), abs(age.smd))
    assert found.worst_row is age


def test_groups_that_share_nothing_are_infinitely_far_apart(plan: Plan, build: Build) -> None:
    district = [1.0 if arm == "programme" else 2.0 for arm, *_ in ROWS]
    found = balance(
        Wide(build(ROWS, district=district)), replace(plan, covariates=("district",)), plan.estimands[0]
    )
    assert found.worst == math.inf


def test_attrition_counts_everybody_at_the_start(plan: Plan, build: Build) -> None:
    found = attrition(Wide(build(ROWS)), plan, plan.estimands[0])
    assert found.by_arm == {"programme": pytest.approx(1 / 4), "control": pytest.approx(1 / 3)}
    assert found.overall == pytest.approx(2 / 7)
    assert found.differential == pytest.approx(1 / 12)
    assert found.boundary == pytest.approx(0.043)  # 29 %, cautious
    assert not found.low
    assert (found.start, found.end) == ({"programme": 4, "control": 3}, {"programme": 3, "control": 2})


@pytest.mark.parametrize(
    ("overall", "cautious", "optimistic"),
    [
        (0.0, 0.057, 0.100),
        (0.13, 0.061, 0.108),
        (0.30, 0.041, 0.082),
        (0.57, 0.0, 0.021),
        (0.65, None, 0.003),
    ],
)
def test_the_published_boundary(overall: float, cautious: float | None, optimistic: float) -> None:
    """What Works Clearinghouse, Standards Handbook 4.1, Table II.1."""
    assert boundary(overall, "cautious") == (cautious if cautious is None else pytest.approx(cautious))
    assert boundary(overall, "optimistic") == pytest.approx(optimistic)


def test_past_the_table_no_difference_is_small_enough(plan: Plan, build: Build) -> None:
    assert boundary(0.58, "cautious") is None
    lost = [(arm, i, float(i) if i < 2 else None) for arm in ("programme", "control") for i in range(10)]
    found = attrition(Wide(build(lost)), plan, plan.estimands[0])
    assert found.differential == 0
    assert not found.low
    with pytest.raises(NotSupported):
        boundary(0.1, "hopeful")


def test_dose_counts_weeks_without_contact(plan: Plan) -> None:
    persons = [{"person": key, "arm": "programme" if key in "ab" else "control"} for key in "abcd"]
    contact = dict.fromkeys(DOSE.names, 0.0)
    rows = [
        contact | {"person": "a", "week": 0, "channel": "planned", "planned": 1.0},
        contact | {"person": "b", "week": 0, "channel": "planned", "planned": 1.0},
        contact | {"person": "a", "week": 0, "channel": "office", "delivered": 1.0, "minutes": 40.0},
        contact | {"person": "a", "week": 3, "channel": "telephone", "delivered": 3.0, "minutes": 20.0},
        contact | {"person": "c", "week": 1, "channel": "office", "delivered": 1.0, "minutes": 10.0},
    ]
    found = dose(build_panel(plan, persons, scores(persons), rows), plan)
    assert found is not None
    assert found.per_week == {"programme": pytest.approx(4 / 2 / 4), "control": pytest.approx(1 / 2 / 4)}
    assert found.planned_per_week["programme"] == pytest.approx(1 / 4)
    assert found.minutes_per_week["programme"] == pytest.approx(60 / 2 / 4)
    assert found.channels["programme"] == {"office": 0.25, "telephone": 0.75}
    assert [week.delivered for week in found.weeks if week.arm == "programme"] == [0.5, 0, 0, 1.5]


def test_the_plans_norm_stands_in_for_planned_contacts(plan: Plan) -> None:
    persons = [{"person": key, "arm": "programme" if key in "ab" else "control"} for key in "abcd"]
    rows = [
        {"person": "a", "week": 1, "channel": "office", "planned": 0.0, "delivered": 1.0, "minutes": 30.0}
    ]
    found = dose(build_panel(plan, persons, scores(persons), rows), plan)
    assert found is not None
    assert found.planned_per_week == {"programme": 1.0, "control": 0.0}


def test_no_contacts_no_dose(plan: Plan, build: Build) -> None:
    assert dose(build(ROWS), plan) is None


def scores(persons: list[dict[str, str]]) -> list[dict[str, object]]:
    return [
        {
            "person": person["person"],
            "wave": wave,
            "outcome": "score",
            "value": float(place + 3 * (wave == "t1")),
        }
        for place, person in enumerate(persons)
        for wave in ("t0", "t1")
    ]


def many(plan: Plan, seed: int = 1) -> tuple[Panel, Plan]:
    """Three outcomes; the last one is known of one participant only, so that it has no answer."""
    rng = np.random.default_rng(seed)
    outcomes = tuple(replace(plan.outcomes[0], key=key) for key in ("a", "b", "c"))
    asked = replace(
        plan,
        outcomes=outcomes,
        estimands=tuple(
            Estimand(f"{each.key}-t1", each.key, "t1", Method.DIFFERENCE, Method.DID) for each in outcomes
        ),
    )
    persons = [{"person": f"p{i:02}", "arm": "programme" if i % 2 else "control"} for i in range(40)]
    values = [
        {
            "person": person["person"],
            "wave": wave,
            "outcome": outcome.key,
            "value": rng.normal() + 1.2 * (i % 2) * (wave == "t1"),
        }
        for outcome in outcomes
        for wave in ("t0", "t1")
        for i, person in enumerate(persons)
        if outcome.key != "c" or i == 1 or i % 2 == 0
    ]
    return build_panel(asked, persons, values), asked


def test_a_whole_plan(plan: Plan) -> None:
    panel, asked = many(plan)
    steps: list[tuple[str, float]] = []
    found = analyse(panel, asked, lambda step, done: steps.append((step, done)))
    assert [each.key for each in found.estimates] == ["a-t1", "b-t1"]
    assert [each.key for each in found.partners] == ["a-t1-did", "b-t1-did"]
    assert [(each.key, each.code) for each in found.unanswered] == [
        ("c-t1", "one-person-arm"),
        ("c-t1-did", "one-person-arm"),
    ]
    assert {each.estimand for each in found.balance} == {"a-t1", "b-t1", "c-t1"}
    assert steps[-1] == ("done", 1.0)
    assert [done for _, done in steps] == sorted(done for _, done in steps)
    assert found.panel_hash == panel.hash


def test_a_question_without_an_answer_still_counts_among_the_questions(plan: Plan) -> None:
    found = analyse(*many(plan)).estimates
    assert [each.p_adjusted for each in found] == pytest.approx(holm([each.p for each in found] + [1.0])[:2])
    smallest = min(found, key=lambda each: each.p)
    assert smallest.p_adjusted == pytest.approx(3 * smallest.p)


def test_secondary_questions_are_a_family_of_their_own(plan: Plan) -> None:
    panel, asked = many(plan)
    first, *rest = asked.estimands
    apart = replace(asked, estimands=(first, *(replace(each, primary=False) for each in rest)))
    found = {each.key: each for each in analyse(panel, apart).estimates}
    assert found["a-t1"].p_adjusted == found["a-t1"].p
    assert found["b-t1"].p_adjusted == pytest.approx(2 * found["b-t1"].p)


def test_more_null_questions_never_strengthen_an_answer(plan: Plan) -> None:
    panel, asked = many(plan)
    alone = analyse(panel, replace(asked, estimands=asked.estimands[:1])).estimates[0]
    among = analyse(panel, asked).estimates[0]
    assert isinstance(among, Estimate)
    assert among.p_adjusted >= alone.p_adjusted


def test_ordinal_and_count_outcomes_are_differences_in_means(plan: Plan, build: Build) -> None:
    for scale in (Scale.ORDINAL, Scale.COUNT):
        outcome: Outcome = replace(plan.outcomes[0], scale=scale)
        rows = [("programme" if i % 2 else "control", i % 6 + 1, (i * i) % 6 + 1) for i in range(30)]
        found = analyse(build(rows), replace(plan, outcomes=(outcome,))).estimates[0]
        assert ("superiority" in found.diagnostics) == (scale is Scale.ORDINAL)
