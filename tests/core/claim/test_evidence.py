"""The evidence table: every new kind of finding has a place, by a path that a sentence can hold."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from werkzaam.core.claim import evidence
from werkzaam.core.claim.evidence import lookup
from werkzaam.core.effect.result import (
    Alternative,
    Bounds,
    Completeness,
    Credibility,
    DoseResponse,
    EValue,
    Fidelity,
    Honest,
    Interval,
    LeftOut,
    Moderation,
    Movement,
    Reliable,
    Tipping,
    Trend,
    Weighed,
)
from werkzaam.core.plan.model import Deviation
from werkzaam.problem import Problem

NAN = math.nan
ENDS = Interval(0.2, -0.1, 0.5)


@pytest.fixture
def table(tell: Callable[..., Any]) -> Any:
    told = tell()
    (programme, *rest) = told.findings.developments
    moved = replace(
        programme,
        movement=Movement((1.0, 2.5), ((3, 4), (1, 5))),
        reliable=Reliable(1.5, 6, 20, 2, Interval(0.21, 0.1, 0.4), Interval(0.07, 0.0, 0.2)),
    )
    findings = replace(
        told.findings,
        developments=(moved, *rest),
        estimates=tuple(replace(one, ratios={"odds-ratio": ENDS}) for one in told.findings.estimates),
        completeness=(Completeness("programme", "t2", 60, 45, 30), Completeness("control", "t2", 0, 0, 0)),
        weighed=(
            Weighed(
                "rung-t2",
                "entropy",
                {"control": 24},
                {"control": 18.0},
                {"control": 0.1},
                {"control": (0, 1, 2, 3, 4)},
            ),
        ),
        credibility=(
            Credibility(
                "rung-t2",
                (Alternative("wild-webb", ENDS, 0.3, diagnostics={"se": 0.1}),),
                (LeftOut("1", 15, Interval(0.1, -0.2, 0.4)), LeftOut("2", 14, Interval(0.3, 0.0, 0.6))),
                Tipping(0.8, 0.6, ((0.0, ENDS), (1.0, ENDS))),
                Bounds(-0.2, 0.5, Interval(NAN, -0.4, 0.7), 0.1),
                Trend(0.2, 0.5, 0.4),
                (Honest(0.5, ENDS),),
                EValue(1.7, 1.1),
                1.3,
            ),
        ),
        moderations=(Moderation("rung-t2-age", "age", "rung", "t2", ENDS, ENDS, 9.0, 0.2, 0.4),),
        fidelity=(Fidelity("1", 15, 0.75, 0.6, 0.8),),
        dose_response=(DoseResponse("rung", "t2", 34, ENDS, 0.2),),
    )
    plan = replace(told.plan, deviations=(Deviation("lockdown", {"nl": "x"}, date(2020, 3, 16), 17, 28),))
    return evidence(findings, plan)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("estimate.rung-t2.ratios.odds-ratio.low", -0.1),
        ("development.programme.rung.t2.movement.1.2_5", 4),
        ("development.programme.rung.t2.reliable.threshold", 1.5),
        ("development.programme.rung.t2.reliable.improved", 6),
        ("development.programme.rung.t2.reliable.risen_share.high", 0.4),
        ("completeness.programme.t2.whole_share", 0.5),
        ("completeness.control.t2.share", None),
        ("weighed.rung-t2.effective_n.control", 18.0),
        ("weighed.rung-t2.share.control", 0.75),
        ("weighed.rung-t2.quantiles.control.most", 4),
        ("credibility.rung-t2.alternatives.wild-webb.points.high", 0.5),
        ("credibility.rung-t2.alternatives.wild-webb.p", 0.3),
        ("credibility.rung-t2.left_out.2.points.value", 0.3),
        ("credibility.rung-t2.span.least", 0.1),
        ("credibility.rung-t2.span.most", 0.3),
        ("credibility.rung-t2.tipping.shift_sd", 0.6),
        ("credibility.rung-t2.tipping.curve.1.shift", 1.0),
        ("credibility.rung-t2.lee.low", -0.2),
        ("credibility.rung-t2.lee.interval.high", 0.7),
        ("credibility.rung-t2.trend.in_own_change", 0.5),
        ("credibility.rung-t2.honest.m0_5.low", -0.1),
        ("credibility.rung-t2.e_value.limit", 1.1),
        ("credibility.rung-t2.gamma", 1.3),
        ("moderation.rung-t2-age.shrunk.value", 0.2),
        ("moderation.rung-t2-age.p_adjusted", 0.4),
        ("fidelity.1.share", 0.8),
        ("dose_response.rung.t2.slope.value", 0.2),
        ("dose.contrast", 0.5),
        ("deviation.lockdown.until", 28),
    ],
)
def test_every_finding_has_a_path(table: Any, path: str, value: float | None) -> None:
    assert re.fullmatch(r"[a-z_]+(\.[A-Za-z0-9_-]+)+", path), "a sentence can hold it"
    found = lookup(table, path)
    assert found is None if value is None else found == pytest.approx(value)


def test_what_was_not_looked_at_has_no_place(tell: Callable[..., Any]) -> None:
    told = tell()
    findings = replace(told.findings, credibility=(Credibility("rung-t2", gamma=1.2),))
    table = evidence(findings, told.plan)
    assert table["credibility"] == {"rung-t2": {"gamma": 1.2}}
    with pytest.raises(Problem) as problem:
        lookup(table, "credibility.rung-t2.lee.low")
    assert problem.value.code == "unknown-reference"


def test_without_a_comparison_there_is_no_contrast(tell: Callable[..., Any]) -> None:
    assert lookup(tell(comparison=False, design="none").evidence, "dose.contrast") is None
