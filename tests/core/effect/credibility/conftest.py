"""Made-up studies for sensitivity analyses, as samples."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Design, Estimand, Method, Plan, Wave

REFERENCE = Path(__file__).parents[3] / "reference" / "credibility"
Study = Callable[..., Sample]


@pytest.fixture
def lottery(plan: Plan) -> Plan:
    """Drawn by lot, so that nobody is weighted; two later waves."""
    both = {"nl": "later", "en": "later"}
    return replace(
        plan,
        design=Design.RANDOMISED,
        waves=(*plan.waves, Wave("t2", 24, both)),
        estimands=(Estimand("score-t1", "score", "t1", Method.ANCOVA, Method.DID),),
    )


@pytest.fixture(scope="session")
def study() -> Study:
    """A pilot of `n` a side, coaches in the programme; true effect 0.2, the lost at random given baseline."""

    def draw(seed: int, n: int = 60, coaches: int = 4, loss: float = 0.4, icc: float = 0.05) -> Sample:
        rng = np.random.default_rng(seed)
        treated = np.repeat([True, False], n)
        cluster = np.r_[np.arange(n) % coaches, coaches + np.arange(n)]
        baseline, shared = rng.standard_normal(2 * n), rng.standard_normal(n + coaches) * icc**0.5
        rest = rng.standard_normal(2 * n) * np.sqrt(0.64 - icc * treated)
        later = 0.6 * baseline + 0.2 * treated + np.where(treated, shared[cluster], 0) + rest
        chance = 1 / (1 + np.exp(0.5 * baseline - np.log(loss / (1 - loss))))
        later = np.where(rng.random(2 * n) < chance, np.nan, later)
        age = rng.standard_normal(2 * n)
        history = {"t0": baseline, "t1": later}
        return Sample("programme", "control", treated, baseline, later, cluster, {"age": age}, history)

    return draw


def read(name: str) -> list[dict[str, str]]:
    """The rows of a reference file."""
    with (REFERENCE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
