"""Evidence as cells: which paths print a count of persons, which rest on one, and how counts add up."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from werkzaam.core.report.disclosure.account import Why
from werkzaam.core.report.disclosure.cells import Cell, Figures, Sum


@dataclass
class Ties:
    """Made up step by step. A path that is named stands for itself and for all that lies below it.

    `prints`: per cell the paths where its count stands. `follows`: per cell the paths that go when it goes. `tables`:
    per cell the table that is left out whole where it cannot be protected. `loose`: paths that go by themselves.
    """

    threshold: int = 10
    cells: dict[str, Cell] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    prints: dict[str, set[str]] = field(default_factory=dict)
    follows: dict[str, set[str]] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    loose: dict[str, Why] = field(default_factory=dict)

    def add(
        self, cell: Cell, *, prints: Iterable[str] | None = None, follows: Iterable[str] = (), table: str = ""
    ) -> str:
        """The cell under its key; it stands at the path of that name unless `prints` says where."""
        self.cells.setdefault(cell.key, cell)
        self.prints.setdefault(cell.key, set()).update((cell.key,) if prints is None else prints)
        self.follow(cell.key, *follows)
        if table:
            self.tables[cell.key] = table
        return cell.key

    def count(
        self,
        key: str,
        value: float,
        *,
        prints: Iterable[str] | None = None,
        follows: Iterable[str] = (),
        table: str = "",
    ) -> str:
        """A count of persons that may have to be withheld."""
        return self.add(Cell(key, float(value)), prints=prints, follows=follows, table=table)

    def group(self, key: str, value: float, *, prints: Iterable[str], follows: Iterable[str]) -> str:
        """How many persons numbers are about. Told wherever it is large enough: a reader must know it to read on."""
        cell = Cell(key, float(value), public=value == 0 or value >= self.threshold, margin=True)
        return self.add(cell, prints=prints, follows=follows)

    def silent(self, key: str, value: float, table: str = "", least: int = 0) -> str:
        """Nowhere printed, but a reader may work it out."""
        return self.add(Cell(key, float(value), silent=True, least=least), prints=(), table=table)

    def measure(self, key: str, value: float, parts: Mapping[str, float], table: str) -> None:
        """A printed number to which counts add up, each times its weight."""
        used = {part: weight for part, weight in parts.items() if weight}
        if math.isfinite(value) and used:
            self.add(Cell(key, value, measure=True, public=True), prints=(), table=table)
            self.sums.append(Sum(key, tuple(used), tuple(used.values())))

    def sum(self, total: str, parts: Iterable[str]) -> None:
        made = Sum(total, tuple(parts))
        if made.parts and made not in self.sums:
            self.sums.append(made)

    def follow(self, key: str, *paths: str) -> None:
        self.follows.setdefault(key, set()).update(paths)

    def without(self, gone: Collection[str]) -> Figures:
        """All cells but those of the tables that are left out."""
        kept = {key: cell for key, cell in self.cells.items() if self.tables.get(key) not in gone}
        sums = tuple(one for one in self.sums if one.signed.keys() <= kept.keys())
        return Figures(tuple(kept.values()), sums)

    def marks(self, withheld: Mapping[str, Why]) -> Mapping[str, Why]:
        """Why, per path: by its own count first, else by what it follows."""
        own = {path: why for key, why in withheld.items() for path in self.prints.get(key, ())}
        drawn = {path: Why.FOLLOWS for key in withheld for path in self.follows.get(key, ())}
        return {**drawn, **self.loose, **own}


def above(path: str) -> Iterator[str]:
    """The path itself and all that it lies below, nearest first."""
    while path:
        yield path
        path = path.rpartition(".")[0]
