"""Other figures with the same sums: the cheapest change that lifts one cell as far as it must be able to go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from werkzaam.core.report.disclosure.attacker import is_whole, matrix
from werkzaam.core.report.disclosure.cells import Cell, Figures
from werkzaam.core.report.disclosure.programme import Programme

Change = Mapping[str, float]
"""Per cell by how much it changes; cells that are not named stay as they are."""

Array = NDArray[np.float64]
_NEAR = 1e-6


@dataclass(frozen=True)
class Frame:
    """The sums over all cells, `kept @ (up - down) = 0`, and how far unsafe cells must `reach`."""

    figures: Figures
    reach: Mapping[str, float]
    at: Mapping[str, int]
    kept: sparse.csc_array
    programme: Programme
    down: Array  # how far each cell can fall
    whole: NDArray[np.int_]

    def lifted(self, key: str, change: Change) -> bool:
        return self.figures.cell[key].value + change.get(key, 0.0) >= self.reach[key] - _NEAR


def frame(figures: Figures, reach: Mapping[str, float]) -> Frame:
    at = {one.key: place for place, one in enumerate(figures.cells)}
    rows = [{at[key]: weight for key, weight in one.signed.items()} for one in figures.sums]
    sums = matrix(rows, len(at))
    kept = sparse.csc_array(sparse.hstack([sums, -sums]))
    down = np.array([one.value - (one.least if one.counts else 0.0) for one in figures.cells])
    whole = np.array([int(one.counts) for one in figures.cells])
    programme = Programme(kept, np.zeros(len(rows)))
    return Frame(figures, reach, at, kept, programme, np.maximum(down, 0.0), whole)


def lift(
    whole: Frame, key: str, free: Collection[str], price: Callable[[Cell], float]
) -> dict[str, float] | None:
    """The change of `free` cells that brings `key` to its reach at the least price per person moved, or None."""
    cells = whole.figures.cells
    moving = np.array([one.key in free for one in cells])
    prices = np.array([price(one) if moves else 0.0 for one, moves in zip(cells, moving, strict=True)])
    low, most = np.zeros(2 * len(cells)), np.where(moving, np.inf, 0.0)
    most = np.concatenate([most, np.where(moving, whole.down, 0.0)])
    mine = whole.at[key]
    low[mine], most[len(cells) + mine] = whole.reach[key] - cells[mine].value, 0.0
    moved = _solved(whole, np.concatenate([prices, prices]), low, most)
    if moved is None:
        return None
    return {cells[at].key: float(moved[at]) for at in np.flatnonzero(np.abs(moved) > _NEAR)}


def _solved(whole: Frame, price: Array, low: Array, most: Array) -> Array | None:
    """By linear programming; in whole persons where its answer is not whole by itself."""
    counts, size = whole.whole == 1, len(whole.whole)
    found = whole.programme.least(price, low, most)
    if found is not None and not is_whole((found[:size] - found[size:])[counts]):
        sums = optimize.LinearConstraint(whole.kept, 0, 0)
        bounds, persons = optimize.Bounds(low, most), np.concatenate([whole.whole, whole.whole])
        found = optimize.milp(price, bounds=bounds, constraints=sums, integrality=persons).x
    return None if found is None else np.asarray(found[:size] - found[size:])
