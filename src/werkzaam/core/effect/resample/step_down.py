"""Several questions about the same people at once: the largest of their statistics, bootstrapped together.

Romano & Wolf (2005, doi:10.1198/016214504000000539; 2016, doi:10.1016/j.spl.2016.02.012), with the wild cluster
bootstrap under each question's own null. A cluster has one sign for all questions, so that how the outcomes hang
together is in every draw and needs no model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from werkzaam.core.effect.design import Design
from werkzaam.core.effect.multiplicity import step_down
from werkzaam.core.effect.regression import Floats, Integers
from werkzaam.core.effect.resample.clusters import Clusters, contributions
from werkzaam.core.effect.resample.signs import Kind, signs
from werkzaam.core.effect.resample.wild import drawn
from werkzaam.core.effect.sample import Sample


def romano_wolf(
    family: Sequence[tuple[Design, Sample]],
    *,
    draws: int,
    rng: np.random.Generator,
    weights: Kind = "webb",
    unanswered: int = 0,
) -> list[float]:
    """Adjusted p-values of no difference, in the order of the family.

    `Sample.cluster` must number clusters alike in all samples, as it does within one panel. `unanswered` counts
    registered questions without an estimate: they stay in the family, see `step_down`. Raises what `wild` does.
    """
    members = [contributions(design, sample) for design, sample in family]
    if not members:
        return []
    asked = np.array([abs(each.value) / each.cr1 for each in members])
    rows = [_statistics(members, v) for v in _shared_signs(members, weights, draws, rng)]
    return step_down(asked, np.vstack(rows), unanswered)


def _shared_signs(
    members: Sequence[Clusters], weights: Kind, draws: int, rng: np.random.Generator
) -> Iterator[list[Floats]]:
    """Per batch the signs (k, G, b) of every member's clusters, each cluster its own in all of them."""
    codes = np.unique(np.concatenate([each.codes for each in members]))
    places: list[Integers] = [np.searchsorted(codes, each.codes) for each in members]
    for v in signs(weights, draws, len(codes), rng):
        yield [v[:, place] for place in places]


def _statistics(members: Sequence[Clusters], v: Sequence[Floats]) -> Floats:
    """|t| of every member (kb, K) under its null."""
    return np.column_stack([_absolute(each, rows) for each, rows in zip(members, v, strict=True)])


def _absolute(clusters: Clusters, v: Floats) -> Floats:
    curves = drawn(clusters, v)
    shift = -clusters.value
    above, below = curves.above(shift), curves.below(shift) * clusters.factor
    found: Floats = np.sqrt(np.divide(above, below, out=np.full(len(above), np.inf), where=below > 0))
    return found
