"""The evidence table: every number that a sentence may refer to, by dotted path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from werkzaam.core.claim.rules import rules
from werkzaam.core.effect import needed
from werkzaam.core.effect.result import Attrition, Balance, Development, Dose, Estimate, Findings
from werkzaam.core.plan.model import Direction, Method, Outcome, Plan
from werkzaam.problem import Problem

Number = float | int | None
Evidence = Mapping[str, "Evidence | Number"]
"""Nested by the steps of the path; a leaf is a number, or None where none could be had."""


def evidence(findings: Findings, plan: Plan) -> Evidence:
    """The table for these findings. The path `dose.per_week.control` is `["dose"]["per_week"]["control"]`.

    Roots: estimate (with partners), development, balance, attrition, dose, design.
    """
    outcomes = {outcome.key: outcome for outcome in plan.outcomes}
    return {
        "estimate": {
            each.key: _estimate(each, outcomes[each.outcome], plan.alpha)
            for each in (*findings.estimates, *findings.partners)
        },
        "development": _developments(findings.developments, outcomes),
        "balance": {
            each.estimand: _balance(each, threshold(plan, each.estimand)) for each in findings.balance
        },
        "attrition": {each.estimand: _attrition(each) for each in findings.attrition},
        "dose": _dose(findings.dose) if findings.dose else {},
        "design": {
            "level": rules().levels[plan.design],
            "least": rules().least_level,
            "clusters": plan.gates.clusters_per_side,
            "overlap": plan.gates.overlap,
        },
    }


def smallest_in_points(estimate: Estimate, outcome: Outcome) -> float:
    """The smallest effect of interest, in points of the outcome."""
    return outcome.smallest_effect * (estimate.sd if outcome.in_sd else 1.0)


def threshold(plan: Plan, estimand: str) -> float:
    """How unlike the groups may be at the start, in standard deviations: less where nothing adjusts for it.

    Baseline-adjusted comparison and difference in differences count as adjustment (What Works Clearinghouse,
    Standards Handbook 4.1, II.A); the plain difference does not.
    """
    method = next(each.method for each in plan.estimands if each.key == estimand)
    return plan.gates.smd_unadjusted if method is Method.DIFFERENCE else plan.gates.smd_adjusted


def lookup(table: Evidence, path: str) -> Number:
    """The number at a dotted path. Raises Problem `unknown-reference` where the table has none."""
    found: Evidence | Number = table
    for step in path.split("."):
        if not isinstance(found, Mapping) or step not in found:
            raise Problem(
                f'A sentence refers to "{path}", which the evidence lacks.',
                code="unknown-reference",
                path=path,
            )
        found = found[step]
    if isinstance(found, Mapping):
        raise Problem(
            f'A sentence refers to "{path}", which is not one number.', code="unknown-reference", path=path
        )
    return found


def _estimate(estimate: Estimate, outcome: Outcome, alpha: float) -> Evidence:
    smallest = smallest_in_points(estimate, outcome)
    plain = ("se", "df", "p", "p_adjusted", "level", "sd", "detectable")
    return {
        "points": asdict(estimate.points),
        "standardised": asdict(estimate.standardised),
        **{name: getattr(estimate, name) for name in plain},
        "detectable_sd": estimate.detectable / estimate.sd,
        "smallest": smallest,
        "needed": needed(estimate, smallest, alpha),
        "started": sum(estimate.n_start.values()),
        "analysed": sum(estimate.n.values()),
        "n": dict(estimate.n),
        "n_start": dict(estimate.n_start),
        "clusters": dict(estimate.clusters),
        "effective_n": dict(estimate.effective_n),
        "diagnostics": _nested(estimate.diagnostics),
    }


def _developments(developments: Iterable[Development], outcomes: Mapping[str, Outcome]) -> Evidence:
    table: dict[str, dict[str, dict[str, Evidence]]] = {}
    for each in developments:
        of_arm = table.setdefault(each.arm, {}).setdefault(each.outcome, {})
        of_arm[each.wave] = _development(each, outcomes[each.outcome].direction)
    return table


def _development(each: Development, direction: Direction) -> Evidence:
    better, worse = (each.risen, each.fallen) if direction is Direction.UP else (each.fallen, each.risen)
    counts = ("n", "sd", "n_change", "risen", "same", "fallen", "asked")
    return {
        "level": asdict(each.level),
        "change": asdict(each.change) if each.change else dict.fromkeys(("value", "low", "high")),
        **{name: getattr(each, name) for name in counts},
        "improved": better,
        "worsened": worse,
    }


def _balance(balance: Balance, allowed: float) -> Evidence:
    return {
        "worst": balance.worst,
        "threshold": allowed,
        "rows": {
            row.name: {name: value for name, value in asdict(row).items() if name != "name"}
            for row in balance.rows
        },
    }


def _attrition(attrition: Attrition) -> Evidence:
    return {name: value for name, value in asdict(attrition).items() if name not in ("estimand", "low")}


def _dose(dose: Dose) -> Evidence:
    names = ("per_week", "planned_per_week", "minutes_per_week", "channels")
    return {name: dict(getattr(dose, name)) for name in names}


def _nested(flat: Mapping[str, float]) -> Evidence:
    """`{"mean.programme": 1}` as `{"mean": {"programme": 1}}`."""
    table: dict[str, Evidence | Number] = {}
    for path, value in flat.items():
        root, _, rest = path.partition(".")
        if rest:
            inner = table.setdefault(root, {})
            assert isinstance(inner, dict)
            inner[rest] = value
        else:
            table[root] = value
    return table
