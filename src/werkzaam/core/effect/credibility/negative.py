"""Negative controls: outcomes the programme cannot have touched, and yet a difference.

Lipsitch, Tchetgen Tchetgen & Cohen (2010, doi:10.1097/EDE.0b013e3181d61eeb).
"""

from __future__ import annotations

from collections.abc import Iterable

from werkzaam.core.effect.result import Estimate
from werkzaam.core.plan.model import Plan


def is_disturbed(estimate: Estimate) -> bool:
    """True when the interval of a negative control leaves zero out: the arms differ by something else."""
    return not estimate.points.low <= 0 <= estimate.points.high


def disturbed(plan: Plan, estimates: Iterable[Estimate]) -> tuple[str, ...]:
    """The estimands, of all that were answered, whose negative control is disturbed."""
    controls = {outcome.key for outcome in plan.outcomes if outcome.negative_control}
    return tuple(each.estimand for each in estimates if each.outcome in controls and is_disturbed(each))
