"""People for whom the truth is known: a study from R's reference, and the National Supported Work beside the CPS."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from werkzaam.core.effect.sample import Sample
from werkzaam.core.effect.weighting import weigh
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
    Weighting,
)

REFERENCE = Path(__file__).parents[3] / "reference" / "weighting"
SURVEY = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"]

Weighing = Callable[..., Sample]
Table = dict[str, np.ndarray]


def read(name: str) -> Table:
    """The columns of a reference file; NaN where empty."""
    with (REFERENCE / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {key: np.array([float(row[key] or "nan") for row in rows]) for key in rows[0]}


@pytest.fixture(scope="session")
def study() -> Table:
    return read("pilot.csv")


@pytest.fixture(scope="session")
def matchit() -> Table:
    return read("pilot_sets.csv")


@pytest.fixture(scope="session")
def survey() -> dict[str, dict[str, float]]:
    with (REFERENCE / "survey.csv").open(encoding="utf-8") as file:
        return {
            row.pop("kind"): {key: float(value) for key, value in row.items()} for row in csv.DictReader(file)
        }


@pytest.fixture(scope="session")
def sample_of() -> Callable[..., Sample]:
    """A sample of people of whom these things are known."""

    def made(treated: Any, baseline: Any = None, later: Any = None, **covariates: Any) -> Sample:
        n = len(treated)
        unknown = np.full(n, np.nan)
        return Sample(
            programme="programme",
            comparison="control",
            treated=np.asarray(treated, dtype=bool),
            baseline=unknown if baseline is None else np.asarray(baseline, dtype=float),
            later=np.zeros(n) if later is None else np.asarray(later, dtype=float),
            cluster=np.arange(n),
            covariates={name: np.asarray(values, dtype=float) for name, values in covariates.items()},
        )

    return made


@pytest.fixture(scope="session")
def lalonde(sample_of: Callable[..., Sample]) -> Sample:
    """Dehejia & Wahba's 185 participants beside the 15,992 of the CPS."""
    causaldata = pytest.importorskip("causaldata")
    lottery = causaldata.nsw_mixtape.load_pandas().data
    ours, theirs = lottery[lottery.treat == 1], causaldata.cps_mixtape.load_pandas().data
    both = {name: np.r_[ours[name], theirs[name]].astype(float) for name in [*SURVEY, "re78"]}
    later, baseline = both.pop("re78"), both.pop("re75")
    return sample_of(np.arange(len(later)) < len(ours), baseline, later, **both)


@pytest.fixture(scope="session")
def plan() -> Plan:
    """A study without a lottery that says nothing of weights: what is done then is the default."""
    words = {"nl": "score", "en": "score"}
    outcome = Outcome("score", words, Scale.SCALE, Direction.UP, 0.5, in_sd=False, unit=words)
    return Plan(
        key="pilot",
        title=words,
        design=Design.COMPARISON,
        arms=(Arm("programme", Role.PROGRAMME, words), Arm("control", Role.COMPARISON, words)),
        waves=(Wave("t0", 0, words), Wave("t1", 12, words)),
        outcomes=(outcome,),
        estimands=(Estimand("score-t1", "score", "t1", Method.ANCOVA, Method.DID),),
    )


@pytest.fixture(scope="session")
def weighing(plan: Plan) -> Weighing:
    """`weigh` under the small plan, with these weights, in a lottery or not."""

    def done(
        everybody: Sample,
        kind: Weighting | None,
        keep: Any = None,
        lottery: bool = False,
        attrition: bool = True,
        method: Any = None,
    ) -> Sample:
        design = Design.RANDOMISED if lottery else Design.COMPARISON
        asked = replace(plan, weights=kind, design=design, attrition_weights=attrition)
        everyone = np.ones(len(everybody.treated), dtype=bool)
        estimand = plan.estimands[0]
        kept = everyone if keep is None else keep
        return weigh(everybody, kept, asked, estimand, method or estimand.method)

    return done
