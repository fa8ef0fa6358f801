"""The chance to be treated: one logit per cohort and set of controls, and what the controls weigh by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from werkzaam.core.effect.register.blocks import Block, Floats, Wide
from werkzaam.core.effect.register.logit import Compared, fit_logits, odds
from werkzaam.core.effect.register.moments import Moments, of_block

Against: TypeAlias = tuple[int, tuple[int, ...]]
"""A cohort, and the cohorts it is compared with."""


@dataclass(frozen=True, slots=True)
class Propensity:
    """`coefficients` (k,), the information matrix `hessian` (k, k), and weighted sums of the controls."""

    coefficients: Floats
    hessian: Floats
    controls: Moments


def propensities(wide: Wide, pairs: Sequence[Against]) -> dict[Against, Propensity]:
    def parts(open_: Sequence[Against]) -> Iterator[tuple[Against, int, Block]]:
        for block in wide.read():
            for pair in open_:
                yield pair, pair[0], block.of((pair[0], *pair[1]))

    found = fit_logits(pairs, len(wide.covariates) + 1, parts)
    weighed = _weigh(wide, found)
    return {pair: Propensity(*found[pair], weighed[pair]) for pair in pairs}


def _weigh(wide: Wide, found: Mapping[Against, Compared]) -> dict[Against, Moments]:
    made: dict[Against, Moments] = {}
    for block in wide.read():
        for pair, (coefficients, _) in found.items():
            part = block.of(pair[1])
            own = of_block(part.weighing(part.weight * odds(part.x, coefficients)))
            made[pair] = made[pair] + own if pair in made else own
    return made
