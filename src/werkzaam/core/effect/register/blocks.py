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
    """`cohort` (n,), `cluster` (n,) as codes from 0, `x` (n, k) with a leading one, `y` (n, T), `weight` (n,)."""

    cohort: Whole
    cluster: Whole
    x: Floats
    y: Floats
    weight: Floats

    def of(self, cohorts: tuple[int, ...]) -> Block:
        """The persons of these cohorts."""
        return self.rows(np.isin(self.cohort, cohorts))

    def rows(self, chosen: NDArray[np.bool_]) -> Block:
        if chosen.all():
            return self
        return Block(
            self.cohort[chosen], self.cluster[chosen], self.x[chosen], self.y[chosen], self.weight[chosen]
        )

    def weighing(self, weight: Floats) -> Block:
        return replace(self, weight=weight)


@dataclass(frozen=True, slots=True)
class Wide:
    """A register as it is read: `read()` gives its blocks anew, as often as the analysis passes over it.

    `periods` names the columns of `y`, `covariates` those of `x` after the leading one, `clusters` counts codes.
    """

    periods: tuple[int, ...]
    covariates: tuple[str, ...]
    clusters: int
    read: Callable[[], Iterator[Block]]

    def scaled(self, centre: Floats, spread: Floats) -> Wide:
        """The same with covariates centred and scaled, so that cross-products keep their digits."""

        def read() -> Iterator[Block]:
            for block in self.read():
                yield replace(block, x=(block.x - centre) / spread)

        return replace(self, read=read)

    def recoded(self, taken: dict[int, int | None], columns: list[int], periods: tuple[int, ...]) -> Wide:
        """The same with cohorts as they are analysed, without those left out and without periods not kept."""
        names = np.array(sorted(taken), dtype=np.int64)
        analysed = np.array([-1 if taken[name] is None else taken[name] for name in names], dtype=np.int64)

        def read() -> Iterator[Block]:
            for block in self.read():
                cohort = analysed[np.searchsorted(names, block.cohort)]
                kept = replace(block, cohort=cohort, y=block.y[:, columns])
                yield kept.of(tuple(set(cohort.tolist()) - {-1}))

        return replace(self, periods=periods, read=read)
