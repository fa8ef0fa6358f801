"""The wild cluster bootstrap against its definition (a regression per draw) and against wildboottest.

p-values agree to the last draw; statistics to 1e-10, which leaves room for the digits that cancel in both.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from werkzaam.core.effect.design import Design
from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.resample import wild
from werkzaam.core.effect.resample.clusters import contributions
from werkzaam.core.effect.resample.signs import signs
from werkzaam.core.effect.resample.wild import drawn, observed
from werkzaam.core.effect.sample import Sample
from werkzaam.problem import NotSupported, Problem

from .conftest import Refer, made, read

DRAWS = 199
METHODS = ("difference", "did", "ancova")
CLUSTERS = ("both", "partial", "crossing", "alone")


def regressed(design: Design, sample: Sample, y: Floats) -> tuple[float, float]:
    """Weighted least squares of `y` as in a textbook: the arm's coefficient and its CR1 standard error."""
    x, w = design.x, sample.weight
    bread = np.linalg.inv(x.T @ (x * w[:, None]))
    beta = bread @ x.T @ (w * y)
    residuals = y - x @ beta
    meat = np.zeros_like(bread)
    for code in np.unique(sample.cluster):
        rows = sample.cluster == code
        score = x[rows].T @ (w[rows] * residuals[rows])
        meat += np.outer(score, score)
    n, p = x.shape
    groups = len(np.unique(sample.cluster))
    variance = (bread @ meat @ bread)[1, 1] * groups / (groups - 1) * (n - 1) / (n - p)
    return float(beta[1]), math.sqrt(variance)


def naive(
    design: Design, sample: Sample, v: Floats, null: float, restricted: bool
) -> tuple[float, list[float]]:
    """The observed statistic and that of each column of signs, by regressing each draw's outcomes."""
    x, root = design.x, np.sqrt(sample.weight)
    value, se = regressed(design, sample, design.y)
    if restricted:
        other = np.delete(x, 1, axis=1)
        rest = design.y - null * x[:, 1]
        fitted = null * x[:, 1] + other @ np.linalg.lstsq(other * root[:, None], rest * root, rcond=None)[0]
    else:
        fitted = x @ np.linalg.lstsq(x * root[:, None], design.y * root, rcond=None)[0]
    place = np.unique(sample.cluster, return_inverse=True)[1]
    centre = null if restricted else value
    drawn = []
    for column in v.T:
        star, spread = regressed(design, sample, fitted + column[place] * (design.y - fitted))
        drawn.append((star - centre) / spread)
    return (value - null) / se, drawn


def one_batch(kind: str, draws: int, sample: Sample, seed: int) -> Floats:
    groups = len(np.unique(sample.cluster))
    return columns(signs(kind, draws, groups, np.random.default_rng(seed)))  # type: ignore[arg-type]


def columns(stacks: Iterable[Floats]) -> Floats:
    """All columns of stacks (k, G, b) beside one another (G, B)."""
    return np.hstack([v for stack in stacks for v in stack])


@pytest.mark.parametrize("cluster", CLUSTERS)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("restricted", [True, False], ids=["restricted", "unrestricted"])
@pytest.mark.parametrize("null", [0.0, 1.3])
def test_every_draw_is_that_of_the_definition(
    refer: Refer, method: str, cluster: str, restricted: bool, null: float
) -> None:
    design, sample = refer(method, cluster, weighted=True)
    v = one_batch("webb", DRAWS, sample, seed=4)
    asked, expected = naive(design, sample, v, null, restricted)
    found = wild(design, sample, draws=DRAWS, rng=np.random.default_rng(4), null=null, restricted=restricted)
    assert found.diagnostics["t"] == pytest.approx(asked, abs=1e-10)
    assert found.p == (1 + sum(abs(t) >= abs(asked) for t in expected)) / (DRAWS + 1)
    clusters = contributions(design, sample)
    curves, shift = drawn(clusters, v[None], restricted), null - clusters.value
    ours = (curves.level + curves.slope * shift) / np.sqrt(clusters.factor * curves.below(shift))
    np.testing.assert_allclose(ours, expected, rtol=1e-10, atol=1e-10)
    assert observed(clusters).below(0)[0] * clusters.factor == pytest.approx(clusters.cr1**2, rel=1e-12)


@pytest.mark.parametrize("row", read("peers.csv"), ids=lambda row: f"{row['model']}-{row['cluster']}")
def test_with_all_signs_it_is_wildboottest(refer: Refer, row: dict[str, str]) -> None:
    """Both take every Rademacher vector once. They count t* > t, we t* >= t: the data and their mirror."""
    design, sample = refer(row["model"], row["cluster"])
    draws = int(row["draws"])
    found = wild(design, sample, draws=99_999, rng=np.random.default_rng(1), weights="rademacher")
    assert found.diagnostics["enumerated"] == 1
    assert found.diagnostics["draws"] == draws
    assert found.diagnostics["t"] == pytest.approx(float(row["t"]), rel=1e-10)
    more = round(found.p * draws) - round(float(row["p"]) * draws)
    assert 0 <= more <= 2


@pytest.mark.parametrize("restricted", [True, False])
@pytest.mark.parametrize("cluster", ["both", "partial"])
def test_the_interval_holds_the_nulls_that_are_not_rejected(
    refer: Refer, cluster: str, restricted: bool
) -> None:
    design, sample = refer("ancova", cluster)

    def p(null: float) -> float:
        rng = np.random.default_rng(11)
        return wild(design, sample, draws=999, rng=rng, null=null, restricted=restricted).p

    found = wild(
        design, sample, draws=999, rng=np.random.default_rng(11), restricted=restricted, alpha=0.1
    ).points
    hair = 1e-6 * (found.high - found.low)
    assert found.low < found.value < found.high
    for end, outward in ((found.low, -1), (found.high, 1)):
        assert p(end - outward * hair) > 0.1
        assert p(end + outward * hair) <= 0.1


def test_unrestricted_the_interval_is_the_quantile_of_the_drawn_statistics(refer: Refer) -> None:
    design, sample = refer("did", "both")
    found = wild(design, sample, draws=999, rng=np.random.default_rng(3), restricted=False)
    _, drawn = naive(design, sample, one_batch("webb", 999, sample, 3), 0.0, restricted=False)
    reach = sorted(np.abs(drawn))[-50] * found.diagnostics["se"]  # p is 50/1000 just past the 50th largest
    assert found.points.high - found.points.value == pytest.approx(reach, rel=1e-6)
    assert found.points.value - found.points.low == pytest.approx(reach, rel=1e-6)


def test_where_nothing_can_be_rejected_the_interval_has_no_ends() -> None:
    """Two clusters a side have sixteen sign vectors; the data and their mirror alone make p 0.125."""
    design, sample = made(np.random.default_rng(5), groups=2, other=2, size=8, effect=5.0)
    found = wild(design, sample, draws=999, rng=np.random.default_rng(1), weights="rademacher")
    assert found.diagnostics["draws"] == 16
    assert found.p >= 0.125
    assert (found.points.low, found.points.high) == (-math.inf, math.inf)


def test_the_same_seed_gives_the_same_answer_whatever_the_order_of_persons(refer: Refer) -> None:
    design, sample = refer("ancova", "partial")
    order = np.random.default_rng(1).permutation(len(design.y))
    turned = Design(design.y[order], design.x[order], design.names)
    one = wild(design, sample, draws=999, rng=np.random.default_rng(2))
    other = wild(turned, sample.only(order), draws=999, rng=np.random.default_rng(2))
    assert one == wild(design, sample, draws=999, rng=np.random.default_rng(2))
    assert other.p == one.p
    assert other.points.low == pytest.approx(one.points.low, rel=1e-8)


def test_webb_signs_have_the_moments_they_should() -> None:
    values = np.unique(columns(signs("webb", 999, 7, np.random.default_rng(1))))
    assert values == pytest.approx(np.r_[-np.sqrt([1.5, 1, 0.5]), np.sqrt([0.5, 1, 1.5])])
    assert [float((values**k).mean()) for k in (1, 2, 3)] == pytest.approx([0, 1, 0])


@pytest.mark.parametrize("clusters", [3, 20, 700, 5_000])
def test_draws_come_in_batches_that_sum_to_what_was_asked(clusters: int) -> None:
    found = [v.shape for v in signs("webb", 1_001, clusters, np.random.default_rng(1))]
    assert sum(stack * columns for stack, _, columns in found) == 1_001
    assert {groups for _, groups, _ in found} == {clusters}
    assert max(stack * groups * columns for stack, groups, columns in found) <= 300_000


def test_every_sign_vector_comes_once() -> None:
    found = columns(signs("rademacher", 9_999, 11, np.random.default_rng(1)))
    assert found.shape == (11, 2**11)
    assert len(np.unique(found, axis=1).T) == 2**11


def broken(code: str) -> tuple[Design, Sample]:
    design, sample = made(np.random.default_rng(6), groups=3, other=3, size=5)
    if code == "one-cluster":
        return design, replace(sample, cluster=np.where(sample.treated, 0, sample.cluster))
    if code == "too-few-persons":
        few = np.flatnonzero(np.arange(len(design.y)) % 5 == 0)[1:5]
        return Design(design.y[few], design.x[few], design.names), sample.only(few)
    flat = design.x @ np.array([1.0, 2.0, 0.5, 0.1])
    return Design(flat, design.x, design.names), sample


@pytest.mark.parametrize("code", ["one-cluster", "too-few-persons", "too-few-degrees-of-freedom"])
def test_bad_input_has_a_name(code: str) -> None:
    with pytest.raises(Problem) as caught:
        wild(*broken(code), draws=99, rng=np.random.default_rng(1))
    assert caught.value.code == code


def test_unknown_weights_are_refused(refer: Refer) -> None:
    with pytest.raises(NotSupported):
        wild(*refer("did", "both"), draws=99, rng=np.random.default_rng(1), weights="mammen")  # type: ignore[arg-type]


def rejections(studies: Iterator[tuple[Design, Sample]]) -> float:
    found = [
        wild(design, sample, draws=199, rng=np.random.default_rng(draw)).p
        for draw, (design, sample) in enumerate(studies)
    ]
    return float(np.mean(np.array(found) <= 0.05))


def test_under_the_null_it_rejects_one_in_twenty() -> None:
    """Twelve clusters a side, shared variance 0.2: 600 studies, so 5 % has a standard error of 0.9 points."""
    rng = np.random.default_rng(20260302)
    assert 0.03 <= rejections(made(rng, groups=12, other=12, size=6) for _ in range(600)) <= 0.07
