"""CR3 against refits without each cluster, and against clubSandwich; and each cluster left out."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from werkzaam.core.effect.design import Design
from werkzaam.core.effect.regression import Floats, contrast, fit
from werkzaam.core.effect.resample import cr3, left_out
from werkzaam.core.effect.resample.clusters import contributions
from werkzaam.core.effect.resample.jackknife import changes
from werkzaam.core.effect.sample import Sample
from werkzaam.problem import Problem

from .conftest import Refer, made, read

EXACT = 1e-12


def refitted(design: Design, sample: Sample) -> Floats:
    """The arm's coefficient without each cluster, in order of their codes."""
    found = []
    for code in np.unique(sample.cluster):
        keep = sample.cluster != code
        root = np.sqrt(sample.weight[keep])
        found.append(np.linalg.lstsq(design.x[keep] * root[:, None], design.y[keep] * root, rcond=None)[0][1])
    return np.array(found)


@pytest.mark.parametrize(
    "row", read("cr3.csv"), ids=lambda row: f"{row['model']}-{row['cluster']}-{row['weighted']}"
)
def test_it_is_clubsandwich_but_for_its_factor(refer: Refer, row: dict[str, str]) -> None:
    """clubSandwich's CR3 is the jackknife's sum of squares without (G - 1)/G."""
    design, sample = refer(row["model"], row["cluster"], weighted=row["weighted"] == "TRUE")
    found = cr3(design, sample)
    groups = found.diagnostics["clusters"]
    assert found.points.value == pytest.approx(float(row["value"]), rel=1e-11)
    whole = found.diagnostics["se"] * math.sqrt(groups / (groups - 1))
    assert whole == pytest.approx(float(row["se"]), rel=EXACT)


@pytest.mark.parametrize("cluster", ["both", "partial", "crossing", "alone"])
@pytest.mark.parametrize("method", ["did", "ancova"])
def test_leaving_out_is_refitting(refer: Refer, method: str, cluster: str) -> None:
    design, sample = refer(method, cluster, weighted=True)
    clusters = contributions(design, sample)
    np.testing.assert_allclose(clusters.value - changes(clusters), refitted(design, sample), atol=1e-12)


@pytest.mark.parametrize("cluster", ["both", "partial"])
def test_degrees_of_freedom_are_those_of_welch_over_the_arms(refer: Refer, cluster: str) -> None:
    design, sample = refer("ancova", cluster)
    codes, first = np.unique(sample.cluster, return_index=True)
    squares = (refitted(design, sample) - contributions(design, sample).value) ** 2
    treated = sample.treated[first]
    one, other = squares[treated].sum(), squares[~treated].sum()
    expected = (one + other) ** 2 / (one**2 / (treated.sum() - 1) + other**2 / ((~treated).sum() - 1))
    found = cr3(design, sample, alpha=0.1)
    assert found.df == pytest.approx(expected, rel=1e-10)
    reach = stats.t.ppf(0.95, expected) * math.sqrt((len(codes) - 1) / len(codes) * squares.sum())
    assert found.points.high - found.points.value == pytest.approx(reach, rel=1e-10)
    asked = abs(found.points.value) / found.diagnostics["se"]
    assert found.p == pytest.approx(2 * stats.t.sf(asked, expected), rel=1e-10)


def test_clusters_in_both_arms_have_the_usual_degrees_of_freedom(refer: Refer) -> None:
    found = cr3(*refer("ancova", "crossing"))
    assert found.df == found.diagnostics["clusters"] - 1


def test_equal_groups_in_one_arm_only_have_about_their_own_degrees_of_freedom() -> None:
    """Four groups against two hundred single persons: three, and a little."""
    design, sample = made(np.random.default_rng(8), groups=4, other=0, size=25, alone=200, icc=0.3)
    assert 3 <= cr3(design, sample).df < 5


def test_one_who_decides_a_coefficient_cannot_be_left_out() -> None:
    design, sample = made(np.random.default_rng(8), groups=4, other=4, size=5)
    own = np.r_[1.0, np.zeros(len(design.y) - 1)]
    alone = Design(design.y, np.column_stack([design.x, own]), (*design.names, "own"))
    with pytest.raises(Problem) as caught:
        cr3(alone, sample)
    assert caught.value.code == "leverage-one"


def test_each_group_is_left_out_by_rank_of_size() -> None:
    rng = np.random.default_rng(9)
    design, sample = made(rng, groups=4, other=0, size=10, alone=20)
    sizes = {0: 6, 1: 12, 2: 10, 3: 12}  # the persons of group 0 who move to 1 and 3
    moved = sample.cluster.copy()
    moved[:2], moved[2:4] = 1, 3
    sample = replace(sample, cluster=moved)
    found = left_out(design, sample, alpha=0.1)
    assert [each.name for each in found] == ["1", "2", "3", "4"]
    assert [each.persons for each in found] == [12, 12, 10, 6]
    for each, code in zip(found, (1, 3, 2, 0), strict=True):
        keep = sample.cluster != code
        expected = contrast(
            fit(design.y[keep], design.x[keep], moved[keep]), np.array([0, 1, 0, 0.0]), sample.treated[keep]
        )
        assert each.persons == sizes[code]
        assert each.points.value == pytest.approx(expected.value, rel=EXACT)
        reach = stats.t.ppf(0.95, expected.df) * expected.se
        assert each.points.high - each.points.value == pytest.approx(reach, rel=1e-10)


def test_weights_stay_with_the_persons(refer: Refer) -> None:
    design, sample = refer("ancova", "both", weighted=True)
    codes, sizes = np.unique(sample.cluster, return_counts=True)
    without = dict(zip(codes, refitted(design, sample), strict=True))
    order = codes[np.argsort(-sizes, kind="stable")]
    for each, code in zip(left_out(design, sample), order, strict=True):
        assert each.points.value == pytest.approx(without[code], rel=1e-10)


def test_single_persons_are_not_left_out(refer: Refer) -> None:
    assert left_out(*refer("ancova", "alone")) == ()


def test_what_cannot_be_estimated_without_a_group_has_no_number() -> None:
    """Of two groups in the programme one is left: a value, no precision. Of one group nothing is left."""
    design, sample = made(np.random.default_rng(10), groups=2, other=0, size=8, alone=12)
    for each in left_out(design, sample):
        assert not math.isnan(each.points.value)
        assert math.isnan(each.points.low)
    (only,) = left_out(design, replace(sample, cluster=np.where(sample.treated, 0, sample.cluster)))
    assert math.isnan(only.points.value)
