"""What the plan expects of one question: read from `[expect]`, or said to be missing."""

from __future__ import annotations

from dataclasses import dataclass

from werkzaam.core.plan.model import Arm, Direction, Estimand, Expectation, Outcome, Plan, Role, Scale
from werkzaam.problem import NotSupported


@dataclass(frozen=True, slots=True)
class Expected:
    """One question's expectation. Pairs are (programme, comparison); no clusters (0): everybody stands alone.

    `sd` is in points; `share` (binary outcomes) is that of the comparison arm, at baseline and later. `sign`
    is 1 where more is better, else -1.
    """

    programme: str
    comparison: str
    persons: tuple[int, int]
    clusters: tuple[int, int]
    attrition: tuple[float, float]
    icc: float
    correlation: float
    sd: float
    share: float | None
    sign: int
    covariates: tuple[str, ...]


def expected(plan: Plan, estimand: Estimand) -> Expected:
    """Raises NotSupported: `no-comparison`, `no-expectation`, `expectation-impossible`, `not-supported`."""
    outcome = plan.outcome(estimand.outcome)
    programme, comparison = _arms(plan)
    if plan.expect is None:
        raise _missing(
            "has no [expect]. Add persons per arm, such as persons = { pilot = 60, control = 60 }."
        )
    if outcome.scale is Scale.TIME:
        raise NotSupported(f'Power for times until an event ("{outcome.key}") is not offered.')
    keys, told = (programme.key, comparison.key), plan.expect
    if any(key not in told.persons for key in keys):
        raise _missing(f"needs persons of both arms: persons = {{ {keys[0]} = 60, {keys[1]} = 60 }}.")
    found = Expected(
        programme=programme.key,
        comparison=comparison.key,
        persons=(told.persons[keys[0]], told.persons[keys[1]]),
        clusters=(told.clusters.get(keys[0], 0), told.clusters.get(keys[1], 0)),
        attrition=(_loss(plan, told, estimand, keys[0]), _loss(plan, told, estimand, keys[1])),
        icc=told.icc,
        correlation=told.correlation,
        sd=_sd(outcome, told),
        share=_share(outcome, told),
        sign=1 if outcome.direction is Direction.UP else -1,
        covariates=plan.covariates,
    )
    _check_possible(found)
    return found


def _arms(plan: Plan) -> tuple[Arm, Arm]:
    programme, comparison = plan.arm(Role.PROGRAMME), plan.arm(Role.COMPARISON)
    if programme is None or comparison is None:
        message = "The plan names no comparison group: no number of people makes an effect visible."
        raise NotSupported(message, code="no-comparison")
    return programme, comparison


def _loss(plan: Plan, told: Expectation, estimand: Estimand, arm: str) -> float:
    """The share of an arm that does not answer at the question's wave."""
    if estimand.wave in told.response:
        return 1 - told.response[estimand.wave]
    return told.attrition.get(arm, 0.0) * _passed(plan, estimand)


def _passed(plan: Plan, estimand: Estimand) -> float:
    """The share of the way to the last wave: loss is expected to grow evenly with time."""
    whole = plan.waves[-1].months - plan.baseline.months
    part = plan.wave(estimand.wave).months - plan.baseline.months
    return max(0.0, part / whole) if whole > 0 else 0.0


def _sd(outcome: Outcome, told: Expectation) -> float:
    if outcome.scale is Scale.BINARY:
        return 1.0
    if not told.sd.get(outcome.key):
        raise _missing(
            f'needs the standard deviation of "{outcome.key}" in points: sd = {{ {outcome.key} = … }}.'
        )
    return told.sd[outcome.key]


def _share(outcome: Outcome, told: Expectation) -> float | None:
    if outcome.scale is not Scale.BINARY:
        return None
    share = told.share.get(outcome.key)
    if share is None or not 0 < share < 1:
        raise _missing(
            f'needs the share of "{outcome.key}" (above 0, below 1): share = {{ {outcome.key} = 0.1 }}.'
        )
    return share


def _missing(message: str) -> NotSupported:
    words = f"To simulate power, the plan's [expect] is read; it {message}"
    return NotSupported(words.replace("it has no [expect]", "this plan has none"), code="no-expectation")


def _check_possible(found: Expected) -> None:
    explained = found.correlation**2 + (found.icc if max(found.clusters) > 0 else 0.0)
    if explained >= 1:
        message = (
            f"A correlation of {found.correlation:g} with the baseline and {found.icc:g} shared within clusters "
            "leave nothing to persons themselves; lower correlation or icc in [expect]."
        )
        raise NotSupported(message, code="expectation-impossible")
