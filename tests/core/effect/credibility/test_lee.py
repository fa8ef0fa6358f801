"""Lee's bounds against a naive trimming, his own variance formula, and the truth in a simulation."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from werkzaam.core.effect.credibility.lee import imbens_manski, lee
from werkzaam.problem import Problem

Floats = np.ndarray


def naive(programme: Iterable[float], asked: int, comparison: Iterable[float], asked_there: int) -> Floats:
    """Every answer copied so often that the share to trim is a whole number of copies."""
    ours, theirs = np.sort(list(programme)), np.sort(list(comparison))
    rates = len(ours) * asked_there, len(theirs) * asked
    more, kept = (ours, rates[1]) if rates[0] >= rates[1] else (theirs, rates[0])
    copies = np.repeat(more, max(rates))
    left = len(more) * kept
    ends = np.array([copies[:left].mean(), copies[-left:].mean()])
    if rates[0] >= rates[1]:
        return ends - theirs.mean()
    return ours.mean() - ends[::-1]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 3), min_size=2, max_size=15),
    st.lists(st.integers(0, 3), min_size=2, max_size=15),
    st.integers(0, 6),
    st.integers(1, 6),
)
def test_as_trimming_copies(ours: list[int], theirs: list[int], lost: int, lost_there: int) -> None:
    """Ties or not, whichever arm answers more."""
    y = np.r_[ours, np.full(lost, np.nan), theirs, np.full(lost_there, np.nan)].astype(float)
    treated = np.arange(len(y)) < len(ours) + lost
    found = lee(y, treated, np.arange(len(y)), 0.05)
    expected = naive(ours, len(ours) + lost, theirs, len(theirs) + lost_there)
    assert [found.low, found.high] == pytest.approx(expected, abs=1e-10)
    assert found.interval.low <= found.low <= found.high <= found.interval.high


def published_error(y: Floats, answered: Floats, treated: Floats, upper: bool) -> float:
    """Lee (2009), proposition 3, when the programme answers more: three parts, for everybody alone."""
    n = len(y)
    programme, comparison = y[treated & answered], y[~treated & answered]
    rate, rate_there = answered[treated].mean(), answered[~treated].mean()
    share = 1 - rate_there / rate
    ordered = np.sort(programme if not upper else -programme)
    kept = ordered[: round((1 - share) * len(ordered))]
    xi, mean = kept[-1], kept.mean()
    selected = rate * treated.mean()
    within = kept.var() / (selected * (1 - share)) + (xi - mean) ** 2 * share / (selected * (1 - share))
    of_share = (1 - share) ** 2 * (
        (1 - rate) / (treated.mean() * rate) + (1 - rate_there) / ((1 - treated.mean()) * rate_there)
    )
    trimming = ((xi - mean) / (1 - share)) ** 2 * of_share
    other = comparison.var() / (rate_there * (1 - treated.mean()))
    return float(np.sqrt((within + trimming + other) / n))


def test_as_the_published_variance() -> None:
    """With everybody alone the error is Lee's; they part only by how many copies the boundary counts for."""
    rng = np.random.default_rng(4)
    n = 20_000
    treated = rng.random(n) < 0.5
    y = rng.standard_normal(n)
    y[rng.random(n) > np.where(treated, 0.8, 0.6)] = np.nan
    found = lee(y, treated, np.arange(n), 0.05)
    answered = ~np.isnan(y)
    z = norm.ppf(0.95)  # the bounds are far apart: one side each
    assert (found.low - found.interval.low) / z == pytest.approx(
        published_error(y, answered, treated, upper=False), rel=2e-3
    )
    assert (found.interval.high - found.high) / z == pytest.approx(
        published_error(y, answered, treated, upper=True), rel=2e-3
    )


def test_it_holds_the_truth() -> None:
    """The programme keeps people who would else be lost, and who do badly: of 300 intervals 95 % hold the truth."""
    held = 0
    for seed in range(300):
        rng = np.random.default_rng(seed)
        treated = np.repeat([True, False], 150)
        able = rng.standard_normal(300)
        stays = able + 0.5 * rng.standard_normal(300) > np.where(treated, -1.2, -0.6)
        y = np.where(stays, able + 0.4 * treated, np.nan)
        found = lee(y, treated, np.arange(300), 0.05).interval
        held += found.low <= 0.4 <= found.high
    assert held >= 300 * 0.95 - 3 * math.sqrt(300 * 0.95 * 0.05)


@pytest.mark.parametrize(("bounds", "c"), [([0.0, 0.0], norm.ppf(0.975)), ([0.0, 100.0], norm.ppf(0.95))])
def test_imbens_and_manskis_two_ends(bounds: list[float], c: float) -> None:
    """From 1.96 errors where the bounds coincide to 1.645 where they lie far apart."""
    found = imbens_manski(bounds, [1.0, 1.0], 0.05)
    assert bounds[0] - found.low == pytest.approx(c, abs=1e-8)
    assert found.high - bounds[1] == pytest.approx(c, abs=1e-8)


def test_clusters_make_it_wider() -> None:
    rng = np.random.default_rng(3)
    treated = np.repeat([True, False], 120)
    cluster = np.r_[np.arange(120) % 6, 100 + np.arange(120)]
    y = rng.standard_normal(240) + np.where(treated, 2 * rng.standard_normal(6)[cluster % 6], 0)
    y[rng.random(240) < np.where(treated, 0.2, 0.4)] = np.nan
    alone = lee(y, treated, np.arange(240), 0.05).interval
    together = lee(y, treated, cluster, 0.05, df=5.0).interval
    assert together.high - together.low > 1.5 * (alone.high - alone.low)


@pytest.mark.parametrize(
    ("y", "code"),
    [([1.0, 2.0, 3.0, 4.0], "everybody-answered"), ([1.0, np.nan, 3.0, 4.0], "empty-arm")],
)
def test_refused(y: list[float], code: str) -> None:
    with pytest.raises(Problem) as refused:
        lee(np.array(y), np.array([True, True, False, False]), np.arange(4), 0.05)
    assert refused.value.code == code
