"""Which cells may not be known, and how far a reader must be kept from them.

Sources: Hundepool et al. (2012), Statistical Disclosure Control, chapters 4 and 5: minimum frequency, (n, k) dominance,
the p% rule, and the protection levels that go with them.
"""

from __future__ import annotations

from dataclasses import dataclass

from werkzaam.core.report.disclosure.cells import Cell


@dataclass(frozen=True, slots=True)
class Rules:
    """`threshold`: a group has so many persons or is not told. `largest`, `share`: the largest few contributors
    hold no more than this share of a total. `near`: nobody can work out another's contribution to within this share.
    `spread`: a count told to be under the threshold may still be any of more than so many numbers.
    """

    threshold: int = 10
    largest: int = 2
    share: float = 0.85
    near: float = 0.10
    spread: int = 3

    def reach(self, cell: Cell) -> float | None:
        """The value up to which a reader must take the cell to be possible; None where it may be known.

        Nobody at all (zero) may be told: there is no one it is about. A total over too few persons must look
        as if it could be twice as large.
        """
        if cell.measure or cell.most < self.threshold:  # a printed mean; a group already told to be small
            return None
        if cell.counts:
            return float(self.threshold) if 0 < cell.value < self.threshold else None
        if 0 < len(cell.contributions) < self.threshold:
            return 2 * cell.value
        reach = max(self._dominated(cell), self._guessed(cell))
        return reach if reach > cell.value else None

    def _dominated(self, cell: Cell) -> float:
        """(n, k): a total of which the largest few would hold exactly the share allowed."""
        held = sum(sorted(cell.contributions, reverse=True)[: self.largest])
        return held / self.share

    def _guessed(self, cell: Cell) -> float:
        """p%: the second largest, taking off its own, must miss the largest by p% of it at least."""
        first, second = sorted(cell.contributions, reverse=True)[:2]
        return first + second + self.near * first
