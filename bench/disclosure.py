"""Is any group under ten to be found from what is printed? Random sets of tables with two waves and two editions.

    python bench/disclosure.py [--sets 10000] [--seed 1]

Each set is protected as a first edition, then as a second beside the first; small counts are told to be so ("< 10")
where that is safe. A reader then lays all of it side by side and works out, in whole persons, the least and the most
that every withheld group can be: `recovered` counts groups seen to be under ten that were not told to be so, and groups
told to be so of which at most three sizes remain.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from werkzaam.core.report.disclosure import (
    DisclosureProblem,
    Rules,
    announce,
    given_away,
    protect,
    recovered,
)
from werkzaam.core.simulate import tables


@dataclass(frozen=True)
class Tally:
    """Unsafe groups, of which told to be small; cells withheld to hide them, printed, recovered; editions refused."""

    unsafe: int = 0
    told: int = 0
    hiding: int = 0
    printed: int = 0
    recovered: int = 0
    refused: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, one) + getattr(other, one) for one in Tally.__dataclass_fields__))


def attacked(seed: int) -> Tally:
    """One set: both editions protected, then attacked together."""
    rng, rules = np.random.default_rng(seed), Rules()
    first = tables.edition(rng)
    old, new = first.figures("e1"), tables.grown(first, rng).figures("e2")
    one = protect(old, rules)
    before = announce(old, one, rules)
    both = tables.after(old, one.shown, new)
    try:
        two = protect(both, rules)
        told = before + announce(both, two, rules, before)
    except DisclosureProblem:  # then the first edition stands alone
        both, two, told, refused = old, one, before, 1
    else:
        refused = 0
    found = (*given_away(both, two, rules, told), *recovered(both, two.shown, rules))
    return Tally(len(two.unsafe), len(told.small), len(two.hiding), len(two.shown), len(found), refused)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    began, total = time.perf_counter(), Tally()
    seeds = range(options.seed * 1_000_000, options.seed * 1_000_000 + options.sets)
    with ProcessPoolExecutor(options.processes) as pool:
        for done, tally in enumerate(pool.map(attacked, seeds, chunksize=20), start=1):
            total += tally
            if done % 500 == 0:
                print(f"{done:,} sets: {total}", flush=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    print(f"{options.sets:,} sets in {time.perf_counter() - began:.0f} s ({used:.0f} s of CPU): {total}")
    raise SystemExit(1 if total.recovered else 0)


if __name__ == "__main__":
    main()
