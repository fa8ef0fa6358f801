"""Time to an event against R's survival (tests/reference/estimators/time.R).

Pseudo-observations are R's own leave-one-out curves, at 1e-9 (n times a difference of two numbers of 1e-12).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from werkzaam.core.effect.estimators import answer_by, pseudo_values
from werkzaam.core.effect.estimators.cox import hazard_ratio
from werkzaam.core.effect.estimators.survival import log_rank, pseudo_shares
from werkzaam.core.plan.model import Method, Scale
from werkzaam.problem import Problem

from .conftest import Study, Take, truths

R = truths("time.csv")
EXACT = 1e-9
HORIZONS = (12.0, 17.5)


@pytest.mark.parametrize("horizon", HORIZONS)
@pytest.mark.parametrize("arm", [0, 1])
def test_pseudo_observations_are_the_curves_without_each_person(
    study: Study, arm: int, horizon: float
) -> None:
    own = study["treated"] == arm
    time, event, person = study["months"][own], study["event"][own], study["person"][own]
    areas, shares = pseudo_values(time, event, horizon), pseudo_shares(time, event, horizon)
    assert areas == pytest.approx([R[f"pseudo.{horizon:g}.{p:g}"] for p in person], rel=EXACT, abs=1e-9)
    assert shares == pytest.approx([R[f"by.{horizon:g}.{p:g}"] for p in person], rel=EXACT, abs=1e-9)


def test_nobody_lost_gives_everybodys_own_time() -> None:
    time = np.array([1.0, 2.0, 2.0, 5.0, 9.0])
    assert pseudo_values(time, np.ones(5), 6.0) == pytest.approx(np.minimum(time, 6), rel=1e-12)
    assert pseudo_shares(time, np.ones(5), 2.0) == pytest.approx((time <= 2) * 1.0, abs=1e-12)


def test_the_difference_is_that_of_the_restricted_means(take: Take) -> None:
    """Where the last ones seen are without the event, the jackknife has no bias to take away (Stute & Wang 1994)."""
    sample = take("months", (), event=True)
    found = answer_by(Method.DIFFERENCE, sample, sample, Scale.TIME, 0.05, months=12.0)
    assert found.diagnostics["horizon"] == 12
    sample = take("months", event=True)
    found = answer_by(Method.DIFFERENCE, sample, sample, Scale.TIME, 0.05)
    assert found.diagnostics["horizon"] == R["horizon"]
    assert found.diagnostics["restricted-mean.control"] == pytest.approx(R["mean0"], rel=1e-8)
    assert found.diagnostics["share-by-horizon.control"] == pytest.approx(R["share0"], rel=1e-8)
    assert found.diagnostics["share-by-horizon.programme"] == pytest.approx(R["share1"], rel=1e-8)
    assert found.value == pytest.approx(R["mean1"] - R["mean0"], rel=1e-8)
    assert found.diagnostics["log-rank-p"] == pytest.approx(R["log-rank"], rel=1e-10)


def test_the_error_is_that_of_a_mean_of_pseudo_observations(take: Take) -> None:
    sample = take("months", event=True)
    found = answer_by(Method.DIFFERENCE, sample, sample, Scale.TIME, 0.05)
    assert sample.event is not None
    arms = [(sample.later[arm], sample.event[arm]) for arm in (sample.treated, ~sample.treated)]
    variances = [pseudo_values(*arm, R["horizon"]).var(ddof=1) / len(arm[0]) for arm in arms]
    assert found.se == pytest.approx(np.sqrt(sum(variances)), rel=1e-10)


@pytest.mark.parametrize("weighting", ["plain", "weighted"])
@pytest.mark.parametrize("cluster", ["person", "coach"])
def test_cox_is_that_of_coxph(study: Study, weighting: str, cluster: str) -> None:
    weight = study["weight"] if weighting == "weighted" else np.ones(120)
    found = hazard_ratio(study["months"], study["event"], study["treated"] > 0, weight)
    assert found.log == pytest.approx(R[f"cox.{weighting}.{cluster}"], rel=1e-10)
    _, place = np.unique(study[cluster], return_inverse=True)
    robust = np.sqrt((np.bincount(place, found.influence) ** 2).sum())
    assert robust == pytest.approx(R[f"cox.se.{weighting}.{cluster}"], rel=1e-8)


def test_log_rank_without_ties_is_the_score_test_of_cox() -> None:
    rng = np.random.default_rng(2)
    time, event, treated = rng.exponential(size=50), (rng.random(50) < 0.7).astype(float), np.arange(50) < 25
    import statsmodels.api as sm

    _, p = sm.duration.survdiff(time, event, treated)
    assert log_rank(time, event, treated) == pytest.approx(p, rel=1e-10)


def test_covariates_sharpen_and_coaches_blunt(take: Take) -> None:
    plain = take("months", event=True)
    adjusted = answer_by(Method.MODEL, plain, plain, Scale.TIME, 0.05)
    assert "dropped.baseline" not in adjusted.diagnostics
    assert adjusted.value != answer_by(Method.DIFFERENCE, plain, plain, Scale.TIME, 0.05).value
    coached = take("months", event=True, cluster="coach")
    assert answer_by(Method.MODEL, coached, coached, Scale.TIME, 0.05).df < adjusted.df


def refused(take: Take, **changed: object) -> str:
    sample = replace(take("months", event=True), **changed)  # type: ignore[arg-type]
    with pytest.raises(Problem) as caught:
        answer_by(Method.MODEL, sample, sample, Scale.TIME, 0.05)
    return caught.value.code


def test_refusals(take: Take, study: Study) -> None:
    treated = study["treated"] > 0
    assert refused(take, event=None) == "missing-event"
    assert refused(take, event=study["event"] + 1) == "not-binary"
    assert refused(take, later=study["months"] - 5) == "negative-time"
    assert refused(take, event=np.where(treated, 0, study["event"])) == "no-events"
    apart = np.where(treated, study["months"], 30 + study["months"])
    assert (
        refused(take, later=apart, event=np.ones(120)) == "no-events"
    )  # no event of the other arm by the horizon
