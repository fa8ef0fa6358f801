"""The chance to be treated in a cell: a logit over the rows of both periods, all cells in the same passes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from werkzaam.core.effect.register.blocks import Block, Wide
from werkzaam.core.effect.register.cells import Cell
from werkzaam.core.effect.register.logit import Compared, fit_logits, odds
from werkzaam.core.effect.register.moments import Moments, of_block
from werkzaam.core.effect.register.sections.sums import at


def rows_of(block: Block, cell: Cell, column: Mapping[int, int]) -> Block:
    """The persons of a cell, each as heavy as the periods it was seen in."""
    part = block.of((cell.g, *cell.controls))
    times = np.isfinite(part.y[:, [column[cell.t], column[cell.base]]]).sum(axis=1)
    return part.weighing(part.weight * times)


def chances_of(wide: Wide, cells: Sequence[Cell], column: Mapping[int, int]) -> dict[Cell, Compared]:
    """Per cell: coefficients (k,) and information matrix (k, k)."""

    def compared(open_: Sequence[Cell]) -> Iterator[tuple[Cell, int, Block]]:
        for block in wide.read():
            for cell in open_:
                yield cell, cell.g, rows_of(block, cell, column)

    return fit_logits(cells, len(wide.covariates) + 1, compared)


def weighed(
    wide: Wide, found: Mapping[Cell, Compared], column: Mapping[int, int]
) -> dict[tuple[Cell, int], Moments]:
    """Sums of the controls at either period of a cell, weighted by their odds."""
    made: dict[tuple[Cell, int], Moments] = {}
    for block in wide.read():
        for cell, (coefficients, _) in found.items():
            controls = block.of(cell.controls)
            for period in (cell.t, cell.base):
                part = at(controls, column[period])
                own = of_block(part.weighing(part.weight * odds(part.x, coefficients)))
                key = (cell, period)
                made[key] = made[key] + own if key in made else own
    return made
