"""Power by simulation of the registered analysis itself, under the plan's own expectation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from werkzaam.core.effect.intervals import wilson
from werkzaam.core.effect.power.answers import Question, answers
from werkzaam.core.effect.power.detect import POWER
from werkzaam.core.effect.power.expected import Expected, expected
from werkzaam.core.effect.power.pilots import draw_pilot
from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.result import Interval
from werkzaam.core.plan.model import Estimand, Plan
from werkzaam.problem import NotSupported

Progress = Callable[[str, float], None]
Spread = Callable[..., Iterable[Any]]
"""As the built-in `map`: a function and its arguments, results in order."""

SURE = 0.05
"""Monte-Carlo intervals are at 95 %."""

BATCH = 50
"""Draws that share a stream of random numbers."""

SCOUTS = 60
"""Pilots drawn to see how far a curve must reach."""


@dataclass(frozen=True, slots=True)
class PowerPoint:
    """How often "indications of an effect" could be spoken if the true effect were `effect` (points).

    `effect` is in the intended direction. `power` with its Monte-Carlo interval; `half_width` of the
    interval at the plan's level, on average.
    """

    effect: float
    power: Interval
    half_width: float


@dataclass(frozen=True, slots=True)
class PowerCurve:
    """Power of one question. `detectable` (points) is found with 80 % power; NaN beyond the curve.

    `level` is what an interval must hold, given the `questions` in its family. `unanswered` is the share of
    pilots in which the question would get no answer at all. `method` is the analysis that was simulated.
    """

    estimand: str
    outcome: str
    wave: str
    method: str
    draws: int
    questions: int
    level: float
    smallest: float
    points: tuple[PowerPoint, ...]
    detectable: float
    unanswered: float

    @property
    def false_positive(self) -> Interval:
        """How often an effect would be spoken of where there is none."""
        return self.at(0.0).power

    def at(self, effect: float) -> PowerPoint:
        """The point of the curve at, or nearest to, this effect."""
        return min(self.points, key=lambda point: abs(point.effect - effect))


def simulate_power(
    plan: Plan,
    estimand: Estimand,
    *,
    effects: Sequence[float] | None = None,
    draws: int = 2_000,
    rng: np.random.Generator,
    progress: Progress | None = None,
    over: Spread = map,
) -> PowerCurve:
    """The power of one question over `effects` (points, in the intended direction; None: where it matters).

    No effect and the smallest effect of interest are always among them. Each draw is a pilot as `[expect]`
    has it, analysed as registered: the weights, the regression, CR2. Counted is what the verdict asks of the
    interval; its other checks (balance, attrition, direction of the partner) are taken to pass. Several
    primary questions share alpha as Bonferroni does, Holm's worst case. Where the registered method is no
    regression, the baseline-adjusted one stands in. Raises NotSupported as `expected` does, and
    `effect-too-large` for a share beyond 0 to 1. `over` maps batches of draws: `map`, or a pool's.
    """
    asked = Question(plan, estimand, expected(plan, estimand), family_of(plan, estimand))
    smallest = _smallest(plan, estimand, asked.expected)
    chosen = _chosen(effects or _reach(asked, smallest, rng), smallest, asked.expected)
    ends = _simulated(asked, chosen, draws, rng, progress or _silent, over)
    spoken = _spoken(ends, smallest)
    half = _half_widths(ends)
    points = tuple(
        PowerPoint(effect, wilson(float(share), draws, SURE), float(width))
        for effect, share, width in zip(chosen, spoken.mean(axis=0), half, strict=True)
    )
    return PowerCurve(
        estimand=estimand.key,
        outcome=estimand.outcome,
        wave=estimand.wave,
        method=str(asked.method),
        draws=draws,
        questions=asked.questions,
        level=1 - asked.strict,
        smallest=smallest,
        points=points,
        detectable=_crossing(chosen, spoken.mean(axis=0)),
        unanswered=float(np.isnan(ends[:, 0, 0]).mean()),
    )


def _silent(_step: str, _fraction: float) -> None:
    """Nobody listens."""


def family_of(plan: Plan, estimand: Estimand) -> int:
    """How many questions share alpha with this one."""
    if plan.multiplicity == "none":
        return 1
    return sum(each.primary is estimand.primary for each in plan.estimands)


def _smallest(plan: Plan, estimand: Estimand, told: Expected) -> float:
    outcome = plan.outcome(estimand.outcome)
    sd = told.sd if told.share is None else float(np.sqrt(told.share * (1 - told.share)))
    return outcome.smallest_effect * (sd if outcome.in_sd else 1.0)


def _chosen(effects: Sequence[float], smallest: float, told: Expected) -> list[float]:
    room = _room(told)
    if max(effects) >= room or min(effects) < 0:
        message = f"Effects must lie from 0 to below {room:g}, in the intended direction."
        raise NotSupported(message, code="effect-too-large", effects=list(effects))
    more = [smallest] if smallest < room else []
    return sorted({0.0, *(float(effect) for effect in effects), *more})


def _room(told: Expected) -> float:
    if told.share is None:
        return float("inf")
    return 1 - told.share if told.sign > 0 else told.share


def _reach(asked: Question, smallest: float, rng: np.random.Generator) -> list[float]:
    """Ten effects from none to what nine in ten of a first few pilots would see.

    A small share spreads more as it rises, so that its curve must reach further than it seems from none.
    """
    below = -_simulated(asked, [0.0], SCOUTS, rng, _silent)[:, 0, 0]
    known = below[~np.isnan(below)]
    further = 1.1 if asked.expected.share is None else 1.4
    seen = further * float(np.quantile(known, 0.9)) if len(known) else 0.0
    top = min(max(seen, 2 * smallest), 0.98 * _room(asked.expected))
    return [float(f"{effect:.3g}") for effect in np.linspace(0, top, 10)]


def _simulated(
    asked: Question,
    effects: list[float],
    draws: int,
    rng: np.random.Generator,
    say: Progress,
    over: Spread = map,
) -> Floats:
    """What each pilot answers under each effect (draws, E, 3); the same however the work is spread."""
    sizes = [min(BATCH, draws - done) for done in range(0, draws, BATCH)]
    found = []
    for batch in over(partial(_batch, asked, effects), zip(sizes, rng.spawn(len(sizes)), strict=True)):
        found.append(batch)
        say(asked.estimand.key, len(found) / len(sizes))
    return np.concatenate(found)


def _batch(asked: Question, effects: list[float], job: tuple[int, np.random.Generator]) -> Floats:
    draws, rng = job
    return np.array([answers(asked, draw_pilot(asked.expected, effects, rng), effects) for _ in range(draws)])


def _spoken(ends: Floats, smallest: float) -> Floats:
    """Whether an effect could be spoken of (draws, E): above zero, and not wholly too small to matter."""
    strict, low, high = np.moveaxis(ends, -1, 0)
    spoken: Floats = (strict > 0) & ~((low > -smallest) & (high < smallest))
    return spoken


def _half_widths(ends: Floats) -> Floats:
    """The mean half-width under each effect (E,); NaN where no pilot has an answer."""
    half = (ends[..., 2] - ends[..., 1]) / 2
    answered = ~np.isnan(half)
    total = np.where(answered, half, 0.0).sum(axis=0)
    means: Floats = np.full(len(total), np.nan)
    np.divide(total, answered.sum(axis=0), out=means, where=answered.any(axis=0))
    return means


def _crossing(effects: Sequence[float], power: Floats) -> float:
    """Where the curve, made monotone, reaches 80 %, by straight lines between its points."""
    rising = np.maximum.accumulate(power)
    if rising[-1] < POWER:
        return float("nan")
    at = int(np.argmax(rising >= POWER))
    if at == 0:
        return float(effects[0])
    return float(np.interp(POWER, rising[at - 1 : at + 1], effects[at - 1 : at + 1]))
