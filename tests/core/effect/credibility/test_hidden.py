"""Hidden causes: E-values and Rosenbaum's bounds against published examples and plain enumeration."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from scipy.stats import norm, rankdata

from werkzaam.core.effect.credibility.e_value import e_value, of_difference, of_ratio
from werkzaam.core.effect.credibility.negative import disturbed
from werkzaam.core.effect.credibility.rosenbaum import (
    aligned_rank_p,
    largest_gamma,
    sensitivity,
    signed_rank_p,
)
from werkzaam.core.effect.result import Estimate, Interval
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method, Plan, Scale
from werkzaam.problem import NotSupported, Problem

EXPOSED = [38, 23, 41, 18, 37, 36, 23, 62, 31, 34, 24, 14, 21, 17, 16, 20, 15, 10, 45, 39, 22, 35, 49, 48, 44]
EXPOSED += [35, 43, 39, 34, 13, 73, 25, 27]
CONTROL = [16, 18, 18, 24, 19, 11, 10, 15, 16, 18, 18, 13, 19, 10, 16, 16, 24, 13, 9, 14, 21, 19, 7, 18, 19]
CONTROL += [12, 11, 22, 25, 16, 13, 11, 13]
"""Lead in the blood of children whose father works with lead, and of a matched child (Morton et al. 1982)."""


@pytest.mark.parametrize(("gamma", "p"), [(2, 0.0018), (3, 0.0136), (4, 0.0388), (4.25, 0.0468), (5, 0.0740)])
def test_rosenbaums_lead_example(gamma: float, p: float) -> None:
    """One-sided p-values as printed in Rosenbaum (2002, table 4.1), four decimals."""
    assert signed_rank_p(np.subtract(EXPOSED, CONTROL).astype(float), gamma) == pytest.approx(p, abs=5e-5)


def matched(y: np.ndarray, treated: np.ndarray, sets: np.ndarray) -> Sample:
    n = len(y)
    return Sample("programme", "control", treated, np.zeros(n), y, np.arange(n), {}, sets=sets)


def lead() -> Sample:
    y = np.array([*EXPOSED, *CONTROL], dtype=float)
    return matched(y, np.arange(66) < 33, np.r_[np.arange(33), np.arange(33)])


def test_largest_gamma_is_where_the_two_sided_p_reaches_alpha() -> None:
    found = largest_gamma(lead(), Method.DIFFERENCE, 0.05)
    assert found is not None
    assert 3 < found < 4
    assert 2 * signed_rank_p(np.subtract(EXPOSED, CONTROL).astype(float), found) == pytest.approx(0.05)
    # at the one-sided level of the printed table it lies between 4.25 and 5
    looser = largest_gamma(lead(), Method.DIFFERENCE, 0.10)
    assert looser is not None
    assert 4.25 < looser < 5


def test_direction_does_not_matter() -> None:
    sample = lead()
    turned = replace(sample, later=-sample.later)
    expected = sensitivity(sample, Method.DIFFERENCE)(3.0)
    assert sensitivity(turned, Method.DIFFERENCE)(3.0) == pytest.approx(expected)


def enumerated(y: np.ndarray, chosen: np.ndarray, sets: np.ndarray, gamma: float) -> float:
    """Set by set the worst of all hidden causes of 0 and 1, by trying every one of them."""
    # to nine digits, so that ties are ties
    q = rankdata(np.round(y - np.array([y[sets == each].mean() for each in sets]), 9))
    gap = variance = 0.0
    for each in np.unique(sets):
        scores, picked = q[sets == each], chosen[sets == each]
        if picked.sum() > 1:
            scores, picked = -scores, ~picked
        found = []
        for hidden in product([0, 1], repeat=len(scores)):
            odds = gamma ** np.array(hidden)
            odds = odds / odds.sum()
            mean = float(odds @ scores)
            found.append((round(mean, 9), float(odds @ scores**2) - mean**2, mean))
        _, spread, mean = max(found)
        gap += float(scores[picked][0]) - mean
        variance += spread
    return float(norm.sf(gap / variance**0.5))


@pytest.mark.parametrize("gamma", [1.0, 1.5, 3.0])
def test_sets_of_any_size_as_enumerated(gamma: float) -> None:
    """One participant with two to four others, and one other with three participants."""
    rng = np.random.default_rng(6)
    sizes = [3, 4, 5, 4, 3, 5, 4, 4]
    sets = np.repeat(np.arange(8), sizes)
    first = np.r_[True, np.diff(sets) > 0]
    chosen = np.where(sets >= 6, ~first, first)
    y = np.round(rng.standard_normal(len(sets)) + chosen, 1)
    assert aligned_rank_p(y, chosen, sets, gamma) == pytest.approx(
        enumerated(y, chosen, sets, gamma), rel=1e-9
    )


def test_without_hidden_bias_it_is_the_stratified_rank_test() -> None:
    """At Gamma 1 the moments are those of drawing one of each set at random."""
    rng = np.random.default_rng(7)
    sets = np.repeat(np.arange(10), 3)
    chosen = np.arange(30) % 3 == 0
    y = rng.standard_normal(30)
    q = rankdata(y - np.repeat(y.reshape(10, 3).mean(axis=1), 3)).reshape(10, 3)
    z = (q[:, 0] - q.mean(axis=1)).sum() / np.sqrt(q.var(axis=1).sum())
    assert aligned_rank_p(y, chosen, sets, 1.0) == pytest.approx(norm.sf(z), rel=1e-9)


def test_nothing_to_lose_has_no_gamma() -> None:
    rng = np.random.default_rng(8)
    sample = matched(rng.standard_normal(40), np.arange(40) < 20, np.r_[np.arange(20), np.arange(20)])
    assert largest_gamma(sample, Method.DIFFERENCE, 0.05) is None


@pytest.mark.parametrize(
    ("sets", "code"),
    [(None, "no-matched-sets"), (np.r_[np.arange(33), np.full(33, -1)], "too-few-matched-sets")],
)
def test_refused(sets: np.ndarray | None, code: str) -> None:
    with pytest.raises(Problem) as refused:
        largest_gamma(replace(lead(), sets=sets), Method.DIFFERENCE, 0.05)
    assert refused.value.code == code


def test_sets_with_several_of_both_are_refused() -> None:
    with pytest.raises(NotSupported):
        largest_gamma(replace(lead(), sets=np.r_[np.arange(33), np.arange(33)] // 3), Method.DIFFERENCE, 0.05)


@pytest.mark.parametrize(
    ("ratio", "value"),
    [
        (3.9, 7.263034),  # maternal formula feeding, VanderWeele & Ding (2017): 7.26
        (2.4, 4.233030),
        (10.73, 20.94777),  # smoking and lung cancer, Hammond & Horn, as in R's EValue
        (8.02, 15.52336),
        (0.80, 1.809017),  # leukaemia, VanderWeele & Ding (2017): 1.81
        (0.91, 1.428571),
        (1.0, 1.0),
    ],
)
def test_e_values_as_published(ratio: float, value: float) -> None:
    assert of_ratio(ratio) == pytest.approx(value, rel=1e-6 if ratio != 0.91 else 2e-3)


def an_estimate(**changes: object) -> Estimate:
    none = Interval(0.0, 0.0, 0.0)
    whole = Estimate(
        key="score-t1",
        estimand="score-t1",
        outcome="score",
        wave="t1",
        method="ancova",
        points=none,
        standardised=none,
        sd=1.0,
        se=1.0,
        df=10.0,
        p=1.0,
        p_adjusted=1.0,
        level=0.95,
        n={"programme": 50, "control": 50},
        n_start={"programme": 50, "control": 50},
        clusters={"programme": 50, "control": 50},
        effective_n={"programme": 50.0, "control": 50.0},
        detectable=1.0,
        variance="HC2",
        citation="",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def test_a_standardised_difference(plan: Plan) -> None:
    """VanderWeele & Ding (2017): RR = exp(0.91 d), limits exp(0.91 d -+ 1.78 se)."""
    d, se = 0.5, 0.1
    found = e_value(an_estimate(standardised=Interval(d, d - 1.96 * se, d + 1.96 * se)), plan)
    assert found.point == pytest.approx(of_ratio(np.exp(0.91 * d)), rel=1e-12)
    assert found.limit == pytest.approx(of_ratio(np.exp(0.91 * d - 1.78 * se)), rel=1e-3)
    ratio = of_difference(Interval(d, d, d)).value
    assert found.point == pytest.approx(ratio + (ratio * (ratio - 1)) ** 0.5)


@pytest.mark.parametrize(
    ("interval", "limit"),
    [(Interval(0.2, -0.1, 0.5), 1.0), (Interval(-0.5, -0.8, -0.2), of_ratio(np.exp(-0.91 * 0.2)))],
)
def test_the_limit_is_the_end_nearest_to_none(interval: Interval, limit: float, plan: Plan) -> None:
    assert e_value(an_estimate(standardised=interval), plan).limit == pytest.approx(limit)


def binary(plan: Plan, scale: Scale = Scale.BINARY) -> Plan:
    return replace(plan, outcomes=(replace(plan.outcomes[0], scale=scale),))


def test_a_yes_or_no_has_a_risk_ratio(plan: Plan) -> None:
    """40 % against 20 %: a risk ratio of 2."""
    found = e_value(
        an_estimate(points=Interval(0.2, 0.1, 0.3), diagnostics={"mean.control": 0.2}), binary(plan)
    )
    assert found.point == pytest.approx(of_ratio(2.0))
    assert found.limit == pytest.approx(of_ratio(1.5))


def test_a_given_ratio_comes_first(plan: Plan) -> None:
    given = Interval(3.9, 1.8, 8.7)
    for scale, key in ((Scale.BINARY, "risk-ratio"), (Scale.COUNT, "rate-ratio")):
        found = e_value(an_estimate(ratios={key: given}), binary(plan, scale))
        assert found.point == pytest.approx(7.263034, rel=1e-6)
        assert found.limit == pytest.approx(3.0, rel=1e-9)


def test_a_hazard_ratio_of_a_common_outcome(plan: Plan) -> None:
    """(1 - 0.5^sqrt(HR)) / (1 - 0.5^sqrt(1/HR)), VanderWeele & Ding (2017, table 2)."""
    found = e_value(an_estimate(ratios={"hazard-ratio": Interval(4.0, 1.0, 9.0)}), binary(plan, Scale.TIME))
    assert found.point == pytest.approx(of_ratio((1 - 0.25) / (1 - 0.5**0.5)))
    assert found.limit == 1.0


@pytest.mark.parametrize("scale", [Scale.BINARY, Scale.TIME])
def test_no_ratio_no_e_value(scale: Scale, plan: Plan) -> None:
    with pytest.raises(Problem) as refused:
        e_value(an_estimate(diagnostics={"mean.control": 0.0}), binary(plan, scale))
    assert refused.value.code == "no-risk-ratio"


def test_negative_controls_that_differ_are_named(plan: Plan) -> None:
    """Only outcomes flagged as controls count, and only when the interval leaves zero out."""
    control = replace(plan.outcomes[0], key="height", negative_control=True)
    asked = replace(plan, outcomes=(*plan.outcomes, control))
    apart, together = Interval(1.0, 0.5, 1.5), Interval(1.0, -0.5, 2.5)
    estimates = [
        an_estimate(points=apart),
        an_estimate(points=apart, outcome="height", estimand="height-t1"),
        an_estimate(points=together, outcome="height", estimand="height-t2"),
    ]
    assert disturbed(asked, estimates) == ("height-t1",)
