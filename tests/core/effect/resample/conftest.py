"""The reference study as design and sample, and small studies to draw from."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from werkzaam.core.effect.design import Design, build_design
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method

REFERENCE = Path(__file__).parents[3] / "reference" / "resample"
Study = tuple[Design, Sample]
Refer = Callable[..., Study]


def read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def refer(pilot: list[dict[str, float]]) -> Refer:
    """The reference study by a method, with one of its ways of clustering, weighted or not."""

    def study(method: str, cluster: str, weighted: bool = False, rows: slice = slice(None)) -> Study:
        some = pilot[rows]
        data = {name: np.array([row[name] for row in some]) for name in some[0]}
        data["alone"] = data["person"]
        sample = Sample(
            programme="programme",
            comparison="control",
            treated=data["treated"] == 1,
            baseline=data["baseline"],
            later=data["outcome"],
            cluster=data[cluster].astype(np.int64),
            covariates={"age": data["age"], "woman": data["woman"]},
            weights=0.5 + (data["age"] % 7) / 4 if weighted else None,
        )
        return build_design(sample, Method(method)), sample

    return study


def made(
    rng: np.random.Generator,
    groups: int,
    other: int,
    size: int,
    alone: int = 0,
    icc: float = 0.2,
    effect: float = 0.0,
) -> Study:
    """Groups of `size` in the programme and `other` such groups and `alone` single persons beside it."""
    cluster = np.r_[np.repeat(np.arange(groups + other), size), groups + other + np.arange(alone)]
    treated = cluster < groups
    n = len(cluster)
    baseline = rng.normal(size=n)
    shared = rng.normal(scale=np.sqrt(icc), size=groups + other + alone)
    later = 0.6 * baseline + effect * treated + shared[cluster] + rng.normal(scale=np.sqrt(1 - icc), size=n)
    sample = Sample("programme", "control", treated, baseline, later, cluster, {})
    return build_design(sample, Method.ANCOVA), sample
