"""How long does the whole registered analysis of a pilot take, beside the same work put together from other packages?

python bench/effects.py [--repeats 5] [--without-peers]

Ours: 10 outcomes at 3 later waves, each by two estimators (baseline-adjusted and difference in differences), entropy
balancing with attrition, CR2, 9,999 wild bootstrap draws, 20 imputations, other weights, bounds and tipping points,
each coach left out, gates and verdicts. Theirs: per question the regression (statsmodels), its wild cluster bootstrap
(wildboottest; 9,999 draws) and 20 imputations by chained equations (statsmodels' MICE) for both estimators; no weights,
no CR2, no degrees of freedom, no gates. Medians of the repeats, in one run on one machine.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

import numpy as np

from werkzaam.core.claim import judge
from werkzaam.core.effect import analyse
from werkzaam.core.panel import Panel, build_panel
from werkzaam.core.plan.model import (
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

OUTCOMES, WAVES, PERSONS, COACHES, LOST = 10, ("t1", "t2", "t3"), 60, 10, 0.3
DRAWS, IMPUTATIONS = 9_999, 20
Rows = list[dict[str, object]]


def the_plan() -> Plan:
    """Everything primary, so that everything is looked into."""
    words = {"nl": "-", "en": "-"}
    outcomes = tuple(
        Outcome(f"y{k}", words, Scale.SCALE, Direction.UP, 0.2, in_sd=True, unit=words)
        for k in range(OUTCOMES)
    )
    return Plan(
        key="pilot",
        title=words,
        design=Design.MATCHED,
        arms=(Arm("programme", Role.PROGRAMME, words), Arm("control", Role.COMPARISON, words)),
        waves=tuple(Wave(wave, 6.0 * at, words) for at, wave in enumerate(("t0", *WAVES))),
        outcomes=outcomes,
        estimands=tuple(
            Estimand(f"{one.key}-{wave}", one.key, wave, Method.ANCOVA, Method.DID)
            for one in outcomes
            for wave in WAVES
        ),
        covariates=("age", "dutch"),
        draws=DRAWS,
        imputations=IMPUTATIONS,
    )


def records(rng: np.random.Generator) -> tuple[Rows, Rows]:
    """A pilot with ten coaches on the programme side; some leave at each wave."""
    persons: Rows = []
    values: Rows = []
    shared = rng.normal(0, 0.2, COACHES)
    for place in range(2 * PERSONS):
        treated, person = place < PERSONS, f"p{place:03}"
        coach = f"c{place % COACHES}" if treated else None
        persons.append(
            {
                "person": person,
                "arm": "programme" if treated else "control",
                "cluster": coach,
                "age": float(rng.normal(40, 10)),
                "dutch": float(rng.integers(1, 6)),
            }
        )
        last = rng.choice(4, p=[LOST / 3, LOST / 3, LOST / 3, 1 - LOST])
        for k in range(OUTCOMES):
            standing = rng.normal()
            for at, wave in enumerate(("t0", *WAVES)):
                if at <= last:
                    lift = 0.2 * at / 3 * treated + (shared[place % COACHES] if treated and at else 0.0)
                    value = 0.7 * standing + 0.7 * rng.normal() + lift
                    values.append({"person": person, "wave": wave, "outcome": f"y{k}", "value": float(value)})
    return persons, values


def ours(panel: Panel, plan: Plan) -> None:
    judge(analyse(panel, plan), plan)


def peers(persons: Rows, values: Rows) -> Callable[[], None] | None:
    """The same questions by statsmodels and wildboottest, or None where those are not installed."""
    try:
        import pandas as pd
        import statsmodels.formula.api as smf
        from statsmodels.imputation import mice
        from wildboottest.wildboottest import wildboottest
    except ImportError as missing:
        print(f"Peers not run: {missing.name} is not installed (the bench group: uv sync --group bench).")
        return None
    wide = pd.DataFrame(values).pivot(index="person", columns=["outcome", "wave"], values="value")
    wide.columns = [f"{outcome}_{wave}" for outcome, wave in wide.columns]
    data = pd.DataFrame(persons).merge(wide, left_on="person", right_index=True)
    data["treated"] = (data["arm"] == "programme").astype(float)
    data["group"] = data["cluster"].fillna(data["person"]).astype("category").cat.codes

    def question(outcome: str, wave: str) -> None:
        before, after = f"{outcome}_t0", f"{outcome}_{wave}"
        whole = data[[before, after, "treated", "age", "dutch", "group"]].dropna(subset=[before])
        formulas = (f"{after} ~ treated * ({before} + age + dutch)", "change ~ treated")
        for formula in formulas:
            seen = whole.dropna().assign(change=lambda d: d[after] - d[before])
            fitted = smf.ols(formula, seen)
            fitted.fit(cov_type="cluster", cov_kwds={"groups": seen["group"]})
            wildboottest(fitted, param="treated", cluster=seen["group"], B=DRAWS, show=False)
            filled = mice.MICEData(whole.drop(columns="group"))
            mice.MICE(formulas[0], smf.ols, filled) if formula == formulas[0] else None
            for _ in range(IMPUTATIONS):
                filled.update_all(2)
                done = filled.data.assign(change=lambda d: d[after] - d[before])
                smf.ols(formula, done).fit(cov_type="cluster", cov_kwds={"groups": whole["group"].to_numpy()})

    question("y0", WAVES[0])  # whatever compiles itself has done so before the clock starts

    def everything() -> None:
        for k in range(OUTCOMES):
            for wave in WAVES:
                question(f"y{k}", wave)

    return everything


def timed(work: Callable[[], None], repeats: int) -> list[float]:
    found = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return found


def started(code: str, repeats: int) -> float:
    """Median seconds of a fresh interpreter that runs `code`, less one that runs nothing."""

    def once(text: str) -> Callable[[], None]:
        return lambda: subprocess.run([sys.executable, "-c", text], check=True)

    return median(timed(once(code), repeats)) - median(timed(once("pass"), repeats))


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--repeats", type=int, default=5)
    asked.add_argument("--without-peers", action="store_true")
    options = asked.parse_args()
    plan, (persons, values) = the_plan(), records(np.random.default_rng(23))
    panel = build_panel(plan, persons, values)
    ours(panel, replace(plan, estimands=plan.estimands[:1]))
    mine = timed(lambda: ours(panel, plan), options.repeats)
    print(
        f"Whole analysis, {len(plan.estimands)} questions by 2 estimators: {median(mine):.2f} s "
        f"({min(mine):.2f} to {max(mine):.2f})"
    )
    print(f"import werkzaam: {started('import werkzaam', options.repeats):.2f} s")
    theirs = None if options.without_peers else peers(persons, values)
    if theirs is not None:
        took = timed(theirs, max(1, options.repeats // 5))
        print(
            f"The same regressions, bootstraps and imputations from other packages: {median(took):.1f} s, "
            f"{median(took) / median(mine):.0f} times ours"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
