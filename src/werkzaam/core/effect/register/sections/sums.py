"""Sums per cohort and period over whom was seen then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np

from werkzaam.core.effect.register.blocks import Block, Wide
from werkzaam.core.effect.register.moments import Moments, of_block, total

Seen: TypeAlias = Mapping[tuple[int, int], Moments]
"""Cohort and column of `y` → sums; `y` has length one."""


def at(block: Block, column: int) -> Block:
    """Whom of a block was seen at a period, with that one outcome."""
    rows = np.isfinite(block.y[:, column])
    part = block.rows(rows)
    return Block(part.cohort, part.cluster, part.x, part.y[:, [column]], part.weight)


def by_period(wide: Wide) -> dict[tuple[int, int], Moments]:
    """One pass."""
    found: dict[tuple[int, int], Moments] = {}
    for block in wide.read():
        for cohort in np.unique(block.cohort).tolist():
            own = block.of((cohort,))
            for column in range(len(wide.periods)):
                made, key = of_block(at(own, column)), (cohort, column)
                found[key] = found[key] + made if key in found else made
    return found


def together(seen: Seen, cohorts: Sequence[int], column: int) -> Moments:
    return total([seen[cohort, column] for cohort in cohorts])
