"""What every person adds to every estimate, summed into variances: a block at a time, and no row is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from werkzaam.core.effect.register.blocks import Block, Floats, Wide
from werkzaam.core.effect.register.cells import Cell
from werkzaam.core.effect.register.moments import Moments


@dataclass(frozen=True, slots=True)
class Model:
    """Everything fitted, in the order of the columns of the influence: cells, then cohorts.

    `spread(block)` (n, cells) gives each person's influence on the cells.
    """

    cells: tuple[Cell, ...]
    effects: tuple[float, ...]
    cohorts: tuple[int, ...]
    shares: Floats  # of all persons (weighted), per cohort
    weight: float
    spread: Callable[[Block], Floats]

    @property
    def width(self) -> int:
        return len(self.cells) + len(self.cohorts)


@dataclass(frozen=True, slots=True)
class Influence:
    """`covariance` (m, m) of the cells' estimates and the cohorts' shares; `clusters` (G, m) sums, if clustered."""

    covariance: Floats
    clusters: Floats | None


def influence(wide: Wide, model: Model, clustered: bool) -> Influence:
    """One pass. Without clusters each person's influence is squared at once, so that none is kept."""
    square = np.zeros((model.width, model.width))
    sums = np.zeros((wide.clusters if clustered else 0, model.width))
    for block in wide.read():
        own = np.hstack([model.spread(block), _of_shares(block, model)])
        if clustered:
            sums += _summed(block, own, wide.clusters)
        else:
            square += own.T @ own
    return Influence(sums.T @ sums, sums) if clustered else Influence(square, None)


def _of_shares(block: Block, model: Model) -> Floats:
    is_of = block.cohort[:, None] == np.array(model.cohorts)
    return np.asarray((is_of - model.shares) * (block.weight / model.weight)[:, None])


def _summed(block: Block, own: Floats, clusters: int) -> Floats:
    n = len(block.cluster)
    belongs = sparse.csr_matrix((np.ones(n), (block.cluster, np.arange(n))), shape=(clusters, n))
    return np.asarray(belongs @ own)


def shares(moments: Mapping[int, Moments], cohorts: Sequence[int]) -> tuple[Floats, float]:
    """The cohorts' shares of all persons, and the weight of all."""
    weight = sum(each.weight for each in moments.values())
    return np.array([moments[cohort].weight for cohort in cohorts]) / weight, weight
