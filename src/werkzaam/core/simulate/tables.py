"""Random sets of tables as a study publishes them: waves, linked margins, a hierarchy, and a second edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from werkzaam.core.report.disclosure import Figures, differences, tree, two_way

Counts = NDArray[np.int_]


@dataclass(frozen=True, slots=True)
class Edition:
    """Arms by level at two waves (the later a part of the earlier), and regions that fall apart in places."""

    earlier: Counts
    later: Counts
    places: Mapping[str, Mapping[str, int]]

    def figures(self, name: str) -> Figures:
        """All cells under `name`, with who was lost between the waves as a silent difference."""
        first, second = f"{name}.t0", f"{name}.t1"
        both = two_way(first, self.earlier.tolist()) + two_way(second, self.later.tolist())
        arms = [(f"{first}/{arm}/+", f"{second}/{arm}/+") for arm in range(len(self.earlier))]
        lost = differences(both, [*arms, (f"{first}/+/+", f"{second}/+/+")])
        return lost + tree(f"{name}.place", self.places)


def edition(rng: Generator) -> Edition:
    """Two or three arms, two to five levels; many cells small, some empty."""
    shape = (int(rng.integers(2, 4)), int(rng.integers(2, 6)))
    counts = rng.negative_binomial(0.8, 0.8 / (0.8 + rng.uniform(5, 40)), shape)
    later = _fewer(counts, rng)
    sizes = rng.multinomial(int(counts.sum()), rng.dirichlet(np.full(6, 0.7)))
    regions = {f"r{n}": {f"p{m}": int(sizes[2 * n + m]) for m in range(2)} for n in range(3)}
    return Edition(counts, later, regions)


def grown(before: Edition, rng: Generator) -> Edition:
    """The same study some answers later: every cell as it was or a few more."""
    earlier = before.earlier + rng.poisson(rng.uniform(0, 2), before.earlier.shape)
    later = before.later + np.minimum(
        rng.poisson(0.5, before.later.shape), np.maximum(0, earlier - before.later)
    )
    more = int(earlier.sum() - before.earlier.sum())
    extra = rng.multinomial(more, np.full(6, 1 / 6))
    pairs = [(region, place) for region, places in before.places.items() for place in places]
    added = dict(zip(pairs, extra.tolist(), strict=True))
    places = {
        region: {place: n + added[region, place] for place, n in each.items()}
        for region, each in before.places.items()
    }
    return Edition(earlier, later, places)


def _fewer(counts: Counts, rng: Generator) -> Counts:
    """Those of each arm who still answer, spread over the levels anew."""
    arms = [rng.binomial(int(row.sum()), rng.uniform(0.5, 1)) for row in counts]
    shares = rng.dirichlet(np.full(counts.shape[1], 0.8))
    return np.array([rng.multinomial(n, shares) for n in arms])


def after(first: Figures, shown: frozenset[str], second: Figures) -> Figures:
    """The second edition beside what the first printed: a reader takes every difference between the two."""
    out = tuple(
        replace(one, public=one.key in shown, silent=one.silent or one.key not in shown)
        for one in first.cells
    )
    both = Figures(out, first.sums) + second
    names = {one.key for one in second.cells}
    pairs = [
        (one.key, "e2" + one.key.removeprefix("e1")) for one in first.cells if not one.silent or one.margin
    ]
    return differences(both, [(old, new) for old, new in pairs if new in names])
