"""The table of cases (`cases.toml`, written first) against the rules, through `judge`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from werkzaam.core.claim import Kind, Verdict
from werkzaam.core.claim.rules import rules
from werkzaam.core.plan.model import Design

TABLE = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
Tell = Callable[..., Any]


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["why"].replace(" ", "-"))
def test_case(case: dict[str, Any], tell: Tell) -> None:
    told = tell(**case)
    wanted = {**TABLE["usual"], **case}
    assert told.effect.verdict == wanted["verdict"]
    assert told.effect.kind is Kind.EFFECT
    failed = {gate.key: gate for gate in told.effect.gates if gate.decisive and not gate.passed}
    if "named" in case:
        reason = failed[case["named"]].reason
        for language in ("nl", "en"):
            assert reason[language] in told.effect.sentence[language]


def test_every_verdict_has_a_case() -> None:
    assert {case.get("verdict", TABLE["usual"]["verdict"]) for case in TABLE["cases"]} == set(Verdict)


def test_every_refusal_has_a_case(tell: Tell) -> None:
    refused = set()
    for case in TABLE["cases"]:
        refused |= {gate.key for gate in tell(**case).effect.gates if gate.decisive and not gate.passed}
    assert refused == {refusal.gate for refusal in rules().refusals}


def test_every_design_has_a_level() -> None:
    assert set(rules().levels) == set(Design)
    assert rules().version == "1"


numbers = st.floats(-3, 3)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    middle=numbers,
    reach=st.floats(0.01, 3),
    p=st.floats(0, 1),
    smd=st.floats(0, 1),
    low_loss=st.booleans(),
    registered=st.booleans(),
    fewest=st.integers(2, 8),
    partner=numbers,
    design=st.sampled_from(["randomised", "matched", "historical"]),
)
def test_no_effect_is_spoken_past_a_failed_check(
    tell: Tell, middle: float, reach: float, p: float, smd: float, low_loss: bool, registered: bool, fewest: int,
    partner: float, design: str,
) -> None:  # fmt: skip
    """Whatever the situation: a spoken verdict means that all that 5-methods asks was met."""
    told = tell(
        low=middle - reach, high=middle + reach, p_adjusted=p, smd=smd, attrition_low=low_loss,
        registered=registered, clusters=[fewest, 20], partner=partner, design=design,
    )  # fmt: skip
    verdict = told.effect.verdict
    if verdict in (Verdict.EFFECT, Verdict.HARM, Verdict.NO_DIFFERENCE):
        assert registered
        assert low_loss
        assert design != "historical"
        assert fewest >= 4
        assert smd <= 0.25 or design == "randomised"
    if verdict is Verdict.EFFECT:
        assert middle - reach > 0
        assert p < 0.05
        assert partner > 0
    if verdict is Verdict.HARM:
        assert middle + reach < 0
    if not registered:
        assert verdict is Verdict.NOT_EXAMINED
        assert told.effect.exploratory
