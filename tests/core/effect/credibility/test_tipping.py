"""The tipping point against imputing, shifting and analysing anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.core.effect.credibility.conftest import Study

from werkzaam.core.effect.credibility.impute import impute
from werkzaam.core.effect.credibility.imputed import analyse_imputed
from werkzaam.core.effect.credibility.rubin import pool
from werkzaam.core.effect.credibility.tipping import tipping
from werkzaam.core.effect.design import build_design
from werkzaam.core.effect.intervals import t_interval
from werkzaam.core.effect.regression import contrast, fit
from werkzaam.core.effect.result import Interval
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method, Plan
from werkzaam.problem import Problem

FAR = 50.0


def shifted(sample: Sample, effect: float) -> Sample:
    later = sample.later + effect * sample.treated
    return replace(sample, later=later, history={"t0": sample.baseline, "t1": later})


def anew(sample: Sample, shift: float, m: int) -> Interval:
    """The pooled interval by doing everything again, imputation by imputation."""
    first, last = impute(sample, "t0", "t1", m, np.random.default_rng(1))
    last = last - shift * (np.isnan(sample.later) & sample.treated)
    found = []
    for baseline, later in zip(first, last, strict=True):
        design = build_design(replace(sample, baseline=baseline, later=later), Method.ANCOVA)
        model = fit(design.y, design.x, sample.cluster)
        found.append(contrast(model, np.eye(design.x.shape[1])[1], sample.treated))
    values = np.array([each.value for each in found])
    variances = np.array([each.se**2 for each in found])
    df = float(np.mean([each.df for each in found]))
    return t_interval(pool(values, variances, df, clustered=True).contrast, 0.05)


@pytest.mark.parametrize("effect", [1.5, -1.5])
def test_at_the_tipping_point_the_interval_touches_zero(effect: float, study: Study, lottery: Plan) -> None:
    """The shift found makes the analysis done anew just touch zero, whatever the finding's direction.

    The df of the analysis done anew are averaged after the fact, not before: hence the loose tolerance.
    """
    sample = shifted(study(2), effect)
    asked = replace(lottery, imputations=8)
    answers = analyse_imputed(sample, asked, asked.estimands[0], np.random.default_rng(1))
    found = tipping(answers, FAR, 2.0, 0.05)
    assert found.shift_sd == pytest.approx(found.shift / 2)
    at_tip = anew(sample, np.sign(effect) * found.shift, 8)
    nearest = at_tip.low if effect > 0 else at_tip.high
    assert nearest == pytest.approx(0, abs=0.08 * (at_tip.high - at_tip.low))


def test_the_curve_is_the_analysis_at_each_shift(study: Study, lottery: Plan) -> None:
    sample = shifted(study(2), 1.5)
    asked = replace(lottery, imputations=8)
    answers = analyse_imputed(sample, asked, asked.estimands[0], np.random.default_rng(1))
    curve = tipping(answers, FAR, 1.0, 0.05).curve
    assert len(curve) == 11
    assert curve[0][0] == 0
    for shift, interval in (curve[0], curve[7]):
        assert interval.value == pytest.approx(anew(sample, shift, 8).value, rel=1e-9)
    middles = np.array([interval.value for _, interval in curve])
    assert np.diff(middles) == pytest.approx(np.diff(middles)[0] * np.ones(10))


def test_nothing_within_the_range_overturns(study: Study, lottery: Plan) -> None:
    sample = shifted(study(2), 30.0)
    answers = analyse_imputed(sample, lottery, lottery.estimands[0], np.random.default_rng(1))
    found = tipping(answers, 1.0, 1.0, 0.05)
    assert np.isnan(found.shift)
    assert found.curve[-1][0] == 1.0


def test_a_finding_of_nothing_may_tip_to_something(study: Study, lottery: Plan) -> None:
    sample = shifted(study(2), -0.4)
    answers = analyse_imputed(sample, lottery, lottery.estimands[0], np.random.default_rng(1))
    found = tipping(answers, FAR, 1.0, 0.05)
    start, end = found.curve[0][1], found.curve[-1][1]
    assert start.low <= 0 <= start.high
    assert not end.low <= 0 <= end.high


def test_nobody_lost_nothing_to_shift(study: Study, lottery: Plan) -> None:
    sample = study(2)
    later = np.where(sample.treated, np.nan_to_num(sample.later), sample.later)
    sample = replace(sample, later=later, history={"t0": sample.baseline, "t1": later})
    answers = analyse_imputed(sample, lottery, lottery.estimands[0], np.random.default_rng(1))
    with pytest.raises(Problem) as refused:
        tipping(answers, FAR, 1.0, 0.05)
    assert refused.value.code == "nothing-to-shift"
