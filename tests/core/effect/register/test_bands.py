"""Bands for all points at once: two roads to the same critical value, and coverage in a simulation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from werkzaam.core.effect.register import Block, Staggered, Wide, bootstrapped, estimate_rollout, simultaneous
from werkzaam.problem import NotSupported

STUDIES = 300
MONTE_CARLO = 3 * (0.05 * 0.95 / STUDIES) ** 0.5  # three standard errors


def test_sup_t_and_bootstrap_agree(wide: Wide) -> None:
    """36 clusters: both critical values lie between the normal one and Bonferroni's, and near each other."""
    found = estimate_rollout(wide, Staggered(clustered=True))
    means, rng = list(found.means.dynamic.values()), np.random.default_rng(5)
    drawn, law = bootstrapped(found, means, rng, 20_000), simultaneous(found, means, rng)
    for band in (drawn, law):
        assert stats.norm.ppf(0.975) < band.critical < stats.norm.ppf(1 - 0.025 / len(means)) * 1.1
    assert drawn.critical == pytest.approx(law.critical, rel=0.06)


def test_the_bootstrap_needs_clusters(wide: Wide) -> None:
    found = estimate_rollout(wide, Staggered())
    with pytest.raises(NotSupported):
        bootstrapped(found, [found.means.simple], np.random.default_rng(5))


def pilot(rng: np.random.Generator) -> Wide:
    """Two cohorts and never treated, 60 clusters of five, no effect; trends differ by x."""
    n = 300
    cluster = np.repeat(np.arange(60), 5)
    cohort = np.array([0, 3, 4])[cluster % 3]
    x = rng.standard_normal(n) + 0.3 * (cohort > 0)
    shared = 0.3 * rng.standard_normal((60, 5)).cumsum(axis=1)
    y = x[:, None] * np.linspace(0, 1, 5) + shared[cluster] + rng.standard_normal((n, 5))
    block = Block(cohort, cluster, np.column_stack([np.ones(n), x]), y, np.ones(n))
    return Wide((1, 2, 3, 4, 5), ("x",), 60, lambda _: iter([block]))


def test_the_band_holds_all_points_at_once() -> None:
    """The event study's band at 95 %, sixty clusters: a little below is what cluster sums without correction give."""
    rng = np.random.default_rng(20261122)
    held = 0
    for _ in range(STUDIES):
        found = estimate_rollout(pilot(rng), Staggered(clustered=True))
        means = [mean for event, mean in found.means.dynamic.items() if event >= 0]
        band = simultaneous(found, means, rng, 2_000)
        held += bool(((band.low <= 0) & (band.high >= 0)).all())
    assert held / STUDIES == pytest.approx(0.94, abs=MONTE_CARLO)
