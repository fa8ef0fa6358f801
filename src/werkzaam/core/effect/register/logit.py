"""Logits by Fisher scoring: every iteration is one pass over the register, for all models that are still open."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np

from werkzaam.core.effect.register.blocks import Block, Floats
from werkzaam.core.effect.register.moments import RegisterProblem
from werkzaam.core.effect.register.regress import solve

PASSES = 30
CLOSE = 1e-11  # of the deviance, relative
SINGULAR = 1e14  # condition number
TRIM = 0.995  # controls above it carry no weight (DRDID 1.2.3)
HIGHEST = 1 - 1e-6

Key = TypeVar("Key", bound=Hashable)
Compared: TypeAlias = tuple[Floats, Floats]
"""Coefficients (k,) and information matrix (k, k)."""
Part: TypeAlias = tuple[Key, int, Block]
"""A model, its treated cohort, and a block of its persons."""


def chances(x: Floats, coefficients: Floats) -> Floats:
    """(n,) or (n, m) for coefficients (k,) or (k, m)."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x @ coefficients, -700, 700))))


def odds(x: Floats, coefficients: Floats) -> Floats:
    """The weight of a control: p / (1 - p), nothing beyond `TRIM`."""
    p = np.minimum(chances(x, coefficients), HIGHEST)
    return np.asarray(np.where(p < TRIM, p / (1.0 - p), 0.0))


@dataclass(slots=True)
class _Model:
    """One logit on its way; the sums are of the present pass."""

    at: Floats
    score: Floats
    hessian: Floats
    cohort: int = 0
    before: float = np.inf
    deviance: float = 0.0
    done: bool = False

    def begin(self) -> None:
        self.score, self.hessian, self.deviance = 0 * self.score, 0 * self.hessian, 0.0

    def add(self, cohort: int, part: Block) -> None:
        self.cohort, treated = cohort, part.cohort == cohort
        p = chances(part.x, self.at)
        self.score += part.x.T @ (part.weight * (treated - p))
        self.hessian += (part.x * (part.weight * p * (1 - p))[:, None]).T @ part.x
        told = np.where(treated, p, 1 - p)
        self.deviance += float(-2 * (part.weight @ np.log(np.maximum(told, 1e-300))))

    def step(self) -> None:
        self.done = abs(self.before - self.deviance) <= CLOSE * (abs(self.deviance) + 0.1)
        if self.done:
            return
        if np.linalg.cond(self.hessian) > SINGULAR:
            raise separated(self.cohort)
        self.before, self.at = self.deviance, self.at + solve(self.hessian, self.score)


def fit_logits(
    keys: Sequence[Key], k: int, parts: Callable[[Sequence[Key]], Iterable[Part[Key]]]
) -> dict[Key, Compared]:
    """`parts(open)` gives the persons of the open models, block by block.

    Raises RegisterProblem (`register-separation`) with the cohort whose chance cannot be estimated.
    """
    models = {key: _Model(np.zeros(k), np.zeros(k), np.zeros((k, k))) for key in keys}
    for _ in range(PASSES):
        open_ = [key for key, model in models.items() if not model.done]
        if not open_:
            return {key: (model.at, model.hessian) for key, model in models.items()}
        _pass(models, open_, parts(open_))
    raise separated(next(model.cohort for model in models.values() if not model.done))


def _pass(models: dict[Key, _Model], open_: Sequence[Key], parts: Iterable[Part[Key]]) -> None:
    for key in open_:
        models[key].begin()
    for key, cohort, part in parts:
        models[key].add(cohort, part)
    for key in open_:
        models[key].step()


def separated(cohort: int) -> RegisterProblem:
    return RegisterProblem(
        f"The covariates tell cohort {cohort} and its controls apart without fail (or depend on each other), so "
        "no chance of treatment can be estimated. Nothing was estimated; use regression, or fewer covariates.",
        code="register-separation",
        cohort=cohort,
    )
