"""Findings made by hand, so that each verdict's case says exactly what it changes."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from werkzaam.core.claim import Claim, evidence, judge, render
from werkzaam.core.claim.evidence import Evidence
from werkzaam.core.effect.result import (
    Attrition,
    Balance,
    BalanceRow,
    Development,
    Dose,
    Estimate,
    Findings,
    Interval,
    Unanswered,
)
from werkzaam.core.plan.model import (
    Allocation,
    Arm,
    Design,
    Direction,
    Estimand,
    Lock,
    Method,
    Outcome,
    Plan,
    Role,
    Scale,
    Wave,
)

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Situation:
    """A case of the table: the usual one with what it changes."""

    facts: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.facts.get(name)

    @property
    def estimated(self) -> bool:
        return self.unanswered is None and bool(self.comparison)


def situation(**changes: Any) -> Situation:
    return Situation({**CASES["usual"], **changes})


def both(nl: str, en: str) -> dict[str, str]:
    return {"nl": nl, "en": en}


SHOES = Outcome(
    key="shoes",
    label=both("Schoenmaat", "Shoe size"),
    scale=Scale.SCALE,
    direction=Direction.UP,
    smallest_effect=1.0,
    in_sd=False,
    unit=both("maten", "sizes"),
    negative_control=True,
)


def make_plan(case: Situation) -> Plan:
    method = Method(case.method)
    partner = None if case.partner == "none" else Method.DID if method is Method.ANCOVA else Method.ANCOVA
    arms = (Arm("programme", Role.PROGRAMME, both("Pilot", "Pilot")),)
    if case.comparison:
        arms = (*arms, Arm("control", Role.COMPARISON, both("Andere wijk", "Other district")))
    return Plan(
        key="pilot",
        title=both("Proef", "Pilot"),
        design=Design(case.design),
        allocation=Allocation(lot=bool(case.lot)),
        arms=arms,
        waves=(Wave("t0", 0, both("begin", "start")), Wave("t2", 15, both("eind", "end"))),
        outcomes=(
            Outcome(
                key="rung",
                label=both("Participatie", "Participation"),
                scale=Scale(case.scale or "ordinal"),
                direction=Direction(case.direction),
                smallest_effect=case.delta,
                in_sd=False,
                unit=both("treden", "rungs"),
                rater="coach",
            ),
            *([SHOES] if case.disturbed is not None else []),
        ),
        estimands=(Estimand("rung-t2", "rung", "t2", method, partner, primary=case.primary is not False),),
        covariates=("age",),
        covariate_labels={"age": both("Leeftijd", "Age")},
        lock=Lock(date(2026, 1, 1), "D. Onderzoeker", "h") if case.registered else None,
        hash="h",
    )


def make_estimate(case: Situation, key: str, value: float, low: float, high: float) -> Estimate:
    n = {"programme": 34, "control": 24}
    share = case.overlap or 1.0
    return Estimate(
        key=key,
        estimand="rung-t2",
        outcome="rung",
        wave="t2",
        method=case.method,
        points=Interval(value, low, high),
        standardised=Interval(value / 1.25, low / 1.25, high / 1.25),
        sd=1.25,
        se=case.se or 0.35,
        df=20.0,
        p=case.p_adjusted,
        p_adjusted=case.p_adjusted,
        level=0.95,
        n=n,
        n_start={"programme": 60, "control": 60},
        clusters=dict(zip(n, case.clusters, strict=True)),
        effective_n={arm: count * share for arm, count in n.items()},
        detectable=1.03,
        variance=case.variance or "CR2",
        citation="",
        diagnostics={"mean.programme": 3.2, "dropped.age": 1.0},
    )


def make_findings(case: Situation) -> Findings:
    partner = isinstance(case.partner, int | float) and case.estimated
    other = Method.DID if case.method == "ancova" else Method.ANCOVA
    middle = (case.low + case.high) / 2
    return Findings(
        plan_hash="h",
        panel_hash="p",
        developments=tuple(_developments(case)),
        estimates=(
            *([make_estimate(case, "rung-t2", middle, case.low, case.high)] if case.estimated else []),
            *([_shoes(case)] if case.disturbed is not None else []),
        ),
        partners=(make_estimate(case, f"rung-t2-{other}", case.partner, -9.0, 9.0),) if partner else (),
        unanswered=() if case.estimated else (_unanswered(case.unanswered or "no-comparison"),),
        balance=(_balance(case.smd),) if case.comparison else (),
        attrition=(_attrition(case.attrition_low),) if case.comparison else (),
        dose=_dose(case),
    )


def _shoes(case: Situation) -> Estimate:
    """An outcome that cannot have changed: it did all the same where the groups were disturbed."""
    found = make_estimate(case, "shoes-t2", 0.5, 0.2 if case.disturbed else -0.2, 0.8)
    return replace(found, estimand="shoes-t2", outcome="shoes")


def _unanswered(code: str) -> Unanswered:
    return Unanswered("rung-t2", "rung-t2", "rung", "t2", "ancova", code, "…")


def _balance(smd: float) -> Balance:
    rows = (BalanceRow("rung", 3.0, 3.0, smd / 2, 1.1), BalanceRow("age", 44.0, 41.0, -smd, 0.9))
    return Balance("rung-t2", rows)


def _attrition(low: bool) -> Attrition:
    return Attrition(
        estimand="rung-t2",
        by_arm={"programme": 0.43, "control": 0.6},
        overall=0.517,
        differential=0.005 if low else 0.167,
        boundary=0.009,
        low=low,
        start={"programme": 60, "control": 60},
        end={"programme": 34, "control": 24},
    )


def _developments(case: Situation) -> list[Development]:
    arms = ["programme", *(["control"] if case.comparison else [])]
    return [
        Development(
            arm=arm,
            outcome="rung",
            wave="t2",
            n=39,
            sd=1.2,
            level=Interval(3.2, 2.8, 3.6),
            n_change=34 if arm == "programme" else 24,
            change=Interval(0.4, 0.1, 0.7),
            risen=14 if arm == "programme" else 8,
            same=13,
            fallen=7 if arm == "programme" else 3,
            asked=60,
            sources=("questionnaire",),
        )
        for arm in arms
    ]


def _dose(case: Situation) -> Dose:
    both_arms = {"programme": 0.55, "control": 0.05}
    per_week = both_arms if case.comparison else {"programme": 0.55}
    planned = dict.fromkeys(per_week, 0.0) | {"programme": 0.75}
    return Dose((), per_week, planned, {arm: 35 * dose for arm, dose in per_week.items()}, {})


@dataclass(frozen=True)
class Told:
    """What is said of a situation: the claim on the effect, the others, and the evidence they refer to."""

    effect: Claim
    others: tuple[Claim, ...]
    evidence: Evidence
    findings: Findings
    plan: Plan

    def read(self, language: str) -> str:
        return render(self.effect.sentence[language], self.evidence, language)


@pytest.fixture
def tell() -> Callable[..., Told]:
    """The usual situation with what a case changes, judged."""

    def told(**changes: Any) -> Told:
        case = situation(**changes)
        plan, findings = make_plan(case), make_findings(case)
        first, *rest = judge(findings, plan)
        return Told(first, tuple(rest), evidence(findings, plan), findings, plan)

    return told
