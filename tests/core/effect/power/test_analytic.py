"""The formula against others' formulas, and against the simulation it stands in for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from statsmodels.stats.power import TTestIndPower

from werkzaam.core.effect.power import foreseen_difference, simulate_power
from werkzaam.core.plan.model import Estimand, Expectation, Method, Plan
from werkzaam.problem import NotSupported

AS_SIMULATED = 0.12
"""The formula knows no covariates, no chance imbalance and no few-cluster correction."""


def expecting(plan: Plan, **told: Any) -> Plan:
    usual: dict[str, Any] = {
        "persons": {"programme": 60, "control": 60},
        "correlation": 0.0,
        "sd": {"score": 1.0},
    }
    return replace(
        plan,
        outcomes=(replace(plan.outcomes[0], smallest_effect=1e-6),),
        estimands=(Estimand("score-t1", "score", "t1", Method.ANCOVA, None),),
        covariates=(),
        expect=Expectation(**(usual | told)),
    )


@pytest.mark.parametrize("persons", [20, 60, 300])
def test_two_groups_equal_the_t_test(plan: Plan, persons: int) -> None:
    even = expecting(plan, persons={"programme": persons, "control": persons})
    solved = TTestIndPower().solve_power(None, persons, 0.05, 0.8)
    assert foreseen_difference(even, even.estimands[0]) == pytest.approx(solved, rel=0.005)


@pytest.mark.parametrize(
    "told",
    [
        {"correlation": 0.6},
        {"correlation": 0.6, "attrition": {"programme": 0.4, "control": 0.4}},
        {"correlation": 0.6, "response": {"t1": 0.5}},
        {"correlation": 0.5, "clusters": {"programme": 10}, "icc": 0.05},
    ],
)
def test_it_lies_near_the_simulation(plan: Plan, told: dict[str, Any]) -> None:
    even = expecting(plan, **told)
    curve = simulate_power(even, even.estimands[0], draws=600, rng=np.random.default_rng(3))
    assert foreseen_difference(even, even.estimands[0]) == pytest.approx(curve.detectable, rel=AS_SIMULATED)


def test_response_of_a_wave_goes_before_the_loss_of_an_arm(plan: Plan) -> None:
    lost = expecting(plan, attrition={"programme": 0.5, "control": 0.5})
    told = expecting(plan, attrition={"programme": 0.1, "control": 0.1}, response={"t1": 0.5})
    assert foreseen_difference(told, told.estimands[0]) == foreseen_difference(lost, lost.estimands[0])


def test_without_an_expectation_there_is_no_answer(plan: Plan) -> None:
    with pytest.raises(NotSupported):
        foreseen_difference(replace(plan, expect=None), plan.estimands[0])
