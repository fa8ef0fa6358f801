"""Differences in trend: the published Medicaid example of Rambachan and Roth, and coverage."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.core.effect.credibility.conftest import Study, read

from werkzaam.core.effect.credibility.honest import honest
from werkzaam.core.effect.credibility.trend import overturned_by, trend
from werkzaam.core.effect.result import Interval
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Estimand, Method, Plan, Wave
from werkzaam.problem import Problem

YEARS = [str(year) for year in range(2008, 2015)]

PUBLISHED = {0.5: (0.0240, 0.0672), 1.0: (0.0170, 0.0720), 1.5: (0.00824, 0.0797), 2.0: (-0.000916, 0.0881)}
"""HonestDiD's conditional intervals for 2014, relative magnitudes, from its README (README.md, Medicaid)."""


def with_waves(plan: Plan, keys: list[str], months: list[float], start: str, later: str) -> Plan:
    waves = tuple(Wave(key, at, {"nl": key, "en": key}) for key, at in zip(keys, months, strict=True))
    estimand = Estimand("score", "score", later, Method.DID, None)
    return replace(plan, waves=waves, start=start, estimands=(estimand,))


def medicaid() -> Sample:
    rows = read("medicaid.csv")
    shares = {year: np.array([float(row[year]) for row in rows]) for year in YEARS}
    treated = np.array([row["expanded"] == "1" for row in rows])
    return Sample(
        "programme", "control", treated, shares["2013"], shares["2014"], np.arange(len(rows)), {}, shares
    )


def test_it_holds_the_published_interval_and_little_more(plan: Plan) -> None:
    """Ours is a union, theirs a conditional test: ours contains theirs, here at most a fifth wider."""
    asked = with_waves(plan, YEARS, [12.0 * place for place in range(7)], "2013", "2014")
    found = {each.m: each.interval for each in honest(medicaid(), asked, asked.estimands[0])}
    for m, (low, high) in PUBLISHED.items():
        assert found[m].low < low
        assert found[m].high > high
        assert found[m].high - found[m].low < 1.2 * (high - low)


def test_without_a_difference_in_trend_it_is_the_ordinary_interval(plan: Plan) -> None:
    """Change on change in 43 states: Welch's t-test, whose variance HC2 is."""
    from scipy.stats import ttest_ind

    sample = medicaid()
    asked = with_waves(plan, YEARS, [12.0 * place for place in range(7)], "2013", "2014")
    found = honest(sample, asked, asked.estimands[0], (0.0,))[0].interval
    change = sample.later - sample.baseline
    test = ttest_ind(change[sample.treated], change[~sample.treated], equal_var=False)
    expected = test.confidence_interval()
    # our df are Satterthwaite's under equal errors, or Welch's with expected variances: near Welch's own
    assert found.low == pytest.approx(expected.low, abs=2e-4)
    assert found.high == pytest.approx(expected.high, abs=2e-4)


def test_longer_after_than_before_counts_for_more(plan: Plan) -> None:
    """A difference in trend is per month: twice as long after the baseline, twice the earlier difference."""
    sample = medicaid()
    keys, months = YEARS[-3:], [0.0, 12.0, 24.0]
    once = with_waves(plan, keys, months, "2013", "2014")
    longer = with_waves(plan, keys, [0.0, 12.0, 36.0], "2013", "2014")
    short = honest(sample, once, once.estimands[0], (2.0,))[0].interval
    long = honest(sample, longer, longer.estimands[0], (1.0,))[0].interval
    assert (long.low, long.high) == pytest.approx((short.low, short.high), rel=1e-12)


def test_it_holds_the_truth_when_trends_differ(plan: Plan) -> None:
    """Trends differ as much after as at their worst before (M = 1): of 200 intervals 95 % hold the effect."""
    asked = with_waves(plan, ["a", "b", "c", "d"], [0.0, 6.0, 12.0, 18.0], "c", "d")
    held = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        treated = np.repeat([True, False], 40)
        level = rng.standard_normal(80)
        apart = np.cumsum([0.0, 0.2, -0.3, 0.3])  # the worst before is 0.3, after again 0.3
        waves = {
            key: level + apart[place] * treated + 0.5 * rng.standard_normal(80)
            for place, key in enumerate("abcd")
        }
        waves["d"] = waves["d"] + 0.5 * treated
        sample = Sample("programme", "control", treated, waves["c"], waves["d"], np.arange(80), {}, waves)
        found = honest(sample, asked, asked.estimands[0], (1.0,))[0].interval
        held += found.low <= 0.5 <= found.high
    assert held >= 190


def test_breakdown_by_hand(plan: Plan) -> None:
    """Two against two who stand alone: changes 5, 7 and 1, 3; the difference 4 is overturned by its near end."""
    treated = np.array([True, True, True, False, False, False])
    change = np.array([5.0, 7.0, 6.0, 1.0, 3.0, 2.0])
    sample = Sample("programme", "control", treated, np.zeros(6), change, np.arange(6), {})
    found = trend(sample, 0.05)
    # equal spread and numbers: HC2 is the pooled error sqrt(1/3 + 1/3), with the fewest df of an arm, t(2) = 4.302653
    assert found.breakdown == pytest.approx(4 - 4.302652729911275 * np.sqrt(2 / 3), rel=1e-9)
    assert found.own_change == pytest.approx(2)
    assert found.in_own_change == pytest.approx(found.breakdown / 2)


@pytest.mark.parametrize(
    ("interval", "expected"),
    [(Interval(2, 1, 3), 1), (Interval(-2, -3, -1), 1), (Interval(1, -1, 3), 1), (Interval(-2, -5, 1), 2)],
)
def test_what_overturns(interval: Interval, expected: float) -> None:
    assert overturned_by(interval) == expected


def test_no_earlier_waves_is_refused(study: Study, plan: Plan) -> None:
    with pytest.raises(Problem) as refused:
        honest(study(1), plan, plan.estimands[0])
    assert refused.value.code == "no-earlier-waves"


def test_nobody_with_every_earlier_answer_is_refused(plan: Plan) -> None:
    sample = medicaid()
    asked = with_waves(plan, YEARS, [12.0 * place for place in range(7)], "2013", "2014")
    sample = replace(sample, history={**sample.history, "2010": np.full(43, np.nan)})
    with pytest.raises(Problem) as refused:
        honest(sample, asked, asked.estimands[0])
    assert refused.value.code == "too-few-earlier-answers"


def test_trend_without_a_baseline_is_refused(study: Study) -> None:
    with pytest.raises(Problem) as refused:
        trend(replace(study(1), baseline=np.full(120, np.nan)), 0.05)
    assert refused.value.code == "no-baseline"
