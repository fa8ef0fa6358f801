"""What a report is made of: plan, panel, findings and claims, with the evidence table its numbers are read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from werkzaam.core.claim import evidence
from werkzaam.core.claim.dossier import Dossier, Element, Written
from werkzaam.core.claim.lower import lowered
from werkzaam.core.claim.model import Claim, Kind, Verdict
from werkzaam.core.effect.result import Estimate, Findings
from werkzaam.core.panel.model import Panel
from werkzaam.core.plan.model import Arm, Plan, Role
from werkzaam.core.report.counts import counts, finite
from werkzaam.core.report.response import Responded, responded

EMPTY = Dossier()


@dataclass(frozen=True)
class Material:
    """Everything one edition is written from, and `on`, the day it carries."""

    plan: Plan
    panel: Panel
    findings: Findings
    claims: tuple[Claim, ...]
    on: date
    dossier: Dossier = EMPTY
    computed: tuple[Claim, ...] = ()  # the claims as the rules made them, where a verdict was lowered
    told: Mapping[str, Any] | None = None  # the evidence as it may leave (`disclosure.guard`)
    withheld: Mapping[str, str] = field(default_factory=dict)  # the paths that may not, each with the reason

    @classmethod
    def of(
        cls,
        plan: Plan,
        panel: Panel,
        findings: Findings,
        claims: Sequence[Claim],
        on: date,
        dossier: Dossier = EMPTY,
    ) -> Material:
        """With every allowed lowering of the dossier applied to the computed `claims`."""
        judged = lowered(claims, dossier, plan)
        return cls(plan, panel, findings, judged, on, dossier, tuple(claims))

    @cached_property
    def arms(self) -> tuple[Arm, ...]:
        """Programme first, so that colours, rows and sentences keep one order."""
        return tuple(sorted(self.plan.arms, key=lambda arm: arm.role is not Role.PROGRAMME))

    @cached_property
    def response(self) -> tuple[Responded, ...]:
        return responded(self.panel, self.plan)

    @cached_property
    def evidence(self) -> Mapping[str, Any]:
        """The evidence of the findings, with the response, the plan's own numbers and counts over findings."""
        if self.told is not None:
            return self.told
        return {
            **evidence(self.findings, self.plan, self.dossier),
            "response": _response(self.response),
            "plan": _plan(self.plan),
            "summary": counts(self.findings, self.plan, self._judged()),
        }

    def _judged(self) -> list[Estimate]:
        return [one for one in self.findings.estimates if not self.greyed(one)]

    def greyed(self, estimate: Estimate) -> bool:
        """True where the question was refused a verdict for want of comparability, by either method."""
        refused = {claim.key for claim in self.claims if claim.verdict is Verdict.NOT_COMPARABLE}
        return f"effect-{estimate.estimand}" in refused

    def question(self, claim: Claim) -> tuple[str, str] | None:
        """The outcome and wave a claim speaks of, read from the evidence it rests on or from its key."""
        keys = {path.split(".")[1] for path in claim.evidence if path.startswith("estimate.")} | {claim.key}
        for one in self.plan.estimands:
            if any(key == one.key or key.endswith(f"-{one.key}") for key in keys):
                return one.outcome, one.wave
        return None

    def of_kind(self, kind: Kind) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.claims if claim.kind is kind)

    def written(self, kind: Kind) -> tuple[Written, ...]:
        """The claims in researchers' own words, of this kind."""
        return tuple(claim for claim in self.dossier.claims if claim.kind is kind)

    def element(self, key: str) -> Element | None:
        return next((one for one in self.dossier.elements if one.key == key), None)


def drawable(estimate: Estimate) -> bool:
    return finite(estimate.points)


def _response(rows: Sequence[Responded]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for row in rows:
        table.setdefault(row.arm, {})[row.wave] = {"n": row.n, "of": row.of, "share": row.share}
    return table


def _plan(plan: Plan) -> dict[str, Any]:
    outcomes = {outcome.key: {"delta": outcome.smallest_effect} for outcome in plan.outcomes}
    waves = {wave.key: {"months": wave.months} for wave in plan.waves}
    drawn = {"imputations": plan.imputations, "draws": plan.draws, "seed": plan.seed}
    return {"outcomes": outcomes, "waves": waves, "level": 1 - plan.alpha, **drawn}
