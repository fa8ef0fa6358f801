"""Bad input by the public way, plan to verdict: a named problem and a claim that refuses, never a number that looks fine.

Every plan here is registered, its question is primary and its smallest difference small, so that nothing but the bad
input stands between the data and a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from werkzaam.core.claim import Claim, Verdict, judge
from werkzaam.core.effect import Findings, analyse, estimate
from werkzaam.core.panel import Panel, PanelProblem, build_panel
from werkzaam.core.plan import Lock, Plan, PlanProblem, parse_plan
from werkzaam.core.plan.model import Estimand, Inference, Method, Weighting
from werkzaam.problem import Problem

SPOKEN = {Verdict.EFFECT, Verdict.HARM, Verdict.NO_DIFFERENCE}

PLAN = """
schema = "werkzaam-plan/1"
[study]
key = "bad"
title = "Bad input"
[design]
kind = "{design}"
[[arms]]
key = "programme"
role = "programme"
label = "Programme"
[[arms]]
key = "control"
role = "comparison"
label = "Control"
[[waves]]
key = "t0"
months = 0
label = "t0"
[[waves]]
key = "t1"
months = 6
label = "t1"
[[waves]]
key = "t2"
months = 12
label = "t2"
[[outcomes]]
key = "y"
label = "Outcome"
scale = "{scale}"
direction = "up"
smallest_effect = {delta}
[[estimands]]
outcome = "y"
wave = "t2"
method = "{method}"
{partner}
[analysis]
covariates = {covariates}
draws = 199
imputations = 3
"""


def register(text: str) -> Plan:
    """A plan as parsed, locked as it stands."""
    plan = parse_plan(text, "bad.toml")
    return replace(plan, lock=Lock(date(2026, 1, 1), "D. Onderzoeker", plan.hash))


def plan_of(
    *, scale: str = "scale", method: str = "ancova", design: str = "matched", delta: float = 0.01,
    covariates: Sequence[str] = (), **changes: Any,
) -> Plan:  # fmt: skip
    partner = 'partner = "did"' if method == "ancova" else 'partner = "ancova"' if scale != "time" else ""
    words = PLAN.format(
        scale=scale, method=method, design=design, delta=delta, partner=partner, covariates=list(covariates)
    )
    return replace(register(words), **changes)


@dataclass
class People:
    """Two arms of forty, three waves, nothing wrong: what a test spoils. NaN: unanswered."""

    treated: np.ndarray
    cluster: list[str | None]
    answers: dict[str, np.ndarray]
    covariates: dict[str, np.ndarray]

    def panel(self, plan: Plan) -> Panel:
        return build_panel(plan, self.persons(), self.values())

    def persons(self) -> list[dict[str, object]]:
        return [
            {
                "person": f"p{at:03}",
                "arm": "programme" if self.treated[at] else "control",
                "cluster": self.cluster[at],
                **{name: float(values[at]) for name, values in self.covariates.items()},
            }
            for at in range(len(self.treated))
        ]

    def values(self) -> list[dict[str, object]]:
        return [
            {"person": f"p{at:03}", "wave": wave, "outcome": "y", "value": float(value)}
            for wave, values in self.answers.items()
            for at, value in enumerate(values)
            if not np.isnan(value)
        ]


def people(seed: int = 1, side: int = 40, effect: float = 3.0) -> People:
    """An effect of three standard deviations: sound data would get a verdict."""
    rng = np.random.default_rng(seed)
    treated = np.arange(2 * side) % 2 == 0
    before = rng.normal(size=2 * side)
    later = {wave: 0.6 * before + rng.normal(size=2 * side) * 0.8 + effect * treated for wave in ("t1", "t2")}
    coach: list[str | None] = [f"coach-{at // 2 % 5}" if treated[at] else None for at in range(2 * side)]
    return People(treated, coach, {"t0": before, **later}, {})


def outcome_of(
    spoilt: People, plan: Plan
) -> tuple[Findings, Claim]:
    findings = analyse(spoilt.panel(plan), plan)
    return findings, judge(findings, plan)[0]


def test_the_sound_data_get_their_verdict() -> None:
    """Else every refusal below would prove nothing."""
    findings, claim = outcome_of(people(), plan_of())
    assert not findings.unanswered
    assert claim.verdict is Verdict.EFFECT
