"""Other figures with the same sums: the cheapest change that lifts one cell as far as it must be able to go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from werkzaam.core.report.disclosure.attacker import matrix
from werkzaam.core.report.disclosure.cells import Cell, Figures

Change = Mapping[str, float]
"""Per cell by how much it changes; cells that are not named stay as they are."""

Array = NDArray[np.float64]
_NEAR = 1e-6


@dataclass(frozen=True)
class Frame:
    """The sums over all cells as `kept @ change = 0`, and how far unsafe cells must `reach`."""

    figures: Figures
    reach: Mapping[str, float]
    at: Mapping[str, int]
    kept: sparse.csr_array
    down: Array  # how far each cell can fall
    whole: NDArray[np.int_]

    def lifted(self, key: str, change: Change) -> bool:
        return self.figures.cell[key].value + change.get(key, 0.0) >= self.reach[key] - _NEAR


def frame(figures: Figures, reach: Mapping[str, float]) -> Frame:
    at = {one.key: place for place, one in enumerate(figures.cells)}
    rows = [{at[one.total]: -1.0, **{at[part]: 1.0 for part in one.parts}} for one in figures.sums]
    down = np.array([one.value - (one.least if one.counts else 0.0) for one in figures.cells])
    whole = np.array([int(one.counts) for one in figures.cells])
    return Frame(figures, reach, at, matrix(rows, len(at)), np.maximum(down, 0.0), whole)


def lift(
    whole: Frame, key: str, free: Collection[str], price: Callable[[Cell], float]
) -> dict[str, float] | None:
    """The change of `free` cells that brings `key` to its reach at the least price per person moved, or None."""
    cells = whole.figures.cells
    moving = np.array([at for at, one in enumerate(cells) if one.key in free])
    prices = np.array([price(cells[at]) for at in moving])
    low, most = np.zeros(2 * len(moving)), np.concatenate([np.full(len(moving), np.inf), whole.down[moving]])
    mine = int(np.flatnonzero(moving == whole.at[key])[0])
    low[mine], most[len(moving) + mine] = whole.reach[key] - cells[moving[mine]].value, 0.0
    moved = _solved(whole, moving, np.concatenate([prices, prices]), optimize.Bounds(low, most))
    if moved is None:
        return None
    return {cells[at].key: float(by) for at, by in zip(moving, moved, strict=True) if abs(by) > _NEAR}


def _solved(whole: Frame, moving: NDArray[np.int_], price: Array, bounds: optimize.Bounds) -> Array | None:
    """By linear programming; in whole persons where its answer is not whole by itself."""
    kept, counts = whole.kept[:, moving], whole.whole[moving]
    used = kept[np.diff(kept.indptr) > 0]
    limits = optimize.LinearConstraint(sparse.hstack([used, -used]), 0, 0) if used.shape[0] else ()
    for integrality in (None, np.concatenate([counts, counts])):
        done = optimize.milp(price, bounds=bounds, constraints=limits, integrality=integrality)
        if done.x is None:
            return None
        moved = np.asarray(done.x[: len(moving)] - done.x[len(moving) :])
        if np.allclose(moved[counts == 1], np.round(moved[counts == 1]), atol=_NEAR):
            break
    return moved
