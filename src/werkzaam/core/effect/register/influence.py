"""What every person adds to every estimate, summed into variances: a block at a time, and no row is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from werkzaam.core.effect.register.blocks import Block, Floats, Segment, Wide
from werkzaam.core.effect.register.cells import Cell
from werkzaam.core.effect.register.moments import Moments


@dataclass(frozen=True, slots=True)
class Spread:
    """The effects of the cells, and the influence on them: of the persons of a block (n, cells), and of all
    clusters at once (clusters, cells) where their sums tell it."""

    effects: tuple[float, ...]
    of_block: Callable[[Block], Floats]
    of_clusters: Callable[[], Floats] | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """Everything fitted, in the order of the columns of the influence: cells, then cohorts.

    `shares` are of all persons (weighted), per cohort.
    """

    cells: tuple[Cell, ...]
    cohorts: tuple[int, ...]
    shares: Floats
    weight: float
    spread: Spread

    @property
    def effects(self) -> tuple[float, ...]:
        return self.spread.effects

    @property
    def width(self) -> int:
        return len(self.cells) + len(self.cohorts)


@dataclass(frozen=True, slots=True)
class Influence:
    """`covariance` (m, m) of the cells' estimates and the cohorts' shares; `clusters` (G, m) sums, if clustered."""

    covariance: Floats
    clusters: Floats | None


def influence(wide: Wide, model: Model, segments: Mapping[Segment, Moments], clustered: bool) -> Influence:
    """Clusters whose sums tell it need no pass; else one, in which each person's influence is used and dropped."""
    if not clustered:
        return Influence(_squared(wide, model), None)
    tell = model.spread.of_clusters
    sums = np.hstack([tell(), _shares_of(segments, model, wide.clusters)]) if tell else _summed(wide, model)
    return Influence(sums.T @ sums, sums)


def _squared(wide: Wide, model: Model) -> Floats:
    square = np.zeros((model.width, model.width))
    for block in wide.read():
        own = _own(block, model)
        square += own.T @ own
    return square


def _summed(wide: Wide, model: Model) -> Floats:
    sums = np.zeros((wide.clusters, model.width))
    for block in wide.read():
        n = len(block.cluster)
        belongs = sparse.csr_matrix((np.ones(n), (block.cluster, np.arange(n))), shape=(wide.clusters, n))
        sums += np.asarray(belongs @ _own(block, model))
    return sums


def _own(block: Block, model: Model) -> Floats:
    """(n, m)."""
    is_of = block.cohort[:, None] == np.array(model.cohorts)
    share = (is_of - model.shares) * (block.weight / model.weight)[:, None]
    return np.hstack([model.spread.of_block(block), share])


def _shares_of(segments: Mapping[Segment, Moments], model: Model, clusters: int) -> Floats:
    found = np.zeros((clusters, len(model.cohorts)))
    for (cohort, cluster), sums in segments.items():
        found[cluster] += (np.array(model.cohorts) == cohort) * sums.weight - model.shares * sums.weight
    return np.asarray(found / model.weight)


def shares(moments: Mapping[int, Moments], cohorts: Sequence[int]) -> tuple[Floats, float]:
    """The cohorts' shares of all persons, and the weight of all."""
    weight = sum(each.weight for each in moments.values())
    return np.array([moments[cohort].weight for cohort in cohorts]) / weight, weight
