"""Is any group under ten to be found from what is printed? Random sets of tables with two waves and two editions.

    python bench/disclosure.py [--sets 10000] [--seed 1]

Each set is protected as a first edition, then as a second beside the first. A reader then lays all of it side by side
and works out, by integer programming, the least and the most that every withheld group can be.
"""

from __future__ import annotations

import argparse
import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from werkzaam.core.report.disclosure import DisclosureProblem, Rules, protect, recovered
from werkzaam.core.simulate import tables


@dataclass(frozen=True)
class Tally:
    """Sets tried, unsafe groups, cells withheld to hide them, printed, recovered, and second editions refused."""

    unsafe: int = 0
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
    both = tables.after(old, one.shown, new)
    try:
        two, refused = protect(both, rules), 0
        shown, unsafe, hiding = two.shown, len(two.unsafe), len(two.hiding)
    except DisclosureProblem:
        shown, unsafe, hiding, refused = one.shown, len(one.unsafe), len(one.hiding), 1
    return Tally(unsafe, hiding, len(shown), len(recovered(both, shown, rules)), refused)


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
    print(f"{options.sets:,} sets in {time.perf_counter() - began:.0f} s: {total}")
    raise SystemExit(1 if total.recovered else 0)


if __name__ == "__main__":
    main()
