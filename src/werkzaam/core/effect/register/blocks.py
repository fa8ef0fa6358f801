"""Person-wide rows a block at a time: memory holds one block, however many persons a register has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Block:
    """`cohort` (n,), `cluster` (n,) as codes from 0, `x` (n, k) with a leading one, `y` (n, T), `weight` (n,).

    A pass that needs no outcomes may be given a `y` without columns.
    """

    cohort: Whole
    cluster: Whole
    x: Floats
    y: Floats
    weight: Floats

    def of(self, cohorts: tuple[int, ...]) -> Block:
        """The persons of these cohorts."""
        return self.rows(np.isin(self.cohort, cohorts))

    def rows(self, chosen: NDArray[np.bool_]) -> Block:
        return self if chosen.all() else self.take(np.flatnonzero(chosen))

    def take(self, at: slice | NDArray[np.intp]) -> Block:
        return Block(self.cohort[at], self.cluster[at], self.x[at], self.y[at], self.weight[at])

    def weighing(self, weight: Floats) -> Block:
        return replace(self, weight=weight)

    def without_outcomes(self) -> Block:
        return replace(self, y=self.y[:, :0])

    def segments(self, clustered: bool) -> Iterator[tuple[Segment, Block]]:
        """Persons of one cohort (and one cluster) after another; views where they lie in order already."""
        cluster = self.cluster if clustered else np.zeros_like(self.cluster)
        up, along = np.diff(self.cohort), np.diff(cluster)
        if (up < 0).any() or (along[up == 0] < 0).any():
            yield from self.take(np.lexsort((cluster, self.cohort))).segments(clustered)
            return
        ends = np.flatnonzero((up != 0) | (along != 0)) + 1
        for first, last in zip((0, *ends), (*ends, len(cluster)), strict=True):
            yield (int(self.cohort[first]), int(cluster[first])), self.take(slice(first, last))


Segment = tuple[int, int]
"""Cohort and cluster (0 where clusters do not matter)."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a register before it is passed over: its cohorts, and mean and spread (k,) of x, roughly."""

    cohorts: tuple[int, ...]
    centre: Floats
    spread: Floats


@dataclass(frozen=True, slots=True)
class Wide:
    """A register as it is read: `read()` gives its blocks anew, as often as the analysis passes over it.

    `periods` names the columns of `y`, `covariates` those of `x` after the leading one, `clusters` counts codes.
    `source(outcomes)` makes the blocks, with or without outcomes.
    """

    periods: tuple[int, ...]
    covariates: tuple[str, ...]
    clusters: int
    source: Callable[[bool], Iterator[Block]]
    known: Known | None = None

    def read(self, outcomes: bool = True) -> Iterator[Block]:
        return (block for block in self.source(outcomes) if len(block.cohort))

    def scaled(self, known: Known) -> Wide:
        """The same with covariates centred and scaled, so that cross-products keep their digits."""

        def source(outcomes: bool) -> Iterator[Block]:
            for block in self.read(outcomes):
                yield replace(block, x=(block.x - known.centre) / known.spread)

        return replace(self, source=source)

    def recoded(self, taken: dict[int, int | None], periods: tuple[int, ...]) -> Wide:
        """The same with cohorts as they are analysed, without those left out and without periods not kept."""
        names = np.array(sorted(taken), dtype=np.int64)
        analysed = np.array([-1 if taken[name] is None else taken[name] for name in names], dtype=np.int64)
        columns = [self.periods.index(period) for period in periods]
        whole = periods == self.periods

        def source(outcomes: bool) -> Iterator[Block]:
            for block in self.read(outcomes):
                cohort = analysed[np.searchsorted(names, block.cohort)]
                y = block.y[:, columns] if outcomes and not whole else block.y
                yield replace(block, cohort=cohort, y=y).rows(cohort >= 0)

        return replace(self, periods=periods, source=source)
