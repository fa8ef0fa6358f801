"""Proportional odds against R's ordinal::clm; its error against the definition; superiority against counting.

clm stops at a gradient of 1e-12, so coefficients agree to 1e-8; the brief asks 1e-6. clm has no robust variance: ours
is held to the sandwich with a numerical Jacobian, uncorrected, at the accuracy of central differences (1e-6).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit

from werkzaam.core.effect.estimators import answer_by
from werkzaam.core.effect.estimators.ordinal import Ladder, proportional_odds, standardised_rows
from werkzaam.core.effect.estimators.superiority import superiority_interval
from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method, Scale

from .conftest import Study, Take, truths

R = truths("models.csv")
NAMES = ("1|2", "2|3", "3|4", "4|5", "treated", "baseline", "age", "woman")


def ladder(study: Study, weight: Floats) -> Ladder:
    levels, place = np.unique(study["ladder"], return_inverse=True)
    x = np.column_stack([study[name] for name in ("treated", "baseline", "age", "woman")])
    return Ladder(place, levels, x, weight)


@pytest.mark.parametrize("model", ["ladder", "ladder.weighted"])
def test_coefficients_are_those_of_clm(study: Study, model: str) -> None:
    weight = study["weight"] if model.endswith("weighted") else np.ones(len(study["weight"]))
    expected = [R[f"{model}/{name}"] for name in NAMES]
    assert proportional_odds(ladder(study, weight)) == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize("model", ["ladder", "ladder.weighted"])
def test_the_standardised_means_are_those_of_clm(take: Take, model: str) -> None:
    sample = take("ladder", weight=model.endswith("weighted"))
    found = answer_by(Method.MODEL, sample, sample, Scale.ORDINAL, 0.05)
    assert found.value == pytest.approx(R[f"{model}/programme"] - R[f"{model}/comparison"], rel=1e-7)
    assert found.ratios["odds-ratio"].value == pytest.approx(np.exp(R[f"{model}/treated"]), rel=1e-7)


def test_scores_are_the_derivative_of_the_log_likelihood(study: Study) -> None:
    asked = ladder(study, study["weight"])
    beta = proportional_odds(asked) + 0.01
    rows, residuals = standardised_rows(asked, beta)
    scores = np.einsum("nkp,nk->np", rows, residuals)
    numeric = np.column_stack(
        [(likelihood(asked, beta + h) - likelihood(asked, beta - h)) / 2e-6 for h in 1e-6 * np.eye(len(beta))]
    )
    assert scores == pytest.approx(numeric, abs=1e-6)


def likelihood(asked: Ladder, beta: Floats) -> Floats:
    below = expit(beta[:4] - (asked.x @ beta[4:])[:, None])
    share = np.diff(np.column_stack([np.zeros(len(below)), below, np.ones(len(below))]), axis=1)
    chosen: Floats = asked.weight * np.log(share[np.arange(len(share)), asked.place])
    return chosen


def test_the_mean_difference_has_the_delta_methods_error(take: Take) -> None:
    """Jackknife over persons, an independent way to the same error; both estimate it, so 5 % is agreement."""
    sample = take("ladder")
    found = answer_by(Method.MODEL, sample, sample, Scale.ORDINAL, 0.05)
    n = len(sample.later)
    without = [sample.only(np.arange(n) != i) for i in range(n)]
    values = np.array([answer_by(Method.MODEL, each, each, Scale.ORDINAL, 0.05).value for each in without])
    jackknife = np.sqrt((n - 1) / n * ((values - values.mean()) ** 2).sum())
    assert found.se == pytest.approx(jackknife, rel=0.05)


def test_superiority_is_what_counting_pairs_gives(take: Take) -> None:
    sample = take("ladder", weight=True)
    found = superiority_interval(sample, 0.05)
    one, other = sample.later[sample.treated], sample.later[~sample.treated]
    pairs = (one[:, None] > other) + 0.5 * (one[:, None] == other)
    weights = sample.weight[sample.treated][:, None] * sample.weight[~sample.treated]
    assert found.value == pytest.approx((pairs * weights).sum() / weights.sum(), rel=1e-12)
    assert 0 < found.low < found.value < found.high < 1


def test_superiority_is_as_wide_as_brunner_and_munzels(take: Take) -> None:
    """Unweighted and alone, the variance is theirs: the intervals' p-values agree where the logit is straight (1/2)."""
    from scipy.stats import brunnermunzel

    from werkzaam.core.effect.estimators.influence import from_influence

    sample = take("ladder")
    one, other = sample.later[sample.treated], sample.later[~sample.treated]
    theirs = brunnermunzel(other, one)
    value = superiority_interval(sample, 0.05).value
    placements = np.empty(len(sample.later))
    placements[sample.treated] = [((other < y) + (other == y) / 2).mean() - value for y in one]
    placements[~sample.treated] = [1 - ((one < y) + (one == y) / 2).mean() - value for y in other]
    se, _ = from_influence(placements / 60, sample)
    assert (value - 0.5) / se == pytest.approx(theirs.statistic, rel=1e-10)


def test_two_levels_are_a_logistic_regression(take: Take) -> None:
    sample = take("binary")
    asked = Sample(**{name: getattr(sample, name) for name in Sample.__slots__})
    ordinal = answer_by(Method.MODEL, replace(asked, covariates={}), asked, Scale.ORDINAL, 0.05)
    x = np.column_stack([np.ones(120), sample.treated, sample.baseline])
    import statsmodels.api as sm

    fitted = sm.Logit(sample.later, x).fit(disp=False, tol=1e-12)
    assert np.log(ordinal.ratios["odds-ratio"].value) == pytest.approx(fitted.params[1], rel=1e-8)
