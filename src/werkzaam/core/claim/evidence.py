"""The evidence table: every number that a sentence may refer to, by dotted path."""

from __future__ import annotations

from collections.abc import Mapping

from werkzaam.core.claim import credible, tables
from werkzaam.core.claim.dossier import Dossier
from werkzaam.core.claim.rules import design_level, rules
from werkzaam.core.claim.tables import Evidence, Number
from werkzaam.core.effect.result import Estimate, Findings
from werkzaam.core.plan.model import Method, Outcome, Plan, Role
from werkzaam.problem import Problem

__all__ = ["Evidence", "Number", "evidence", "find", "lookup", "smallest_in_points", "threshold"]


def evidence(findings: Findings, plan: Plan, dossier: Dossier = Dossier()) -> Evidence:
    """The table for these findings. The path `dose.per_week.control` is `["dose"]["per_week"]["control"]`.

    Roots: estimate (with partners), credibility, moderation; development, completeness; balance, weighed,
    attrition; dose, fidelity, dose_response, deviation; design; element (of the dossier).
    """
    arms = {role: arm.key for role in Role if (arm := plan.arm(role))}
    return {
        **_compared(findings, plan),
        "development": tables.developments(findings.developments, plan),
        "completeness": tables.completeness(findings.completeness),
        "attrition": {each.estimand: tables.attrition(each) for each in findings.attrition},
        "dose": tables.dose(findings.dose, arms) if findings.dose else {},
        "fidelity": {each.name: tables.named(each) for each in findings.fidelity},
        "dose_response": tables.dose_response(findings.dose_response),
        "deviation": {each.key: {"week": each.week, "until": each.until} for each in plan.deviations},
        "design": {
            "level": design_level(plan),
            "least": rules().least_level,
            "clusters": plan.gates.clusters_per_side,
            "overlap": plan.gates.overlap,
        },
        "element": {each.key: tables.element(each) for each in dossier.elements},
    }


def _compared(findings: Findings, plan: Plan) -> Evidence:
    """What says how programme and comparison differ, and how far that goes."""
    made = (*findings.estimates, *findings.partners)
    smallest = {each.key: smallest_in_points(each, plan.outcome(each.outcome)) for each in made}
    return {
        "estimate": {each.key: tables.estimate(each, smallest[each.key], plan.alpha) for each in made},
        "credibility": {each.estimand: credible.credibility(each) for each in findings.credibility},
        "moderation": {each.key: credible.moderation(each) for each in findings.moderations},
        "balance": {
            each.estimand: tables.balance(each, threshold(plan, each.estimand)) for each in findings.balance
        },
        "weighed": {each.estimand: tables.weighed(each) for each in findings.weighed},
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


def find(table: Evidence, path: str) -> Number:
    """The number at a dotted path; None where the table has none."""
    try:
        return lookup(table, path)
    except Problem:
        return None
