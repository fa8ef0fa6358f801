"""Intervals, multiplicity, power and superiority against scipy and statsmodels."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from werkzaam.core.effect.intervals import hull, newcombe, p_by_inversion, t_interval, t_p_value, wilson
from werkzaam.core.effect.multiplicity import adjust, holm
from werkzaam.core.effect.power import detectable
from werkzaam.core.effect.regression import Contrast, contrast, fit
from werkzaam.core.effect.result import Interval
from werkzaam.core.effect.superiority import superiority
from werkzaam.problem import NotSupported

RNG = np.random.default_rng(11)


def two_groups(n: int, m: int) -> tuple[np.ndarray, np.ndarray, Contrast]:
    first, second = RNG.normal(1, 2, n), RNG.normal(0, 1, m)
    y = np.r_[first, second]
    x = np.column_stack([np.ones(n + m), np.r_[np.ones(n), np.zeros(m)]])
    return first, second, contrast(fit(y, x, np.arange(n + m)), np.array([0.0, 1.0]))


def test_equal_groups_give_the_classical_t_test() -> None:
    """With equal sizes HC2 is the pooled standard error's square-root twin and Satterthwaite gives 2n - 2."""
    first, second, found = two_groups(17, 17)
    reference = stats.ttest_ind(first, second)
    assert found.df == pytest.approx(32, rel=1e-12)
    assert t_p_value(found) == pytest.approx(reference.pvalue, rel=1e-11)
    band = reference.confidence_interval(0.95)
    interval = t_interval(found, 0.05)
    assert (interval.low, interval.high) == pytest.approx((band.low, band.high), rel=1e-11)


def test_an_inverted_interval_gives_its_own_p() -> None:
    """For the t interval the p at which its end touches zero is the t-test's."""
    *_, found = two_groups(17, 17)
    inverted = p_by_inversion(lambda alpha: t_interval(found, alpha))
    assert inverted == pytest.approx(t_p_value(found), rel=1e-9)


def test_unequal_groups_have_welchs_standard_error() -> None:
    first, second, found = two_groups(31, 12)
    reference = stats.ttest_ind(first, second, equal_var=False)
    assert found.value / found.se == pytest.approx(reference.statistic, rel=1e-12)


@pytest.mark.parametrize(("hits", "n"), [(0, 12), (1, 12), (6, 24), (12, 12), (3, 200)])
def test_wilson(hits: int, n: int) -> None:
    found = wilson(hits / n, n, 0.05)
    low, high = proportion_confint(hits, n, 0.05, method="wilson")
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("counts", [(0, 12, 3, 15), (5, 34, 2, 24), (12, 12, 1, 9), (40, 60, 20, 60)])
def test_newcombe(counts: tuple[int, int, int, int]) -> None:
    hits, n, others, m = counts
    found = newcombe(wilson(hits / n, n, 0.05), wilson(others / m, m, 0.05))
    low, high = confint_proportions_2indep(hits, n, others, m, method="newcomb", compare="diff", alpha=0.05)
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-12)


def test_newcombe_as_published() -> None:
    """Newcombe (1998), table II, method 10: 56/70 against 48/80 is 0.0524 to 0.3339."""
    found = newcombe(wilson(56 / 70, 70, 0.05), wilson(48 / 80, 80, 0.05))
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)


def test_hull_keeps_the_first_value() -> None:
    assert hull(Interval(1, 0, 2), Interval(5, -1, 1.5)) == Interval(1, -1, 2)


@pytest.mark.parametrize("p_values", [[0.01, 0.04, 0.03, 0.005], [0.5], [0.9, 0.9], [0.02, 0.02, 0.02], []])
def test_holm(p_values: list[float]) -> None:
    reference = multipletests(p_values, method="holm")[1] if p_values else []
    assert holm(p_values) == pytest.approx(list(reference), rel=1e-12)


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(NotSupported):
        adjust([0.1], "bonferroni-ish")
    assert adjust([0.1, 0.2], "none") == [0.1, 0.2]


def test_superiority_is_mann_whitneys_share() -> None:
    first, second = RNG.integers(1, 7, 34).astype(float), RNG.integers(1, 7, 24).astype(float)
    reference = stats.mannwhitneyu(first, second).statistic / (34 * 24)
    assert superiority(first, second) == pytest.approx(reference, rel=1e-12)
    assert superiority(np.array([2.0, 3.0]), np.array([1.0])) == 1.0


@pytest.mark.parametrize("n", [15, 60, 400])
def test_detectable_has_the_power_it_promises(n: int) -> None:
    """Bloom's multiples against the noncentral t: within a hundredth of power 0.8, from fifteen persons a side."""
    df = 2 * n - 2
    size = detectable(math.sqrt(2 / n), df, 0.05)
    assert TTestIndPower().power(size, n, 0.05) == pytest.approx(0.8, abs=0.01)


def test_no_spread_gives_no_interval() -> None:
    found = t_interval(Contrast(2.0, 0.0, 5.0), 0.05)
    assert found.value == 2.0
    assert math.isnan(found.low)
    assert math.isnan(found.high)
