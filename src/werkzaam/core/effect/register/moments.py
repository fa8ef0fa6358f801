"""Sums per cohort and cluster: everything an outcome regression needs. They add up over blocks, and over registers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.register.blocks import Block, Floats, Known, Segment, Wide
from werkzaam.problem import Problem


class RegisterProblem(Problem):
    """A register that cannot be analysed as it is."""

    code = "register-invalid"
    status = 422


@dataclass(frozen=True, slots=True)
class Moments:
    """Of some persons: `persons`, `weight`, `x` (k,), `xx` (k, k), `xy` (k, T), `y` (T,); weighted sums."""

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


def total(parts: Iterable[Moments]) -> Moments:
    whole, *rest = parts
    for part in rest:
        whole = whole + part
    return whole


def by_segment(wide: Wide, clustered: bool) -> dict[Segment, Moments]:
    """One pass. Raises RegisterProblem where a value is not a finite number."""
    found: dict[Segment, Moments] = {}
    with np.errstate(invalid="ignore"):  # infinite values: told below
        for block in wide.read():
            for key, part in block.segments(clustered):
                made = of_block(part)
                found[key] = found[key] + made if key in found else made
    _check(found.values())
    return found


def by_cohort(segments: Mapping[Segment, Moments]) -> dict[int, Moments]:
    cohorts = sorted({cohort for cohort, _cluster in segments})
    return {each: total(part for (cohort, _), part in segments.items() if cohort == each) for each in cohorts}


def _check(found: Iterable[Moments]) -> None:
    """Any value that is no finite number makes its sums so."""
    if not all(np.isfinite(part.xx).all() and np.isfinite(part.xy).all() for part in found):
        raise RegisterProblem(
            "A person has a missing or infinite value in the frozen panel. Nothing was estimated; "
            "freeze again with persons who were seen in every period.",
            code="register-not-finite",
        )


def known(wide: Wide) -> Known:
    """One pass, where a register does not know itself yet."""
    if wide.known is not None:
        return wide.known
    parts: dict[int, Moments] = {}
    for block in wide.read(outcomes=False):
        for (cohort, _), part in block.segments(clustered=False):
            made = of_block(part.without_outcomes())
            parts[cohort] = parts[cohort] + made if cohort in parts else made
    _check(parts.values())
    return Known(tuple(sorted(parts)), *_scale(total(parts.values())))


def _scale(whole: Moments) -> tuple[Floats, Floats]:
    """Mean and standard deviation per covariate; the leading one stays as it is, as does what does not vary."""
    centre = whole.x / whole.weight
    spread = np.sqrt(np.maximum(np.diag(whole.xx) / whole.weight - centre**2, 0.0))
    centre[0] = 0.0
    spread[spread <= 1e-12 * np.maximum(1.0, np.abs(centre))] = 1.0
    return centre, spread
