"""Least squares, HC2, CR2 and Satterthwaite against R's clubSandwich and sandwich (tests/reference/effect).

Closed-form quantities agree to 1e-12 relative; the looser 1e-11 is for values near zero, where digits cancel.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from werkzaam.core.effect import estimate
from werkzaam.core.effect.regression import contrast, fit
from werkzaam.core.panel import build_panel
from werkzaam.core.plan.model import Estimand, Method, Plan

REFERENCE = Path(__file__).parents[2] / "reference" / "effect"
EXACT = 1e-12
METHODS = {"difference": Method.DIFFERENCE, "change": Method.DID, "lin": Method.ANCOVA}


def rows() -> list[dict[str, str]]:
    with (REFERENCE / "regression.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['model']}-{row['cluster']}")
def test_the_whole_way_from_panel_to_estimate(
    row: dict[str, str], plan: Plan, pilot: list[dict[str, float]]
) -> None:
    asked = replace(
        plan,
        covariates=("age", "woman"),
        estimands=(Estimand("score-t1", "score", "t1", METHODS[row["model"]], None),),
    )
    panel = build_panel(asked, *records(pilot, row["cluster"]))
    found = estimate(panel, asked, asked.estimands[0])
    assert found.points.value == pytest.approx(float(row["value"]), rel=1e-11)
    assert found.se == pytest.approx(float(row["se"]), rel=EXACT)
    assert found.variance == ("HC2" if row["cluster"] in ("alone", "hc2") else "CR2")
    if row["df"]:
        assert found.df == pytest.approx(float(row["df"]), rel=EXACT)
        assert found.p == pytest.approx(float(row["p"]), rel=1e-11)


def records(
    pilot: list[dict[str, float]], cluster: str
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    persons: list[dict[str, object]] = []
    values: list[dict[str, object]] = []
    for row in pilot:
        person = f"p{int(row['person']):03}"
        alone = cluster in ("alone", "hc2") or row[cluster] >= 1000
        persons.append(
            {
                "person": person,
                "arm": "programme" if row["treated"] else "control",
                "cluster": None if alone else f"c{row[cluster]:.0f}",
                "age": row["age"],
                "woman": row["woman"],
            }
        )
        values += [
            {"person": person, "wave": wave, "outcome": "score", "value": row[column]}
            for wave, column in (("t0", "baseline"), ("t1", "outcome"))
        ]
    return persons, values


def test_a_naive_implementation_agrees_on_ragged_clusters() -> None:
    """The definition written out with n x n matrices, on clusters of one, two and many."""
    rng = np.random.default_rng(7)
    cluster = np.array([0] * 9 + [1] * 2 + [2] * 5 + list(range(3, 17)))
    n = len(cluster)
    x = np.column_stack([np.ones(n), rng.random(n) < 0.5, rng.normal(size=n)])
    y = rng.normal(size=n)
    weights = np.array([0.0, 1.0, 0.3])
    found = contrast(fit(y, x, cluster), weights)
    bread = np.linalg.inv(x.T @ x)
    residual_maker = np.eye(n) - x @ bread @ x.T
    lines = []
    for g in np.unique(cluster):
        rows = cluster == g
        values, vectors = np.linalg.eigh(residual_maker[np.ix_(rows, rows)])
        adjustment = vectors @ np.diag(values**-0.5) @ vectors.T
        lines.append(weights @ bread @ x[rows].T @ adjustment @ residual_maker[rows])
    p = np.array(lines) @ np.array(lines).T
    assert found.se == pytest.approx(np.sqrt(sum((line @ y) ** 2 for line in lines)), rel=EXACT)
    assert found.df == pytest.approx(np.trace(p) ** 2 / (p**2).sum(), rel=EXACT)
