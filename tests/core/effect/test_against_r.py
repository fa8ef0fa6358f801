"""Least squares, HC2, CR2 and Satterthwaite against R's clubSandwich and sandwich (tests/reference/effect).

Closed-form quantities agree to 1e-12 relative; the looser 1e-11 is for values near zero, where digits cancel.
"""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from werkzaam.core.effect import estimate
from werkzaam.core.effect.design import build_design
from werkzaam.core.effect.intervals import t_p_value
from werkzaam.core.effect.linear import arm_weights
from werkzaam.core.effect.regression import Floats, contrast, fit
from werkzaam.core.effect.sample import Sample
from werkzaam.core.panel import build_panel
from werkzaam.core.plan.model import Estimand, Method, Plan

REFERENCE = Path(__file__).parents[2] / "reference" / "effect"
EXACT = 1e-12
METHODS = {"difference": Method.DIFFERENCE, "change": Method.DID, "lin": Method.ANCOVA}


def table(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def named(row: dict[str, str]) -> str:
    return f"{row['model']}-{row['cluster']}"


PLAIN = [row for row in table("regression.csv") if not row["model"].endswith("-weighted")]
WEIGHTED = [row for row in table("regression.csv") if row["model"].endswith("-weighted")]


def welch(model: str, kind: str, cluster: str) -> float:
    """Welch's df from R's regressions per arm; infinite where clusters cross the arms."""
    arms = [
        row
        for row in table("arms.csv")
        if (row["model"], row["kind"], row["cluster"]) == (model, kind, cluster)
    ]
    if not arms:
        return math.inf
    freedom = [float(row["df"]) for row in arms]
    expected = [float(row["se"]) ** 2 * df / (df - 2) for row, df in zip(arms, freedom, strict=True)]
    return sum(expected) ** 2 / sum(v**2 / df for v, df in zip(expected, freedom, strict=True))


@pytest.mark.parametrize("row", PLAIN, ids=named)
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
        df = min(float(row["df"]), welch(row["model"], "plain", row["cluster"]))
        assert found.df == pytest.approx(df, rel=EXACT)


@pytest.mark.parametrize("row", WEIGHTED, ids=named)
def test_weighted_least_squares(row: dict[str, str], pilot: list[dict[str, float]]) -> None:
    column = {name: np.array([each[name] for each in pilot]) for name in pilot[0]}
    weights = 0.25 + (column["person"] % 7) / 3
    model = row["model"].removesuffix("-weighted")
    sample = weighted_sample(column, row["cluster"], weights)
    design = build_design(sample, METHODS[model])
    fitted = fit(design.y, design.x, sample.cluster, weights)
    arm = arm_weights(design.x.shape[1])
    joint, sided = contrast(fitted, arm), contrast(fitted, arm, sample.treated)
    assert joint.value == pytest.approx(float(row["value"]), rel=1e-11)
    assert joint.se == sided.se == pytest.approx(float(row["se"]), rel=EXACT)
    assert joint.df == pytest.approx(float(row["df"]), rel=EXACT)
    assert t_p_value(joint) == pytest.approx(float(row["p"]), rel=1e-11)
    assert sided.df == pytest.approx(min(joint.df, welch(model, "weighted", row["cluster"])), rel=EXACT)


def weighted_sample(column: dict[str, Floats], cluster: str, weights: Floats) -> Sample:
    alone = np.arange(len(weights))
    return Sample(
        programme="programme",
        comparison="control",
        treated=column["treated"] == 1,
        baseline=column["baseline"],
        later=column["outcome"],
        cluster=alone if cluster == "alone" else column[cluster].astype(int),
        covariates={"age": column["age"], "woman": column["woman"]},
        weights=weights,
    )


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
