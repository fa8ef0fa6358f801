"""Does the interval hold the truth as often as it says? Monte-Carlo over small pilots, for the usual analysis itself.

python bench/intervals.py [--draws 2000] [--out docs/coverage.md]      the long grid: some minutes on two cores
python bench/intervals.py --short                                       a few cells, as the tests do

Each cell draws pilots of which the truth is known and answers them as a plan would be: weights (entropy balancing and
attrition outside a lottery, attrition alone in one), baseline-adjusted comparison, CR2 with the smaller of
Satterthwaite's and Welch's degrees of freedom. `spoken` is the share in which the estimator and the gates that can be
judged here (clusters, overlap) let a verdict be spoken; the other columns are among those. `false effect` is the share
of "indications of an effect" in the intended direction when there is none.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from numpy.random import Generator
from scipy.special import ndtr, ndtri

from werkzaam.core.effect.estimate import interval_of
from werkzaam.core.effect.prepare import prepared
from werkzaam.core.effect.sample import Sample, analysed
from werkzaam.core.plan.model import (
    Allocation,
    Arm,
    Design,
    Direction,
    Estimand,
    Method,
    Outcome,
    Plan,
    Role,
    Scale,
    Wave,
)
from werkzaam.problem import Problem

CORRELATION = 0.6
RUNGS = (-0.8, 0.0, 0.8, 1.5)
CEILING = 0.5
FEWEST_CLUSTERS, LEAST_OVERLAP = 4, 0.5
WORDS = {"nl": "-", "en": "-"}


@dataclass(frozen=True, slots=True)
class Cell:
    """`coaches` and `groups`: clusters on the programme and the comparison side; 0: everybody stands alone."""

    programme: int
    comparison: int
    coaches: int
    groups: int = 0
    icc: float = 0.1
    loss: float = 0.2
    lottery: bool = True
    scale: str = "scale"  # scale, ceiling, ordinal, binary 5 %, binary 20 %, binary 50 %
    effect: float = 0.0

    def __str__(self) -> str:
        sides = f"{self.programme}+{self.comparison} | {self.coaches or '-'} | {self.groups or '-'} | {self.icc:g}"
        return f"{sides} | {self.loss:.0%} | {'lot' if self.lottery else 'no lot'} | {self.scale}"


@dataclass(frozen=True, slots=True)
class Row:
    cell: Cell
    spoken: float
    covered: float
    false: float
    power: float
    half: float


def latent(
    rng: Generator, cell: Cell, treated: np.ndarray, cluster: np.ndarray, baseline: np.ndarray
) -> np.ndarray:
    """Later standing without the programme, of variance one given an average baseline."""
    _, place, size = np.unique(cluster, return_inverse=True, return_counts=True)
    shared = rng.normal(0, np.sqrt(cell.icc), len(size))[place] * (size[place] > 1)
    alone = cell.icc * (size[place] == 1)
    noise = rng.normal(size=len(treated)) * np.sqrt(1 - CORRELATION**2 - cell.icc)
    return CORRELATION * baseline + shared + noise + rng.normal(size=len(treated)) * np.sqrt(alone)


def observed(values: np.ndarray, scale: str) -> np.ndarray:
    if scale == "ceiling":
        return np.minimum(values, CEILING)
    if scale == "ordinal":
        return 1.0 + np.searchsorted(RUNGS, values)
    if scale.startswith("binary"):
        return (values > _cut(scale)).astype(float)
    return values


def _cut(scale: str) -> float:
    return -float(ndtri(float(scale.split()[1]) / 100))


def draw(rng: Generator, cell: Cell) -> tuple[Sample, float]:
    """Everybody at the start, with who answered, and the true difference for the target population."""
    n = cell.programme + cell.comparison
    treated = np.arange(n) < cell.programme
    cluster = np.where(treated, _places(cell.coaches, treated), 10_000 + _places(cell.groups, ~treated))
    ahead = 0.0 if cell.lottery else 0.25
    before = rng.normal(size=n) + ahead * treated
    later = latent(rng, cell, treated, cluster, before) + cell.effect * treated
    answered = rng.random(n) < 1 - cell.loss + 0.15 * (cell.loss > 0) * np.clip(before, -1, 1)
    sample = Sample(
        programme="programme",
        comparison="comparison",
        treated=treated,
        baseline=before if cell.scale == "ceiling" else observed(before, cell.scale),
        later=np.where(answered, observed(later, cell.scale), np.nan),
        cluster=cluster,
        covariates={} if cell.scale in ("scale", "ceiling") else {"standing": before},
    )
    return sample, truth(cell, ahead)


def _places(clusters: int, rows: np.ndarray) -> np.ndarray:
    place = np.cumsum(rows) - 1
    return place % clusters if clusters else place + 100


def truth(cell: Cell, ahead: float) -> float:
    """The difference for the target: later standing is normal with mean 0.6 * ahead and variance one."""
    if cell.scale == "scale":
        return cell.effect
    at = CORRELATION * ahead
    return _mean(cell.scale, at + cell.effect) - _mean(cell.scale, at)


def _mean(scale: str, centre: float) -> float:
    if scale == "ordinal":
        return float(1 + sum(ndtr(centre - rung) for rung in RUNGS))
    if scale.startswith("binary"):
        return float(ndtr(centre - _cut(scale)))
    gap = CEILING - centre  # E min(Z, c)
    density = np.exp(-gap * gap / 2) / np.sqrt(2 * np.pi)
    return float(CEILING - (gap * ndtr(gap) + density))


def plan_for(cell: Cell) -> Plan:
    scale = Scale.BINARY if cell.scale.startswith("binary") else Scale.SCALE
    return Plan(
        key="pilot",
        title=WORDS,
        design=Design.RANDOMISED if cell.lottery else Design.MATCHED,
        allocation=Allocation(lot=cell.lottery),
        arms=(Arm("programme", Role.PROGRAMME, WORDS), Arm("comparison", Role.COMPARISON, WORDS)),
        waves=(Wave("t0", 0, WORDS), Wave("t1", 12, WORDS)),
        outcomes=(Outcome("y", WORDS, scale, Direction.UP, 0.2, in_sd=False, unit=WORDS),),
        estimands=(Estimand("y-t1", "y", "t1", Method.ANCOVA, None),),
    )


def answer(rng: Generator, cell: Cell, plan: Plan) -> tuple[float, float, float] | None:
    """Truth, low and high; None where no verdict may be spoken."""
    everybody, true = draw(rng, cell)
    estimand = plan.estimands[0]
    try:
        ready = prepared(everybody, analysed(everybody, estimand.method), plan, estimand, estimand.method)
        points = interval_of(ready, plan.outcomes[0].scale, plan)
    except Problem:
        return None
    counts, left = ready.sample.counts(), ready.sample.effective()
    too_few = min(ready.sample.clusters().values()) < FEWEST_CLUSTERS
    if too_few or min(left[arm] / counts[arm] for arm in counts) < LEAST_OVERLAP:
        return None
    return true, points.low, points.high


def run(cell: Cell, draws: int, seed: int = 3) -> Row:
    plan, spoken = plan_for(cell), []
    for effect in (0.0, 0.5):
        rng = np.random.default_rng([seed, round(1000 * effect), *_key(cell)])
        found = [answer(rng, replace(cell, effect=effect), plan) for _ in range(draws)]
        spoken.append(np.array([each for each in found if each is not None]).reshape(-1, 3))
    null, real = spoken
    if not len(null):
        return Row(cell, 0.0, *[float("nan")] * 4)
    both = np.vstack(spoken)
    return Row(
        cell,
        spoken=len(both) / (2 * draws),
        covered=float(np.mean((both[:, 1] <= both[:, 0]) & (both[:, 0] <= both[:, 2]))),
        false=float(np.mean(null[:, 1] > 0)),
        power=float(np.mean(real[:, 1] > 0)),
        half=float(np.median(both[:, 2] - both[:, 1]) / 2),
    )


def _key(cell: Cell) -> list[int]:
    return [*str(cell).encode()]


def grid() -> Iterator[Cell]:
    """The long grid of 5-methods §5.5, with the hard cells of §5.3 first."""
    yield from (Cell(75, 75, 6, icc=icc, loss=0) for icc in (0, 0.05, 0.1, 0.2))
    yield from (Cell(38, 112, 3, 9, icc=icc, loss=0) for icc in (0.05, 0.2))
    yield from (Cell(30, 270, 2, 18, icc=icc, loss=0) for icc in (0.05, 0.2))
    yield from (Cell(50, 100, 4, 8, icc=icc, loss=0) for icc in (0.05, 0.2))
    for lottery, side in product((True, False), (30, 60, 150, 300)):
        for coaches, groups in ((4, 0), (6, 0), (12, 0), (4, 4), (15, 15)):
            if side // coaches >= 2:
                yield from (
                    Cell(side, side, coaches, groups, icc, loss, lottery)
                    for icc, loss in ((0, 0.4), (0.1, 0.2), (0.2, 0.6))
                )
    for scale in ("ceiling", "ordinal", "binary 5", "binary 20", "binary 50"):
        for side in (30, 60, 150):
            yield from (
                Cell(side, side, 4, 0, icc, loss, lottery, scale)
                for icc, loss, lottery in ((0.05, 0.2, True), (0.1, 0.4, False))
            )


def short() -> Iterator[Cell]:
    yield Cell(75, 75, 6, icc=0.1, loss=0)
    yield Cell(60, 60, 4, icc=0.05, loss=0.4, lottery=False)
    yield Cell(30, 30, 4, icc=0.1, loss=0.2)
    yield Cell(60, 60, 4, icc=0.05, loss=0.2, scale="binary 20")


HEAD = (
    "| n a side | coaches | groups | ICC | lost | allocation | outcome "
    "| spoken | coverage | false effect | power 0.5 SD | ± |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def line(row: Row) -> str:
    if not row.spoken:
        return f"| {row.cell} | 0 % | refused | | | |"
    return f"| {row.cell} | {row.spoken:.0%} | {row.covered:.1%} | {row.false:.1%} | {row.power:.0%} | {row.half:.2f} |"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--draws", type=int, default=2000)
    asked.add_argument("--short", action="store_true")
    asked.add_argument("--out", type=Path)
    options = asked.parse_args()
    cells = list(short() if options.short else grid())
    lines = [HEAD]
    print(HEAD, flush=True)
    with ProcessPoolExecutor(2) as pool:
        for row in pool.map(run, cells, [options.draws] * len(cells)):
            lines.append(line(row))
            print(lines[-1], flush=True)
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
