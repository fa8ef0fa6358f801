"""The chance to be treated: one logit per cohort and set of controls, and what it makes of every cluster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from werkzaam.core.effect.register.blocks import Block, Floats, Segment, Wide
from werkzaam.core.effect.register.logit import Compared, chances, fit_logits, odds
from werkzaam.core.effect.register.moments import Moments, of_block, total

Against: TypeAlias = tuple[int, tuple[int, ...]]
"""A cohort, and the cohorts it is compared with."""


@dataclass(frozen=True, slots=True)
class Propensity:
    """`coefficients` (k,), the information matrix `hessian` (k, k), and the controls' sums weighted by their odds.

    The same sums per cohort and cluster, and for everyone the sums of x weighted by their chance (k,).
    """

    coefficients: Floats
    hessian: Floats
    controls: Moments
    weighed: Mapping[Segment, Moments]
    chance: Mapping[Segment, Floats]


def propensities(wide: Wide, pairs: Sequence[Against], clustered: bool) -> dict[Against, Propensity]:
    def parts(open_: Sequence[Against]) -> Iterator[tuple[Against, int, Block]]:
        for block in wide.read(outcomes=False):
            for pair in open_:
                yield pair, pair[0], block.of((pair[0], *pair[1]))

    found = fit_logits(pairs, len(wide.covariates) + 1, parts)
    return _weighed(wide, found, clustered)


def _weighed(wide: Wide, found: Mapping[Against, Compared], clustered: bool) -> dict[Against, Propensity]:
    """One pass over everyone, for all logits."""
    weighed: dict[Against, dict[Segment, Moments]] = {pair: {} for pair in found}
    chance: dict[Against, dict[Segment, Floats]] = {pair: {} for pair in found}
    for block in wide.read():
        for key, part in block.segments(clustered):
            for pair, (coefficients, _) in found.items():
                if key[0] == pair[0] or key[0] in pair[1]:
                    of_all = part.x.T @ (part.weight * chances(part.x, coefficients))
                    chance[pair][key] = chance[pair].get(key, 0.0) + of_all
                if key[0] in pair[1]:
                    made = of_block(part.weighing(part.weight * odds(part.x, coefficients)))
                    weighed[pair][key] = weighed[pair][key] + made if key in weighed[pair] else made
    return {
        pair: Propensity(*found[pair], total(weighed[pair].values()), weighed[pair], chance[pair])
        for pair in found
    }
