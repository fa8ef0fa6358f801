"""Small counts are not shown, also not by subtraction."""

from __future__ import annotations

from collections.abc import Mapping

THRESHOLD = 10


def shown(count: int, *, threshold: int = THRESHOLD) -> int | None:
    """A count on its own: nobody, or enough people to hide among; otherwise None."""
    return count if count == 0 or count >= threshold else None


def suppressed(counts: Mapping[str, int], *, threshold: int = THRESHOLD) -> dict[str, int | None]:
    """The counts of one table that adds up to a known total; None where a count may not be shown.

    Every count from 1 to below `threshold` is hidden. If what is hidden could be found by subtracting the
    rest from the total (one cell, or cells that together stay below `threshold`), the smallest other too.
    """
    open_cells = {key: n for key, n in counts.items() if n >= threshold}
    hidden = [n for n in counts.values() if 0 < n < threshold]
    while hidden and open_cells and (len(hidden) == 1 or sum(hidden) < threshold):
        hidden.append(open_cells.pop(min(open_cells, key=lambda key: open_cells[key])))
    return {key: open_cells.get(key) if n else 0 for key, n in counts.items()}
