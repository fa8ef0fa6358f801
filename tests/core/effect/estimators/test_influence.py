"""Errors from influence: by hand, and by how often the interval holds the truth."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import stdtrit

from werkzaam.core.effect.estimators import from_influence
from werkzaam.core.effect.estimators.doubly_robust import doubly_robust
from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.sample import Sample

DRAWS = 1000
COVERAGE_ERROR = 3.29 * np.sqrt(0.95 * 0.05 / DRAWS)


def people(treated: list[int], cluster: list[int], weights: Floats | None = None) -> Sample:
    n = len(treated)
    arms, nothing = np.array(treated, dtype=bool), np.zeros(n)
    return Sample("programme", "control", arms, nothing, nothing, np.array(cluster), {}, weights=weights)


def test_by_hand() -> None:
    """Programme: clusters of two and two; comparison: three alone."""
    influence = np.array([1.0, 2.0, -1.0, -2.0, 0.5, 0.0, -0.5])
    se, df = from_influence(influence, people([1, 1, 1, 1, 0, 0, 0], [0, 0, 1, 1, 2, 3, 4]))
    one, other = 2 / 1 * (9 + 9), 3 / 2 * 0.5
    assert se == pytest.approx(np.sqrt(one + other))
    found = (one + other) ** 2 / (one**2 / 1 + other**2 / 2)
    alike = (1 / 4 + 1 / 3) ** 2 / ((1 / 4) ** 2 / 1 + (1 / 3) ** 2 / 2)
    assert df == pytest.approx(min(found, alike))


def test_unequal_clusters_count_for_less() -> None:
    alone = list(range(3, 103))
    equal = people([1] * 6 + [0] * 100, [0, 0, 1, 1, 2, 2, *alone])
    unequal = people([1] * 6 + [0] * 100, [0, 0, 0, 0, 1, 2, *alone])
    influence = np.r_[1.0, 1.0, 1.0, -1.0, -1.0, -1.0, np.zeros(100)]
    assert from_influence(influence, equal)[1] == pytest.approx(2)
    assert from_influence(influence, unequal)[1] == pytest.approx(6**2 / (16 + 1 + 1) - 1)


def test_clusters_in_both_arms_are_one_pool() -> None:
    """Then the two arms' errors may cancel within a cluster."""
    influence = np.array([1.0, -1.0, 2.0, -2.5, 0.5, 0.0])
    se, df = from_influence(influence, people([1, 0, 1, 0, 1, 0], [0, 0, 1, 1, 2, 2]))
    assert se == pytest.approx(np.sqrt(3 / 2 * (0 + 0.25 + 0.25)))
    assert df == pytest.approx(2)


def draw(
    rng: np.random.Generator, icc: float, loss: float, n: int = 60, coaches: int = 4
) -> tuple[Sample, Sample]:
    """A study without effect, total variance 1, four coaches on the programme side; who starts low is lost more."""
    treated = np.arange(2 * n) < n
    coach = np.arange(2 * n) % coaches
    baseline = rng.normal(size=2 * n)
    shared = rng.normal(0, np.sqrt(icc), coaches)[coach] * treated
    later = 0.6 * baseline + shared + rng.normal(0, np.sqrt(1 - 0.36 - icc * treated))
    cluster = np.where(treated, coach, 1000 + np.arange(2 * n))
    stays = rng.random(2 * n) < 1 - loss + 0.1 * np.clip(baseline, -1, 1)
    later = np.where(stays, later, np.nan)
    whole = Sample("programme", "control", treated, baseline, later, cluster, {})
    return whole.only(stays), whole


@pytest.mark.parametrize(("icc", "loss", "lottery"), [(0.1, 0.0, True), (0.1, 0.4, False), (0.0, 0.2, False)])
def test_the_interval_keeps_its_promise(icc: float, loss: float, lottery: bool) -> None:
    rng = np.random.default_rng([int(100 * icc), int(100 * loss), 17])
    held = 0
    for _ in range(DRAWS):
        found = doubly_robust(*draw(rng, icc, loss), lottery)
        held += abs(found.value) <= stdtrit(found.df, 0.975) * found.se
    assert 0.93 - COVERAGE_ERROR <= held / DRAWS <= 0.97 + COVERAGE_ERROR
