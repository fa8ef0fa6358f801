"""Standardised logistic and log-linear models against R (tests/reference/estimators/models.R).

R's glm stops when the deviance stands still, which leaves the coefficients 1e-8 relative at most. Persons who share a
coach get another root of the same matrix than in clubSandwich (the two are equally unbiased): within 2 %. Firth's
estimate is held to brglm2's tolerance, 1e-8.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import stdtrit

from werkzaam.core.effect.estimators import answer_by
from werkzaam.core.effect.estimators.scores import robust, solved
from werkzaam.core.effect.result import Interval
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method, Scale

from .conftest import Take, truths

R = truths("models.csv")
SCALES = {"binary": Scale.BINARY, "count": Scale.COUNT, "rare": Scale.BINARY, "ladder": Scale.ORDINAL}
CONVERGED = 1e-8
OTHER_ROOT = 0.02
CASES = [(outcome, way) for outcome in ("binary", "count") for way in ("person", "weighted", "coach")]


def ask(take: Take, outcome: str, way: str) -> tuple[Sample, object]:
    sample = take(outcome, cluster="coach" if way == "coach" else "person", weight=way == "weighted")
    return sample, answer_by(Method.MODEL, sample, sample, SCALES[outcome], 0.05)


@pytest.mark.parametrize(("outcome", "way"), CASES)
def test_means_errors_and_degrees_of_freedom(take: Take, outcome: str, way: str) -> None:
    sample = take(outcome, cluster="coach" if way == "coach" else "person", weight=way == "weighted")
    found = answer_by(Method.MODEL, sample, sample, SCALES[outcome], 0.05)
    name, tolerance = f"{outcome}.{way}", OTHER_ROOT if way == "coach" else CONVERGED
    programme, comparison = R[f"{name}/programme"], R[f"{name}/comparison"]
    assert found.value == pytest.approx(programme - comparison, rel=CONVERGED)
    assert found.diagnostics["standardised-mean.programme"] == pytest.approx(programme, rel=CONVERGED)
    assert found.diagnostics["standardised-mean.control"] == pytest.approx(comparison, rel=CONVERGED)
    assert found.se == pytest.approx(R[f"{name}/se"], rel=tolerance)
    assert found.df == pytest.approx(R[f"{name}/df"], rel=tolerance)
    ratios = {"binary": ("risk-ratio", "odds-ratio"), "count": ("rate-ratio",)}[outcome]
    for ratio, scale in zip(ratios, ("log", "logit"), strict=False):
        check_ratio(found.ratios[ratio], name, scale, tolerance)


def check_ratio(ratio: Interval, name: str, scale: str, tolerance: float) -> None:
    programme, comparison = R[f"{name}/programme"], R[f"{name}/comparison"]
    odds = scale == "logit"
    expected = (programme / (1 - programme) if odds else programme) / (
        comparison / (1 - comparison) if odds else comparison
    )
    assert ratio.value == pytest.approx(expected, rel=CONVERGED)
    reach = stdtrit(R[f"{name}/{scale}.df"], 0.975) * R[f"{name}/{scale}.se"]
    assert np.log(ratio.high / ratio.value) == pytest.approx(reach, rel=tolerance)
    assert np.log(ratio.value / ratio.low) == pytest.approx(reach, rel=tolerance)


@pytest.mark.parametrize("outcome", ["binary", "count"])
def test_who_stands_alone_gets_hc2(take: Take, outcome: str) -> None:
    sample = take(outcome)
    found = answer_by(Method.MODEL, sample, sample, SCALES[outcome], 0.05)
    assert found.variance == "HC2"
    assert found.se == pytest.approx(R[f"{outcome}.person/hc2"], rel=CONVERGED)


def test_separated_answers_get_firths_estimate(take: Take) -> None:
    sample = take("rare", ())
    found = answer_by(Method.MODEL, sample, sample, Scale.BINARY, 0.05)
    assert found.diagnostics["separated"] == 1
    assert found.value == pytest.approx(R["rare/programme"] - R["rare/comparison"], rel=1e-8)
    assert found.se >= R["rare/model.se"] * (1 - 1e-8)
    assert "Firth" in found.citation
    assert found.ratios["risk-ratio"].high < np.inf


def test_a_scale_is_the_adjusted_comparison(take: Take) -> None:
    from werkzaam.core.effect.design import build_design
    from werkzaam.core.effect.regression import contrast, fit

    sample = take("baseline", cluster="coach", weight=True)
    rng = np.random.default_rng(1)
    sample = Sample(**{**fields(sample), "later": sample.baseline + rng.normal(size=len(sample.baseline))})
    found = answer_by(Method.MODEL, sample, sample, Scale.SCALE, 0.05)
    design = build_design(sample, Method.ANCOVA)
    expected = contrast(
        fit(design.y, design.x, sample.cluster, sample.weights), np.eye(design.x.shape[1])[1], sample.treated
    )
    assert (found.value, found.se, found.df) == (expected.value, expected.se, expected.df)


def fields(sample: Sample) -> dict[str, object]:
    return {name: getattr(sample, name) for name in Sample.__slots__}


def test_cr2_written_out_with_whole_matrices() -> None:
    """Rows of several per person, some empty, clusters of one and of many: the definition with n x n matrices."""
    rng = np.random.default_rng(3)
    cluster = np.array([0] * 6 + [1] * 4 + [2] * 5 + list(range(3, 18)))
    n, m, p = len(cluster), 3, 4
    rows = rng.normal(size=(n, m, p)) * (rng.random((n, m, 1)) < 0.8)
    flat = rows.reshape(-1, p)
    hat = flat @ np.linalg.inv(flat.T @ flat) @ flat.T
    maker = np.eye(n * m) - hat
    residuals = maker @ rng.normal(size=n * m) * np.abs(flat).any(axis=1)
    gradient = rng.normal(size=p)
    spot = np.repeat(cluster, m)
    lines = []
    for g in np.unique(cluster):
        own = spot == g
        values, vectors = np.linalg.eigh(maker[np.ix_(own, own)])
        root = vectors @ np.diag(values**-0.5) @ vectors.T
        lines.append(gradient @ np.linalg.inv(flat.T @ flat) @ flat[own].T @ root @ np.eye(n * m)[own])
    lines = np.array(lines)
    product = lines @ maker @ lines.T
    straddling = np.arange(n) % 2 == 0
    found = robust(solved(rows, residuals.reshape(n, m), cluster, straddling), gradient, 1.0)
    assert found.se == pytest.approx(np.sqrt(((lines @ residuals) ** 2).sum()), rel=1e-10)
    assert found.df == pytest.approx(np.trace(product) ** 2 / (product**2).sum(), rel=1e-10)
