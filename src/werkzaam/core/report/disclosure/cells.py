"""Tables as cells and the sums between them: margins, hierarchies, linked tables and earlier editions alike."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: a count of persons, or a total over persons whose `contributions` are given.

    `public`: already out, so that it cannot be withheld any more. `silent`: never printed, but a reader may
    work it out (a difference between two tables; what an earlier edition withheld). `margin`: a total, withheld only
    when nothing else helps. `least`, `most`: what a reader knows a withheld count to be at least and at most.
    `measure`: a printed number to which counts add up with weights, such as the points on a ladder behind a mean.
    """

    key: str
    value: float
    contributions: tuple[float, ...] = ()
    public: bool = False
    silent: bool = False
    margin: bool = False
    least: int = 1
    most: float = math.inf
    measure: bool = False

    @property
    def counts(self) -> bool:
        return not self.contributions and not self.measure


@dataclass(frozen=True, slots=True)
class Sum:
    """The cells `parts`, each times its weight (left out: one), add up to the cell `total`."""

    total: str
    parts: tuple[str, ...]
    weights: tuple[float, ...] = ()

    @property
    def signed(self) -> Mapping[str, float]:
        """What each cell is multiplied by so that all of it comes to nothing."""
        weights = self.weights or (1.0,) * len(self.parts)
        return {self.total: -1.0, **dict(zip(self.parts, weights, strict=True))}


@dataclass(frozen=True)
class Figures:
    """Everything a reader can lay side by side. A key names one cell; the same cell in two tables is one cell."""

    cells: tuple[Cell, ...]
    sums: tuple[Sum, ...]

    @cached_property
    def cell(self) -> Mapping[str, Cell]:
        return {one.key: one for one in self.cells}

    def __add__(self, other: Figures) -> Figures:
        """Both together; what stands in both counts once, and is public where either is."""
        joined = dict(self.cell)
        for one in other.cells:
            known = joined.get(one.key)
            joined[one.key] = one if known is None or one.public else known
        return Figures(tuple(joined.values()), tuple(dict.fromkeys((*self.sums, *other.sums))))


def parts(figures: Figures) -> tuple[Figures, ...]:
    """The figures in groups between which no sum runs, so that each can be looked at alone."""
    group = {one.key: {one.key} for one in figures.cells}
    for each in figures.sums:
        joined = {key for part in each.signed for key in group[part]}
        group.update(dict.fromkeys(joined, joined))
    at = {key: id(found) for key, found in group.items()}
    cells: dict[int, list[Cell]] = {}
    sums: dict[int, list[Sum]] = {}
    for one in figures.cells:
        cells.setdefault(at[one.key], []).append(one)
    for each in figures.sums:
        sums.setdefault(at[each.total], []).append(each)
    return tuple(Figures(tuple(found), tuple(sums.get(key, ()))) for key, found in cells.items())


def one_way(key: str, counts: Mapping[str, float]) -> Figures:
    """Counts per category with their total, under the keys `key/category` and `key`."""
    return tree(key, counts)


def tree(key: str, counts: Mapping[str, float | Mapping[str, object]], *, public: bool = False) -> Figures:
    """Counts per category, of which some fall apart further, with a total at every level."""
    cells: list[Cell] = []
    sums: list[Sum] = []

    def grow(name: str, below: object) -> float:
        if not isinstance(below, Mapping):
            cells.append(Cell(name, float(str(below)), public=public))
            return cells[-1].value
        parts = tuple(f"{name}/{each}" for each in below)
        total = sum(grow(part, each) for part, each in zip(parts, below.values(), strict=True))
        cells.append(Cell(name, total, public=public, margin=True))
        sums.append(Sum(name, parts))
        return total

    grow(key, counts)
    return Figures(tuple(cells), tuple(sums))


def two_way(key: str, counts: Sequence[Sequence[float]], *, public: bool = False) -> Figures:
    """A table with margins: `key/i/j`, rows `key/i/+`, columns `key/+/j` and the total `key/+/+`."""
    rows, columns = range(len(counts)), range(len(counts[0]))
    inside = [Cell(f"{key}/{i}/{j}", counts[i][j], public=public) for i in rows for j in columns]
    across = [Cell(f"{key}/{i}/+", sum(counts[i]), public=public, margin=True) for i in rows]
    down = [Cell(f"{key}/+/{j}", sum(r[j] for r in counts), public=public, margin=True) for j in columns]
    whole = Cell(f"{key}/+/+", sum(map(sum, counts)), public=public, margin=True)
    sums = (
        *(Sum(f"{key}/{i}/+", tuple(f"{key}/{i}/{j}" for j in columns)) for i in rows),
        *(Sum(f"{key}/+/{j}", tuple(f"{key}/{i}/{j}" for i in rows)) for j in columns),
        Sum(whole.key, tuple(one.key for one in across)),
        Sum(whole.key, tuple(one.key for one in down)),
    )
    return Figures((*inside, *across, *down, whole), sums)


def differences(figures: Figures, pairs: Iterable[tuple[str, str]]) -> Figures:
    """The figures with, for each pair of cells over nested groups, the difference that a reader can take.

    The larger of a pair is the whole, the smaller a part of it: an earlier edition beside a later one, those
    asked beside those who answered. Persons in the difference are a group of their own.
    """
    found = [sorted(pair, key=lambda key: -figures.cell[key].value) for pair in pairs]
    left = [
        Cell(f"{large}-{small}", figures.cell[large].value - figures.cell[small].value, silent=True, least=0)
        for large, small in found
    ]
    sums = [Sum(large, (small, one.key)) for (large, small), one in zip(found, left, strict=True)]
    return figures + Figures(tuple(left), tuple(sums))
