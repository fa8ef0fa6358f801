"""How strong would an unmeasured cause have to be to explain the difference away (VanderWeele & Ding 2017)?"""

from __future__ import annotations

import math

from werkzaam.core.effect.result import Estimate, EValue, Interval
from werkzaam.core.plan.model import Plan, Role, Scale
from werkzaam.problem import Problem

PER_SD = 0.91
"""A difference of one standard deviation is a risk ratio of about exp(0.91) (Chinn 2000; VanderWeele 2017)."""

MOST = 100.0
"""Standard deviations beyond which a difference is enormous, and its risk ratio more than can be written."""

LEAST = 1e-3
"""An interval's end below nought stands for a risk ratio no smaller than this."""


def e_value(estimate: Estimate, plan: Plan) -> EValue:
    """The E-value of the estimate and of its interval's end nearest to no difference (1: it holds none).

    From the risk ratio where the outcome is a yes or no, the rate ratio for counts, the hazard ratio for time;
    else from the standardised difference. Raises Problem `no-risk-ratio`. Source: doi:10.7326/M16-2607.
    """
    ratio = _ratio(estimate, plan)
    return EValue(point=of_ratio(ratio.value), limit=_limit(ratio))


def of_ratio(ratio: float) -> float:
    """RR + sqrt(RR (RR - 1)), of 1 / RR below one."""
    above = max(ratio, 1 / ratio)
    return above + math.sqrt(above * (above - 1))


def of_difference(standardised: Interval) -> Interval:
    """The risk ratio that a standardised difference stands for."""
    return Interval(*(math.exp(PER_SD * max(-MOST, min(each, MOST))) for each in _parts(standardised)))


def _limit(ratio: Interval) -> float:
    if ratio.low <= 1 <= ratio.high:
        return 1.0
    return of_ratio(ratio.low if ratio.low > 1 else ratio.high)


def _ratio(estimate: Estimate, plan: Plan) -> Interval:
    scale = plan.outcome(estimate.outcome).scale
    if scale is Scale.BINARY:
        return estimate.ratios.get("risk-ratio") or _risk_ratio(estimate, plan)
    if scale is Scale.COUNT and "rate-ratio" in estimate.ratios:
        return estimate.ratios["rate-ratio"]
    if scale is Scale.TIME:
        return _hazard(estimate)
    return of_difference(estimate.standardised)


def _risk_ratio(estimate: Estimate, plan: Plan) -> Interval:
    """(comparison's share + difference) / comparison's share, the share taken as known."""
    arm = plan.arm(Role.COMPARISON)
    share = estimate.diagnostics.get(f"mean.{arm.key}", 0.0) if arm else 0.0
    ends = [share + each for each in _parts(estimate.points)]
    if share <= 0 or ends[0] <= 0:
        raise Problem("A share of nought has no risk ratio, and so no E-value.", code="no-risk-ratio")
    return Interval(*(max(end, LEAST * share) / share for end in ends))


def _hazard(estimate: Estimate) -> Interval:
    """The hazard ratio of a common outcome as a risk ratio (VanderWeele 2017, doi:10.1097/EDE.0000000000000667)."""
    if "hazard-ratio" not in estimate.ratios:
        raise Problem("This estimate has no hazard ratio, and so no E-value.", code="no-risk-ratio")
    found = (_common(each) for each in _parts(estimate.ratios["hazard-ratio"]))
    return Interval(*found)


def _common(hazard: float) -> float:
    return (1 - math.pow(0.5, math.sqrt(hazard))) / (1 - math.pow(0.5, math.sqrt(1 / hazard)))


def _parts(interval: Interval) -> tuple[float, float, float]:
    return interval.value, interval.low, interval.high
