"""Alpha, omega and item–rest correlations, held against R and against published worked examples."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from werkzaam.core.measure import Instrument, parse_instrument, shipped
from werkzaam.core.measure.reliability import (
    alpha,
    alpha_of,
    feldt,
    item_rest,
    items_table,
    omega_of,
    omegas_of,
    one_factor,
    reliability,
    resampled,
)

REFERENCE = Path(__file__).parents[2] / "reference/reliability"
CLOSE = 1e-9  # closed forms
FITTED = 2e-5  # two optimisers of one likelihood


def expected(data: str) -> dict[str, float]:
    with (REFERENCE / "expected.csv").open() as lines:
        return {row["what"]: float(row["value"]) for row in csv.DictReader(lines) if row["data"] == data}


def table(name: str) -> np.ndarray:
    return np.loadtxt(REFERENCE / f"{name}.csv", delimiter=",", skiprows=1)


def test_attitude_as_r_has_it() -> None:
    """Also as printed in the manual of R's psych package: raw_alpha 0.84."""
    told, data = expected("attitude"), table("attitude")
    assert alpha(data) == pytest.approx(told["alpha"], abs=CLOSE)
    assert omega_of(np.cov(data, rowvar=False)) == pytest.approx(told["omega"], abs=FITTED)
    rest = [value for what, value in told.items() if what.startswith("rest")]
    assert item_rest(data) == pytest.approx(rest, abs=CLOSE)


@pytest.mark.parametrize("name", ["attitude", "ability"])
def test_one_factor_is_factanals(name: str) -> None:
    covariance = np.cov(table(name), rowvar=False) if name == "attitude" else table(name)
    spread = np.sqrt(np.diag(covariance))
    loadings = one_factor(covariance / np.outer(spread, spread))
    told = expected(name)
    assert loadings == pytest.approx([v for k, v in told.items() if k.startswith("loading")], abs=1e-4)
    assert omega_of(covariance) == pytest.approx(told["omega"], abs=FITTED)
    assert alpha_of(covariance) == pytest.approx(told["alpha"], abs=CLOSE)


@pytest.mark.parametrize(
    ("value", "items", "rows", "low", "high", "close"),
    [
        # Evans, feldt1.return, as printed on the statistics pages of the MRC Cognition and Brain Sciences Unit.
        (0.913, 20, 873, 0.9044024, 0.9211588, 1e-6),
        # Bonett, R package statpsych, manual of ci.cronbach; it takes n(k − 1) for the second degrees of freedom.
        (0.85, 7, 89, 0.7971254, 0.8931436, 1e-4),
    ],
)
def test_feldts_interval_as_published(
    value: float, items: int, rows: int, low: float, high: float, close: float
) -> None:
    found = feldt(value, rows, items)
    assert (found.low, found.high) == pytest.approx((low, high), abs=close)


def test_parallel_items_follow_spearman_and_brown() -> None:
    """k parallel items correlating r: alpha = omega = kr / (1 + (k − 1) r)."""
    for items, r in ((3, 0.3), (5, 0.5), (10, 0.2)):
        matrix = np.full((items, items), r) + (1 - r) * np.eye(items)
        truth = items * r / (1 + (items - 1) * r)
        assert alpha_of(matrix) == pytest.approx(truth)
        assert omega_of(matrix) == pytest.approx(truth, abs=FITTED)


@settings(deadline=None)
@given(st.lists(st.floats(0.2, 0.9), min_size=3, max_size=8))
def test_omega_finds_the_factor_that_was_planted_and_alpha_is_never_above_it(loadings: list[float]) -> None:
    """With one factor alpha is at most omega, and equal only with equal loadings (McDonald 1999, p. 90)."""
    told = np.array(loadings)
    matrix = np.outer(told, told)
    np.fill_diagonal(matrix, 1.0)
    truth = told.sum() ** 2 / (told.sum() ** 2 + (1 - told**2).sum())
    assert omega_of(matrix) == pytest.approx(truth, abs=1e-3)
    assert alpha_of(matrix) <= truth + 1e-9


@pytest.fixture(scope="module")
def battery() -> Instrument:
    return shipped("core-battery")


def answered(rng: np.random.Generator, rows: int) -> list[dict[str, float | str | None]]:
    skill = rng.normal(size=rows)

    def item(sign: float) -> np.ndarray:
        return np.clip(np.round(2.5 + sign * skill + rng.normal(scale=0.7, size=rows)), 1, 4)

    columns = {"solve": item(1), "go-on": item(1), "leave-it": item(-1)}
    return [{key: float(column[row]) for key, column in columns.items()} for row in range(rows)]


def test_a_reversed_item_is_turned_round_first(battery: Instrument) -> None:
    scale = next(scale for scale in battery.scales if scale.outcome == "self-efficacy")
    turned = items_table(battery, scale, [{"solve": 1.0, "go-on": 4.0, "leave-it": 1.0}, {"solve": 2.0}])
    assert turned[0].tolist() == [1.0, 4.0, 4.0]
    assert turned[1][0] == 2.0 and np.isnan(turned[1][1:]).all()
    found = reliability(battery, scale, answered(default_rng(1), 80), default_rng(2), draws=200)
    assert found.alpha is not None and found.omega is not None
    assert found.alpha.value > 0.7
    assert found.alpha.low < found.alpha.value < found.alpha.high
    assert found.omega.low <= found.omega.value <= found.omega.high
    assert min(found.rest.values()) > 0.4
    assert (found.rows, found.left_out, found.alpha.how, found.omega.how) == (80, 0, "feldt", "bootstrap")


@pytest.mark.parametrize(
    "answers",
    [
        [],
        [{"solve": 1.0, "go-on": 2.0, "leave-it": 3.0}],
        [{"solve": 3.0, "go-on": 3.0, "leave-it": 3.0}] * 20,
        [{"solve": 1.0}, {"go-on": 2.0}, {"leave-it": None}],
    ],
)
def test_nothing_is_made_up_where_it_is_undefined(
    battery: Instrument, answers: list[dict[str, float | str | None]]
) -> None:
    scale = next(scale for scale in battery.scales if scale.outcome == "self-efficacy")
    found = reliability(battery, scale, answers, default_rng(1), draws=20)
    assert found.alpha is None and found.omega is None
    assert all(math.isnan(value) for value in found.rest.values())


def test_two_items_have_an_alpha_and_no_omega() -> None:
    sheet = (
        "survey\n,type,name,label,scale\n,integer,a,A,t\n,integer,b,B,t\nsettings\n,form_id,version\n,two,1\n"
    )
    two = parse_instrument(sheet, "two.csv")
    rng = default_rng(3)
    answers = [{"a": float(x), "b": float(min(5, x + rng.integers(2)))} for x in rng.integers(0, 5, 40)]
    found = reliability(two, two.scales[0], answers, rng, draws=20)
    assert found.alpha is not None and found.omega is None


@pytest.mark.parametrize(("rows", "items"), [(40, 3), (150, 5), (300, 10)])
def test_many_samples_at_once_are_what_one_by_one_gives(rows: int, items: int) -> None:
    rng = default_rng(7)
    skill = rng.normal(size=(rows, 1))
    data = np.clip(np.round(2.5 + 0.6 * skill + 0.8 * rng.normal(size=(rows, items))), 1, 4)
    drawn = [np.cov(data[rng.integers(rows, size=rows)], rowvar=False) for _ in range(40)]
    assert omegas_of(np.array(drawn)) == pytest.approx([omega_of(one) for one in drawn], abs=5e-4)


def test_a_bootstrap_by_counts_draws_the_covariances_of_its_samples() -> None:
    """Over many draws their mean is the covariance with divisor n, as theory has it."""
    data = default_rng(3).normal(size=(50, 3)) @ np.array([[1, 0.5, 0], [0, 1, 0.3], [0, 0, 1]])
    drawn = resampled(data, default_rng(4), 20_000)
    assert drawn.mean(axis=0) == pytest.approx(np.cov(data, rowvar=False) * 49 / 50, abs=0.02)
