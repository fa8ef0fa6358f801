"""What a reader can work out: the least and the most that a withheld cell can be, given all that is printed."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from werkzaam.core.report.disclosure.cells import Figures
from werkzaam.core.report.disclosure.programme import Programme, Unbounded
from werkzaam.core.report.disclosure.rules import Rules

Array = NDArray[np.float64]

_NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Found:
    """A reader's interval for one cell."""

    key: str
    low: float
    high: float


@dataclass(frozen=True)
class Puzzle:
    """The withheld cells as unknowns: `matrix @ x = known`, each from `least` to `most`; counts are whole."""

    keys: tuple[str, ...]
    matrix: sparse.csc_array
    known: Array
    programme: Programme
    least: Array
    most: Array
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
    found = attack(figures, shown, left(figures, shown, reach))
    return tuple(one for one in found if one.high < reach[one.key] - _NEAR)


def left(figures: Figures, shown: Collection[str], reach: Mapping[str, float]) -> list[str]:
    """Of the cells in `reach` those of which it is not soon seen that a reader must hold so much possible."""
    doubted = set(_doubted(puzzle(figures, shown), reach))
    return [key for key in reach if key not in doubted]


def _doubted(hidden: Puzzle, reach: Mapping[str, float]) -> Iterator[str]:
    """Cells that reach as far as they must in some other figures with the same print: many are found at once."""
    left = {at: reach[key] for at, key in enumerate(hidden.keys) if key in reach}
    while left:
        cost, most = np.zeros(len(hidden.keys)), hidden.most.copy()
        cost[list(left)] = -1.0
        most[list(left)] = np.minimum(most[list(left)], [max(high, 1.0) for high in left.values()])
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
        signed = one.signed
        if any(key in at for key in signed):
            rows.append({at[key]: sign for key, sign in signed.items() if key in at})
            known.append(
                -sum(sign * figures.cell[key].value for key, sign in signed.items() if key not in at)
            )
    unknown, values = matrix(rows, len(hidden)), np.array(known, dtype=float)
    return Puzzle(
        tuple(at),
        unknown,
        values,
        Programme(unknown, values),
        np.array([min(float(one.least), one.value) if one.counts else 0.0 for one in hidden]),
        np.array([max(one.most, one.value) for one in hidden]),
        np.array([int(one.counts) for one in hidden]),
    )


def matrix(rows: Sequence[Mapping[int, float]], width: int) -> sparse.csc_array:
    """Rows of place and sign as a sparse matrix."""
    at = np.array([at for at, row in enumerate(rows) for _ in row], dtype=np.int32)
    places = np.array([place for row in rows for place in row], dtype=np.int32)
    signs = np.array([sign for row in rows for sign in row.values()], dtype=np.float64)
    return sparse.csc_array((signs, (at, places)), shape=(len(rows), width))


def is_whole(values: Array) -> bool:
    return bool((np.abs(values - np.round(values)) < _NEAR).all())


def _known(figures: Figures, key: str) -> Found:
    value = figures.cell[key].value
    return Found(key, value, value)


def _end(hidden: Puzzle, at: int, sign: float) -> float:
    """The least that `sign` times the unknown at this place can be."""
    cost = np.zeros(len(hidden.keys))
    cost[at] = sign
    world = _least(hidden, cost, hidden.most)
    return -math.inf if world is None else float(sign * world[at])


def _least(hidden: Puzzle, cost: Array, most: Array) -> Array | None:
    """The possible figures with the least cost, in whole persons; None where nothing limits them."""
    high = np.maximum(most, hidden.least)
    try:
        found = hidden.programme.least(cost, hidden.least, high)
    except Unbounded:
        return None
    if found is not None and not is_whole(found[hidden.whole == 1]):
        sums = optimize.LinearConstraint(hidden.matrix, hidden.known, hidden.known)
        bounds = optimize.Bounds(hidden.least, high)
        found = optimize.milp(cost, integrality=hidden.whole, bounds=bounds, constraints=sums).x
    if found is None:
        raise ArithmeticError("the attack ended without an answer: the figures contradict each other")
    return np.asarray(found)
