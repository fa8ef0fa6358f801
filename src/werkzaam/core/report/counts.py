"""Counts over findings, for titles that say what a figure shows: how many, never which one looks best."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from werkzaam.core.claim.evidence import threshold
from werkzaam.core.effect.result import Balance, Credibility, Estimate, Findings, Interval
from werkzaam.core.plan.model import Plan

Counts = Mapping[str, Any]


def counts(findings: Findings, plan: Plan, judged: Sequence[Estimate]) -> Counts:
    """`judged` are the estimates that were not refused a verdict."""
    made = {one.key: one for one in findings.estimates}
    return {
        "effects": _effects(findings.estimates, judged),
        "balance": {one.estimand: _apart(one, threshold(plan, one.estimand)) for one in findings.balance},
        "credibility": {
            one.estimand: _ways(one, made[one.estimand])
            for one in findings.credibility
            if one.estimand in made
        },
        **_moderation(findings),
        **_fidelity(findings),
    }


def finite(ends: Interval) -> bool:
    return all(math.isfinite(x) for x in (ends.value, ends.low, ends.high))


def excludes_zero(ends: Interval) -> bool:
    return ends.low > 0 or ends.high < 0


def _effects(made: Sequence[Estimate], judged: Sequence[Estimate]) -> Counts:
    clear = [one for one in judged if excludes_zero(one.points)]
    return {"total": len(made), "judged": len(judged), "excluding_zero": len(clear)}


def _apart(balance: Balance, allowed: float) -> Counts:
    return {"far": sum(abs(row.smd) > allowed for row in balance.rows), "total": len(balance.rows)}


def _ways(found: Credibility, registered: Estimate) -> Counts:
    """Of the other ways: how many give another estimate, which of those point the same way; and of the intervals
    how many exclude zero. A way that only has another interval points the same way of itself and is not counted.
    """
    known, own = [one.points for one in found.alternatives], registered.points.value
    moved = [one for one in known if math.isfinite(one.value) and not math.isclose(one.value, own)]
    same = [one for one in moved if one.value * own > 0]
    ends = [one for one in known if finite(one)]
    clear = [one for one in ends if excludes_zero(one)]
    return {"moved": len(moved), "same": len(same), "intervals": len(ends), "clear": len(clear)}


def _moderation(findings: Findings) -> Counts:
    """How many characteristics, and for how many zero lies outside the interval once drawn towards none."""
    found = findings.moderations
    clear = sum(excludes_zero(one.shrunk) for one in found)
    return {"moderation": {"total": len(found), "clear": clear}} if found else {}


def _fidelity(findings: Findings) -> Counts:
    """The least and the most that a coach or group delivered of what was planned."""
    shares = [one.share for one in findings.fidelity if math.isfinite(one.share)]
    return {"fidelity": {"least": min(shares), "most": max(shares)}} if shares else {}
