"""The verdict, from an interval and the checks: pure decisions over versioned data (`rules.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from werkzaam.core.claim.model import Gate, Verdict
from werkzaam.core.effect.result import Estimate
from werkzaam.core.plan.model import Design, Direction, Plan


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a failed check leads to, `always` or only where a verdict would else be `spoken`."""

    gate: str
    always: bool
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Rules:
    version: str
    levels: Mapping[Design, int]
    least_level: int
    refusals: tuple[Refusal, ...]
    strength: Mapping[Verdict, int]  # nought is the strongest


@cache
def rules() -> Rules:
    """The rules in force."""
    table = tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))
    return Rules(
        version=table["rules"],
        levels={Design(name): level for name, level in table["levels"].items()},
        least_level=table["least"]["level"],
        refusals=tuple(
            Refusal(row["gate"], row["when"] == "always", Verdict(row["verdict"]))
            for row in table["refusals"]
        ),
        strength={
            Verdict(name): step for step, row in enumerate(table["strength"]) for name in row["verdicts"]
        },
    )


def design_level(plan: Plan) -> int:
    """The Maryland level of a plan's design; an order drawn by lot is a lottery, whatever it ordered."""
    return rules().levels[Design.RANDOMISED if plan.lottery else plan.design]


def read_interval(estimate: Estimate, *, delta: float, alpha: float, direction: Direction) -> Verdict:
    """What the interval says by itself (5-methods §5.2), before any check.

    Wholly within plus or minus `delta` (points) comes first: a difference called too small beforehand does
    not become relevant by being measured precisely. Else it must exclude zero, and the adjusted p be below
    alpha.
    """
    low, high = estimate.points.low, estimate.points.high
    if direction is Direction.DOWN:
        low, high = -high, -low
    if -delta < low and high < delta:
        return Verdict.NO_DIFFERENCE
    if not estimate.p_adjusted < alpha:
        return Verdict.INSUFFICIENT
    if low > 0:
        return Verdict.EFFECT
    return Verdict.HARM if high < 0 else Verdict.INSUFFICIENT


def decide(reading: Verdict, gates: Sequence[Gate]) -> tuple[Verdict, Gate | None]:
    """The verdict, and the check that decided it if one failed."""
    failed = {gate.key: gate for gate in gates if gate.decisive and not gate.passed}
    spoken = reading is not Verdict.INSUFFICIENT
    for refusal in rules().refusals:
        if refusal.gate in failed and (refusal.always or spoken):
            return refusal.verdict, failed[refusal.gate]
    return reading, None


def is_lower(verdict: Verdict, than: Verdict) -> bool:
    """Whether a reviewer may put `verdict` in the place of `than`."""
    strength = rules().strength
    return strength[verdict] > strength[than]
