"""Does the reference study end honestly, and do its intervals hold what was planted? Over many seeds.

python bench/enschede.py [--seeds 200] [--out docs/enschede.md]

The truth of an outcome is the difference between the arms' whole lives: every person's answer at the last wave, also of
those who were never asked or did not answer, averaged over seeds of their own. No estimator is used for it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np

from werkzaam.core import simulate
from werkzaam.core.claim import judge
from werkzaam.core.effect import analyse
from werkzaam.core.measure import score, shipped
from werkzaam.core.panel import build_panel
from werkzaam.core.simulate.lives import RATED, lives
from werkzaam.core.simulate.people import PROGRAMME, people

START, REGISTERED = date(2025, 1, 6), date(2024, 12, 2)
FIRST_TRUTH_SEED, LAST = 100_000, "t2"
Row = tuple[str, float, float, float]


def whole_lives(seed: int) -> dict[str, float]:
    """Programme minus comparison at the last wave, per outcome, when everybody answers."""
    rng = np.random.default_rng(FIRST_TRUTH_SEED + seed)
    persons, battery = people(rng, START), shipped(simulate.BATTERY)
    told = lives(rng, persons)
    scores: dict[bool, list[dict[str, float | None]]] = {True: [], False: []}
    for person in persons:
        said = told[person.key].items()
        items = {item: value for (wave, item), value in said if wave == LAST and item != RATED}
        scores[person.arm == PROGRAMME].append(score(battery, items))
    return {key: _mean(scores[True], key) - _mean(scores[False], key) for key in scores[False][0]}


def _mean(rows: list[dict[str, float | None]], key: str) -> float:
    return float(np.mean([value for row in rows if (value := row.get(key)) is not None]))


def study(seed: int) -> tuple[list[Row], list[tuple[str, str]]]:
    """(outcome, estimate, low, high) per question, and the verdicts that were spoken."""
    plan = simulate.plan(registered_on=REGISTERED)
    scenario = simulate.enschede(np.random.default_rng(seed), START)
    findings = analyse(build_panel(plan, *simulate.records(scenario)), plan)
    rows = [
        (each.outcome, each.points.value, each.points.low, each.points.high) for each in findings.estimates
    ]
    primary = {each.key for each in plan.estimands if each.primary}
    claims = [
        each for each in judge(findings, plan) if each.verdict and each.key.removeprefix("effect-") in primary
    ]
    return rows, [(each.key, str(each.verdict)) for each in claims]


def lines(seeds: int) -> Iterator[str]:
    with ProcessPoolExecutor(2) as pool:
        truths = list(pool.map(whole_lives, range(10 * seeds), chunksize=50))
        found = list(pool.map(study, range(seeds), chunksize=5))
    rows = [row for studied, _ in found for row in studied]
    yield "| outcome | truth | mean estimate | seeds answered | intervals that hold the truth | typical ± |"
    yield "|---|---|---|---|---|---|"
    for outcome in dict.fromkeys(row[0] for row in rows):
        truth = float(np.mean([each[outcome] for each in truths]))
        mine = np.array([row[1:] for row in rows if row[0] == outcome])
        held = np.mean((mine[:, 1] <= truth) & (truth <= mine[:, 2]))
        half = np.median(mine[:, 2] - mine[:, 1]) / 2
        yield f"| {outcome} | {truth:.3f} | {mine[:, 0].mean():.3f} | {len(mine)} | {held:.1%} | {half:.2f} |"
    yield ""
    yield "| question | verdict | seeds |"
    yield "|---|---|---|"
    spoken = Counter(verdict for _, verdicts in found for verdict in verdicts)
    for (key, verdict), count in sorted(spoken.items()):
        yield f"| {key} | {verdict} | {count} |"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seeds", type=int, default=200)
    asked.add_argument("--out", type=Path)
    options = asked.parse_args()
    told = []
    for line in lines(options.seeds):
        told.append(line)
        print(line, flush=True)
    if options.out:
        options.out.write_text("\n".join(told) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
