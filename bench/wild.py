"""One wild cluster bootstrap, 20 clusters and 9,999 draws: milliseconds here, and in peers if they are installed.

Ours gives the p-value and the interval, the peers a p-value alone. The same regression, the null imposed; the
peers are warmed up first, and all are timed in turn in one run.

    python bench/wild.py [--repeats 9] [--draws 9999]

Peers live in an environment of their own:

    uv venv peers && uv pip install --python peers . wildboottest pyfixest && peers/bin/python -P bench/wild.py
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from importlib.util import find_spec
from statistics import median

import numpy as np

from werkzaam.core.effect.design import Design, build_design
from werkzaam.core.effect.resample import cr3, romano_wolf, wild
from werkzaam.core.effect.resample.clusters import contributions
from werkzaam.core.effect.resample.inversion import Resampled, joined
from werkzaam.core.effect.resample.signs import signs
from werkzaam.core.effect.resample.wild import drawn, observed
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method

Study = tuple[Design, Sample]
Run = Callable[[], float]


def study(groups: int, other: int, size: int, alone: int = 0) -> Study:
    """Groups in the programme against groups and single persons beside it, two covariates and a baseline."""
    rng = np.random.default_rng(3)
    cluster = np.r_[np.repeat(np.arange(groups + other), size), groups + other + np.arange(alone)]
    n, treated = len(cluster), cluster < groups
    baseline = rng.normal(size=n)
    later = 0.6 * baseline + 0.2 * treated + rng.normal(scale=0.4, size=n)[cluster] + rng.normal(size=n)
    covariates = {"age": rng.normal(size=n), "woman": rng.integers(0, 2, n).astype(float)}
    sample = Sample("programme", "control", treated, baseline, later, cluster, covariates)
    return build_design(sample, Method.ANCOVA), sample


def only_p(asked: Study, draws: int, weights: str) -> float:
    """Our p-value without the interval."""
    clusters = contributions(*asked)
    v = signs(weights, draws, len(clusters.codes), np.random.default_rng(1))  # type: ignore[arg-type]
    return Resampled(observed(clusters), joined([drawn(clusters, some) for some in v]), False).p(
        -clusters.value
    )


def ours(asked: Study, draws: int) -> dict[str, Run]:
    def boot(**more: str) -> float:
        return wild(*asked, draws=draws, rng=np.random.default_rng(1), **more).p  # type: ignore[arg-type]

    return {
        "werkzaam, Webb, p": lambda: only_p(asked, draws, "webb"),
        "werkzaam, Webb, p and interval": boot,
        "werkzaam, Rademacher, p": lambda: only_p(asked, draws, "rademacher"),
        "werkzaam, Rademacher, p and interval": lambda: boot(weights="rademacher"),
        "werkzaam, Romano-Wolf over 10": lambda: romano_wolf(
            [asked] * 10, draws=draws, rng=np.random.default_rng(1)
        )[0],
        "werkzaam, CR3": lambda: cr3(*asked).p,
    }


def wildboottest(asked: Study, draws: int, weights: str) -> float:
    import pandas as pd
    from wildboottest.wildboottest import WildboottestCL

    design, sample = asked
    pick = np.eye(design.x.shape[1])[1]
    boot = WildboottestCL(
        X=design.x, Y=design.y, cluster=pd.Series(sample.cluster), R=pick, B=draws, seed=1, parallel=False
    )
    boot.get_scores(bootstrap_type="11", impose_null=True, adj=True, cluster_adj=True)
    boot.get_weights(weights_type=weights)
    for step in (boot.get_numer, boot.get_denom, boot.get_tboot, boot.get_vcov, boot.get_tstat):
        step()
    boot.get_pvalue(pval_type="two-tailed")
    return float(np.ravel(boot.pvalue)[0])


def pyfixest(asked: Study, draws: int, weights: str) -> Run:
    import pandas as pd
    import pyfixest as pf

    design, sample = asked
    names = [name.replace(":", "_") for name in design.names]
    data = pd.DataFrame(design.x, columns=names).assign(y=design.y, cluster=sample.cluster)
    model = pf.feols(f"y ~ {' + '.join(names[1:])}", data, vcov={"CRV1": "cluster"})

    def run() -> float:
        found = model.wildboottest(param="arm", cluster="cluster", reps=draws, weights_type=weights, seed=1)
        return float(found["Pr(>|t|)"])

    return run


def peers(asked: Study, draws: int) -> dict[str, Run]:
    found: dict[str, Run] = {}
    if find_spec("wildboottest"):
        found["wildboottest, Webb, p"] = lambda: wildboottest(asked, draws, "webb")
        found["wildboottest, Rademacher, p"] = lambda: wildboottest(asked, draws, "rademacher")
    else:
        print("wildboottest is not installed here: not compared")
    if find_spec("pyfixest"):
        found["pyfixest, Webb, p"] = pyfixest(asked, draws, "webb")
    else:
        print("pyfixest is not installed here: not compared")
    return found


def timed(runs: dict[str, Run], repeats: int) -> dict[str, tuple[float, float]]:
    """The median milliseconds and the p-value of each, after one run to warm up; in turn, not in a row."""
    p_values = {name: run() for name, run in runs.items()}
    spent: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(repeats):
        for name, run in runs.items():
            began = time.perf_counter()
            run()
            spent[name].append(1000 * (time.perf_counter() - began))
    return {name: (median(spent[name]), p_values[name]) for name in runs}


def show(title: str, found: dict[str, tuple[float, float]]) -> None:
    print(f"\n{title}\n{'':40}{'ms (median)':>12}{'p':>9}")
    for name, (spent, p) in found.items():
        print(f"{name:40}{spent:12.1f}{p:9.4f}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--repeats", type=int, default=9)
    asked.add_argument("--draws", type=int, default=9_999)
    chosen = asked.parse_args()
    areas, pilot = study(10, 10, 20), study(4, 0, 15, alone=60)
    runs = ours(areas, chosen.draws) | peers(areas, chosen.draws)
    show("Ten clusters of twenty a side", timed(runs, chosen.repeats))
    show("Four coaches against sixty single persons", timed(ours(pilot, chosen.draws), chosen.repeats))


if __name__ == "__main__":
    main()
