"""Sums per cohort: everything an outcome regression needs. They add up over blocks, and over registers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from werkzaam.core.effect.register.blocks import Block, Floats, Wide
from werkzaam.problem import Problem


class RegisterProblem(Problem):
    """A register that cannot be analysed as it is."""

    code = "register-invalid"
    status = 422


@dataclass(frozen=True, slots=True)
class Moments:
    """Of one cohort: `persons`, `weight`, `x` (k,), `xx` (k, k), `xy` (k, T), `y` (T,); weighted sums."""

    persons: int
    weight: float
    x: Floats
    xx: Floats
    xy: Floats
    y: Floats

    def __add__(self, other: Moments) -> Moments:
        return Moments(
            self.persons + other.persons,
            self.weight + other.weight,
            self.x + other.x,
            self.xx + other.xx,
            self.xy + other.xy,
            self.y + other.y,
        )


def of_block(block: Block) -> Moments:
    weighted = block.x * block.weight[:, None]
    return Moments(
        persons=len(block.cohort),
        weight=float(block.weight.sum()),
        x=weighted.sum(axis=0),
        xx=weighted.T @ block.x,
        xy=weighted.T @ block.y,
        y=block.weight @ block.y,
    )


def total(parts: Sequence[Moments]) -> Moments:
    whole = parts[0]
    for part in parts[1:]:
        whole = whole + part
    return whole


def by_cohort(wide: Wide, unbalanced: bool = False) -> dict[int, Moments]:
    """One pass. Raises RegisterProblem at the first value that is not a finite number.

    `unbalanced`: outcomes may be missing (NaN), and count as nothing here.
    """
    found: dict[int, Moments] = {}
    for seen in wide.read():
        block = replace(seen, y=np.where(np.isnan(seen.y), 0.0, seen.y)) if unbalanced else seen
        _check(block)
        for cohort in np.unique(block.cohort).tolist():
            made = of_block(block.of((cohort,)))
            found[cohort] = found[cohort] + made if cohort in found else made
    return found


def _check(block: Block) -> None:
    if not (np.isfinite(block.x).all() and np.isfinite(block.y).all() and np.isfinite(block.weight).all()):
        raise RegisterProblem(
            "A person has a missing or infinite value in the frozen panel. Nothing was estimated; "
            "freeze again with persons who were seen in every period.",
            code="register-not-finite",
        )


def scale(moments: Iterable[Moments]) -> tuple[Floats, Floats]:
    """Mean and standard deviation per covariate; the leading one stays as it is, as does what does not vary."""
    whole = total(list(moments))
    centre = whole.x / whole.weight
    spread = np.sqrt(np.maximum(np.diag(whole.xx) / whole.weight - centre**2, 0.0))
    centre[0] = 0.0
    spread[spread <= 1e-12 * np.maximum(1.0, np.abs(centre))] = 1.0
    return centre, spread
