"""The reference study as a sample, and what R found in it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.sample import Sample

REFERENCE = Path(__file__).parents[3] / "reference" / "estimators"
Study = dict[str, Floats]
Take = Callable[..., Sample]


@pytest.fixture(scope="session")
def study() -> Study:
    with (REFERENCE / "study.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name] or "nan") for row in rows]) for name in rows[0]}


def truths(file: str) -> dict[str, float]:
    """R's values by name; a model's name stands before, with a stroke between."""
    with (REFERENCE / file).open(encoding="utf-8") as opened:
        rows = csv.DictReader(opened)
        return {"/".join(filter(None, (row.get("model"), row["what"]))): float(row["value"]) for row in rows}


@pytest.fixture
def take(study: Study) -> Take:
    """The study as a sample of this outcome, with these covariates, clusters and weights."""

    def sample(
        outcome: str,
        covariates: tuple[str, ...] = ("age", "woman"),
        cluster: str = "person",
        weight: bool = False,
        event: bool = False,
    ) -> Sample:
        return Sample(
            programme="programme",
            comparison="control",
            treated=study["treated"] > 0,
            baseline=study["baseline"],
            later=study[outcome],
            cluster=study[cluster].astype(int),
            covariates={name: study[name] for name in covariates},
            history={"t0": study["baseline"], **{f"t{k}": study[f"wave{k}"] for k in (1, 2, 3)}},
            event=study["event"] if event else None,
            weights=study["weight"] if weight else None,
        )

    return sample
