"""What a reader can work out: the least and the most that a withheld cell can be, given all that is printed."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from werkzaam.core.report.disclosure.cells import Figures
from werkzaam.core.report.disclosure.rules import Rules

Array = NDArray[np.float64]

_UNBOUNDED = 3  # what scipy's milp says when nothing limits the cell
_NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Found:
    """A reader's interval for one cell."""

    key: str
    low: float
    high: float


@dataclass(frozen=True)
class Puzzle:
    """The withheld cells as unknowns: `matrix @ x = known`, each at least `least`; counts are whole."""

    keys: tuple[str, ...]
    matrix: sparse.csr_array
    known: Array
    least: Array
    whole: NDArray[np.int_]


def attack(figures: Figures, shown: Collection[str], keys: Sequence[str] | None = None) -> tuple[Found, ...]:
    """The interval a reader of the cells `shown` can give for each of `keys` (left out: all that is not shown).

    The reader knows every sum, that persons come in whole numbers, and that a withheld count is not zero.
    """
    hidden = puzzle(figures, shown)
    at = {key: place for place, key in enumerate(hidden.keys)}
    wanted = hidden.keys if keys is None else keys
    return tuple(
        Found(key, _end(hidden, at[key], 1.0), -_end(hidden, at[key], -1.0))
        if key in at
        else _known(figures, key)
        for key in dict.fromkeys(wanted)
    )


def recovered(figures: Figures, shown: Collection[str], rules: Rules) -> tuple[Found, ...]:
    """The cells that may not be known of which a reader can tell that they are below what the rules ask."""
    reach = {one.key: high for one in figures.cells if (high := rules.reach(one)) is not None}
    doubted = set(_doubted(puzzle(figures, shown), reach))
    found = attack(figures, shown, [key for key in reach if key not in doubted])
    return tuple(one for one in found if one.high < reach[one.key] - _NEAR)


def _doubted(hidden: Puzzle, reach: Mapping[str, float]) -> Iterator[str]:
    """Cells that reach as far as they must in some other figures with the same print: many are found at once."""
    left = {at: reach[key] for at, key in enumerate(hidden.keys) if key in reach}
    while left:
        cost, most = np.zeros(len(hidden.keys)), np.full(len(hidden.keys), np.inf)
        cost[list(left)] = -1.0
        most[list(left)] = [max(high, 1.0) for high in left.values()]
        world = _least(hidden, cost, most)
        reached = [] if world is None else [at for at in left if world[at] >= left[at] - _NEAR]
        yield from (hidden.keys[at] for at in reached)
        left = {at: high for at, high in left.items() if at not in reached} if reached else {}


def puzzle(figures: Figures, shown: Collection[str]) -> Puzzle:
    """The sums that hold at least one withheld cell."""
    hidden = [one for one in figures.cells if one.key not in shown]
    at = {one.key: place for place, one in enumerate(hidden)}
    rows, known = [], []
    for one in figures.sums:
        signed = {one.total: -1.0, **dict.fromkeys(one.parts, 1.0)}
        if any(key in at for key in signed):
            rows.append({at[key]: sign for key, sign in signed.items() if key in at})
            known.append(
                -sum(sign * figures.cell[key].value for key, sign in signed.items() if key not in at)
            )
    return Puzzle(
        tuple(at),
        matrix(rows, len(hidden)),
        np.array(known),
        np.array([min(float(one.least), one.value) if one.counts else 0.0 for one in hidden]),
        np.array([int(one.counts) for one in hidden]),
    )


def matrix(rows: Sequence[Mapping[int, float]], width: int) -> sparse.csr_array:
    """Rows of place and sign as a sparse matrix."""
    made = sparse.lil_array((len(rows), width))
    for at, row in enumerate(rows):
        for place, sign in row.items():
            made[at, place] = sign
    return sparse.csr_array(made)


def _known(figures: Figures, key: str) -> Found:
    value = figures.cell[key].value
    return Found(key, value, value)


def _end(hidden: Puzzle, at: int, sign: float) -> float:
    """The least that `sign` times the unknown at this place can be."""
    cost = np.zeros(len(hidden.keys))
    cost[at] = sign
    world = _least(hidden, cost, np.full(len(cost), np.inf))
    return -math.inf if world is None else float(sign * world[at])


def _least(hidden: Puzzle, cost: Array, most: Array) -> Array | None:
    """The possible figures with the least cost, in whole persons; None where nothing limits them."""
    limits = optimize.LinearConstraint(hidden.matrix, hidden.known, hidden.known) if len(hidden.known) else ()
    bounds = optimize.Bounds(hidden.least, np.maximum(most, hidden.least))
    for integrality in (None, hidden.whole):
        done = optimize.milp(cost, integrality=integrality, bounds=bounds, constraints=limits)
        if done.status == _UNBOUNDED:
            return None
        if done.x is None:
            raise ArithmeticError(f"the attack ended without an answer: {done.message}")
        counts = done.x[hidden.whole == 1]
        if np.allclose(counts, np.round(counts), atol=_NEAR):
            break
    return np.asarray(done.x)
