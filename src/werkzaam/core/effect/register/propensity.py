"""The chance to be treated: one logit per cohort and set of controls, all of them fitted in the same passes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from werkzaam.core.effect.register.blocks import Block, Floats, Wide
from werkzaam.core.effect.register.moments import Moments, RegisterProblem, of_block

Against: TypeAlias = tuple[int, tuple[int, ...]]
"""A cohort, and the cohorts it is compared with."""

PASSES = 30
CLOSE = 1e-11  # of the deviance, relative
TRIM = 0.995  # controls above it carry no weight (DRDID 1.2.3)
HIGHEST = 1 - 1e-6


@dataclass(frozen=True, slots=True)
class Propensity:
    """`coefficients` (k,), the information matrix `hessian` (k, k), and weighted sums of the controls."""

    coefficients: Floats
    hessian: Floats
    controls: Moments


def chances(x: Floats, coefficients: Floats) -> Floats:
    """(n,) or (n, m) for coefficients (k,) or (k, m)."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x @ coefficients, -700, 700))))


def odds(x: Floats, coefficients: Floats) -> Floats:
    """The weight of a control: p / (1 - p), nothing beyond `TRIM`."""
    p = np.minimum(chances(x, coefficients), HIGHEST)
    return np.asarray(np.where(p < TRIM, p / (1.0 - p), 0.0))


def propensities(wide: Wide, pairs: Sequence[Against]) -> dict[Against, Propensity]:
    """Iteratively reweighted least squares (Fisher scoring), each iteration one pass over the register."""
    fitted = _fit(wide, pairs)
    weighed = _weigh(wide, {pair: found[0] for pair, found in fitted.items()})
    return {pair: Propensity(*fitted[pair], weighed[pair]) for pair in pairs}


def _fit(wide: Wide, pairs: Sequence[Against]) -> dict[Against, tuple[Floats, Floats]]:
    k = len(wide.covariates) + 1
    at = {pair: np.zeros(k) for pair in pairs}
    before = dict.fromkeys(pairs, np.inf)
    done: dict[Against, tuple[Floats, Floats]] = {}
    for _ in range(PASSES):
        open_ = {pair: at[pair] for pair in pairs if pair not in done}
        if not open_:
            return done
        for pair, step in _pass(wide, open_).items():
            if abs(before[pair] - step.deviance) <= CLOSE * (abs(step.deviance) + 0.1):
                done[pair] = (at[pair], step.hessian)
            else:
                before[pair] = step.deviance
                at[pair] = at[pair] + _solved(step, pair)
    raise _separated(next(pair for pair in pairs if pair not in done))


@dataclass(slots=True)
class _Step:
    score: Floats
    hessian: Floats
    deviance: float


def _pass(wide: Wide, at: Mapping[Against, Floats]) -> dict[Against, _Step]:
    k = len(wide.covariates) + 1
    steps = {pair: _Step(np.zeros(k), np.zeros((k, k)), 0.0) for pair in at}
    for pair, part in _compared(wide, at):
        p = chances(part.x, at[pair])
        treated = part.cohort == pair[0]
        step = steps[pair]
        step.score += part.x.T @ (part.weight * (treated - p))
        step.hessian += (part.x * (part.weight * p * (1 - p))[:, None]).T @ part.x
        told = np.where(treated, p, 1 - p)
        step.deviance += float(-2 * (part.weight @ np.log(np.maximum(told, 1e-300))))
    return steps


def _compared(wide: Wide, pairs: Mapping[Against, object]) -> Iterator[tuple[Against, Block]]:
    for block in wide.read():
        for pair in pairs:
            yield pair, block.of((pair[0], *pair[1]))


def _solved(step: _Step, pair: Against) -> Floats:
    if np.linalg.cond(step.hessian) > 1e14:
        raise _separated(pair)
    return np.asarray(np.linalg.solve(step.hessian, step.score))


def _separated(pair: Against) -> RegisterProblem:
    return RegisterProblem(
        f"The covariates tell cohort {pair[0]} and its controls apart without fail (or depend on each other), so "
        "no chance of treatment can be estimated. Nothing was estimated; use regression, or fewer covariates.",
        code="register-separation",
        cohort=pair[0],
    )


def _weigh(wide: Wide, at: Mapping[Against, Floats]) -> dict[Against, Moments]:
    found: dict[Against, Moments] = {}
    for block in wide.read():
        for pair, coefficients in at.items():
            part = block.of(pair[1])
            weight = part.weight * odds(part.x, coefficients)
            made = of_block(Block(part.cohort, part.cluster, part.x, part.y, weight))
            found[pair] = found[pair] + made if pair in found else made
    return found
