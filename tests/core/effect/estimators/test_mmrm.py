"""The repeated-measures model against R's nlme::gls (tests/reference/estimators/mmrm.R).

gls looks for its maximum by a general optimiser that stops at about 1e-6 relative; that is the tolerance, and our
restricted likelihood is shown to be at least as high. clubSandwich takes another root of the same matrix: 2 %.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from werkzaam.core.effect.estimators import answer_by
from werkzaam.core.effect.estimators.mmrm import mmrm
from werkzaam.core.effect.estimators.reml import reml
from werkzaam.core.effect.regression import Floats, contrast, fit
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method, Scale
from werkzaam.problem import Problem

from .conftest import Study, Take, truths

R = truths("mmrm.csv")
ITERATIVE = 2e-6
OTHER_ROOT = 0.02


def design(study: Study) -> tuple[Floats, Floats]:
    y = np.column_stack([study[f"wave{k}"] for k in (1, 2, 3)])
    columns = [np.ones(120), study["treated"], study["baseline"] - study["baseline"].mean()]
    return y, np.column_stack([*columns, study["age"], study["woman"]])


def test_covariance_coefficients_and_errors_are_those_of_gls(study: Study) -> None:
    found = reml(*design(study))
    rows, columns = np.triu_indices(3)
    expected = [R[f"covariance{i + 1}{j + 1}"] for i, j in zip(rows, columns, strict=True)]
    assert found.covariance[rows, columns] == pytest.approx(
        expected, rel=2e-5
    )  # variances are flat at the maximum
    for wave in range(3):
        place = wave * 5 + 1
        assert found.beta[wave, 1] == pytest.approx(R[f"arm{wave + 1}"], rel=ITERATIVE)
        assert np.sqrt(found.spread[place, place]) == pytest.approx(R[f"model.se{wave + 1}"], rel=2e-5)


def test_our_maximum_is_at_least_as_high_as_that_of_gls(study: Study) -> None:
    y, x = design(study)
    theirs = np.zeros((3, 3))
    rows, columns = np.triu_indices(3)
    theirs[rows, columns] = [R[f"covariance{i + 1}{j + 1}"] for i, j in zip(rows, columns, strict=True)]
    theirs = theirs + np.triu(theirs, 1).T
    ours = reml(y, x).covariance
    assert restricted(ours, y, x) >= restricted(theirs, y, x)
    for i, j in zip(rows, columns, strict=True):
        step = np.zeros((3, 3))
        step[i, j] = step[j, i] = 1e-3
        assert restricted(ours, y, x) > max(restricted(ours + step, y, x), restricted(ours - step, y, x))


def restricted(covariance: Floats, y: Floats, x: Floats) -> float:
    """The restricted log-likelihood, written out person by person."""
    waves, k = y.shape[1], x.shape[1]
    information, right = np.zeros((waves * k, waves * k)), np.zeros(waves * k)
    people = []
    for person in range(len(y)):
        seen = np.flatnonzero(~np.isnan(y[person]))
        if len(seen):
            own = np.kron(np.eye(waves)[seen], x[person])
            people.append((y[person, seen], own, covariance[np.ix_(seen, seen)]))
    for values, own, part in people:
        information += own.T @ np.linalg.solve(part, own)
        right += own.T @ np.linalg.solve(part, values)
    beta = np.linalg.solve(information, right)
    total = -np.linalg.slogdet(information)[1]
    for values, own, part in people:
        left = values - own @ beta
        total -= np.linalg.slogdet(part)[1] + left @ np.linalg.solve(part, left)
    return float(total / 2)


@pytest.mark.parametrize("cluster", ["person", "coach"])
def test_the_robust_error_is_near_that_of_clubsandwich(take: Take, cluster: str) -> None:
    everybody = take("wave3", cluster=cluster)
    found = mmrm(everybody)
    assert found.value == pytest.approx(R["arm3"], rel=ITERATIVE)
    assert found.diagnostics["model_se"] == pytest.approx(R["model.se3"], rel=2e-5)
    assert found.se == pytest.approx(R[f"cr2.{cluster}"], rel=OTHER_ROOT)
    if cluster == "person":
        assert found.df == pytest.approx(R["df.person"], rel=OTHER_ROOT)
    else:  # clubSandwich counts both sides together; ours is at most that
        assert found.df <= R["df.coach"] * (1 + OTHER_ROOT)


@pytest.mark.parametrize("cluster", ["person", "coach"])
def test_one_later_wave_is_the_adjusted_comparison_of_complete_cases(take: Take, cluster: str) -> None:
    whole = take("wave2", cluster=cluster)
    history = {name: whole.history[name] for name in ("t0", "t2")}
    found = mmrm(replace(whole, history=history))
    sample = whole.only(~np.isnan(whole.later))
    x = np.column_stack(
        [np.ones(len(sample.later)), sample.treated, sample.baseline, *sample.covariates.values()]
    )
    expected = contrast(fit(sample.later, x, sample.cluster), np.eye(5)[1], sample.treated)
    assert found.value == pytest.approx(expected.value, rel=1e-10)
    assert found.se == pytest.approx(expected.se, rel=1e-10)
    assert found.df == pytest.approx(expected.df, rel=1e-10)


def test_nobody_missed_is_each_waves_own_regression(study: Study) -> None:
    """With the same columns at every wave and nobody missing, weighing the waves changes nothing."""
    y, x = design(study)
    whole = ~np.isnan(y).any(axis=1)
    found = reml(y[whole], x[whole])
    alone = np.linalg.lstsq(x[whole], y[whole], rcond=None)[0].T
    left = y[whole] - x[whole] @ alone.T
    assert found.beta == pytest.approx(alone, rel=1e-8)
    assert found.covariance == pytest.approx(left.T @ left / (whole.sum() - 5), rel=1e-8)


def test_loss_that_depends_on_an_earlier_wave_does_not_mislead() -> None:
    """Everybody of the programme who did badly at the first wave is lost at the second: complete cases are off."""
    rng = np.random.default_rng(5)
    n = 6000
    treated = np.arange(n) < n / 2
    first = rng.normal(size=n)
    second = 0.8 * first + 0.6 * rng.normal(size=n)
    lost = treated & (first < 0)
    whole = Sample(
        programme="programme",
        comparison="control",
        treated=treated,
        baseline=rng.normal(size=n),
        later=np.where(lost, np.nan, second),
        cluster=np.arange(n),
        covariates={},
    )
    whole = replace(whole, history={"t0": whole.baseline, "t1": first, "t2": whole.later})
    found = mmrm(whole)
    assert abs(found.value) < 3 * found.se
    naive = np.nanmean(whole.later[treated]) - np.nanmean(whole.later[~treated])
    assert naive > 10 * found.se


def refused(sample: Sample) -> str:
    with pytest.raises(Problem) as caught:
        answer_by(Method.MMRM, sample.only(~np.isnan(sample.later)), sample, Scale.SCALE, 0.05)
    return caught.value.code


def test_a_wave_that_is_not_there(take: Take) -> None:
    whole = take("wave3")
    assert refused(replace(whole, history={"t0": whole.baseline})) == "unknown-wave"


def test_waves_that_say_the_same(take: Take) -> None:
    whole = take("wave3")
    assert refused(replace(whole, history={**whole.history, "t1": whole.later + 1})) == "waves-too-alike"


def test_waves_with_nobody_at_both(take: Take) -> None:
    whole = take("wave3")
    first = np.where(np.isnan(whole.later), whole.baseline, np.nan)
    whole = replace(whole, history={"t0": whole.baseline, "t1": first, "t3": whole.later})
    assert refused(whole) == "waves-never-together"


def test_a_wave_with_nobody_in_an_arm_is_left_out(take: Take) -> None:
    whole = take("wave3")
    second = np.where(whole.treated, np.nan, whole.history["t2"])
    found = mmrm(replace(whole, history={**whole.history, "t2": second}))
    assert found.diagnostics["left_out.t2"] == 1
    assert found.diagnostics["waves"] == 2
