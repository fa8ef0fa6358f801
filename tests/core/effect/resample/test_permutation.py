"""The permutation test against loops over every way the lot might have fallen, and against R's coin."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from werkzaam.core.effect.design import Design, build_design
from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.resample import permute
from werkzaam.core.effect.resample.lots import Lot, allocations
from werkzaam.core.effect.result import Alternative
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.kinds import Design as Kind
from werkzaam.core.plan.model import Allocation, Method, Plan, Unit
from werkzaam.problem import Problem

from .conftest import Refer, made, read

MANY = 200_000


@pytest.fixture
def lottery(plan: Plan) -> Plan:
    return replace(plan, design=Kind.RANDOMISED, allocation=Allocation(lot=True))


def by_cluster(plan: Plan, **more: Any) -> Plan:
    return replace(plan, allocation=Allocation(lot=True, unit=Unit.CLUSTER, **more))


def few(pilot: list[dict[str, float]], change: bool = False) -> tuple[Design, Sample]:
    """The persons of the reference, their outcomes in whole thousandths as R had them."""
    rows = [*pilot[:8], *pilot[45:54]]
    column = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    score = (column["outcome"] - (column["baseline"] if change else 0)) * 1000
    sample = Sample(
        "programme",
        "control",
        column["treated"] == 1,
        column["baseline"],
        score.round(),
        np.arange(len(rows)),
        {"woman": column["woman"]},
    )
    return build_design(sample, Method.DIFFERENCE), sample


def ask(
    study: tuple[Design, Sample], plan: Plan, draws: int = MANY, seed: int = 1, **more: Any
) -> Alternative:
    return permute(*study, plan, draws=draws, rng=np.random.default_rng(seed), **more)


def left(values: Floats, columns: Floats, weight: Floats) -> Floats:
    root = np.sqrt(weight)
    return values - columns @ np.linalg.lstsq(columns * root[:, None], values * root, rcond=None)[0]


def statistic(e: Floats, treated: Floats, unit: Floats, w: Floats) -> tuple[float, float]:
    """The difference in weighted means of the arms and its robust standard error, units summed in loops."""
    means, variance = [], 0.0
    for side in (treated, ~treated):
        mean = np.average(e[side], weights=w[side])
        sums = [
            (w[side & (unit == each)] * (e[side & (unit == each)] - mean)).sum() for each in set(unit[side])
        ]
        variance += len(sums) / (len(sums) - 1) * sum(s**2 for s in sums) / w[side].sum() ** 2
        means.append(mean)
    return means[0] - means[1], math.sqrt(variance)


def naive(
    sample: Sample, y: Floats, columns: Floats, unit: Floats, strata: Floats, null: float
) -> tuple[float, float]:
    """The studentised and the raw p-value of `null`, over every allocation within strata."""
    w = sample.weight
    e = left(y - null * sample.treated, columns, w)
    asked = statistic(e, sample.treated, unit, w)
    found = [statistic(e, row, unit, w) for row in every(sample.treated, unit, strata)]
    near = 1 - 1e-9
    studentised = np.mean([abs(d / s) >= abs(asked[0] / asked[1]) * near for d, s in found])
    raw = np.mean([abs(d) >= abs(asked[0]) * near for d, _ in found])
    return float(studentised), float(raw)


def every(treated: Floats, unit: Floats, strata: Floats) -> list[Floats]:
    rows = [np.zeros(len(treated), dtype=bool)]
    for stratum in np.unique(strata):
        here = np.unique(unit[strata == stratum])
        count = len(np.unique(unit[(strata == stratum) & treated]))
        rows = [row | np.isin(unit, chosen) for row in rows for chosen in combinations(here, count)]
    return rows


@pytest.mark.parametrize("row", read("coin.csv"), ids=lambda row: row["test"])
def test_without_studentising_it_is_coins_exact_test(
    row: dict[str, str], pilot: list[dict[str, float]], lottery: Plan
) -> None:
    study = few(pilot, change=row["test"] == "change")
    strata = "woman" if row["test"].endswith("block") else None
    found = ask(study, replace(lottery, allocation=Allocation(lot=True, strata=strata)))
    assert found.diagnostics["enumerated"] == 1
    assert found.diagnostics["p_raw"] == pytest.approx(float(row["p"]), rel=1e-12)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("null", [0.0, 2.0])
def test_persons_within_strata_with_covariates(
    refer: Refer, lottery: Plan, weighted: bool, null: float
) -> None:
    design, sample = refer("ancova", "alone", weighted=weighted, rows=slice(38, 54))
    columns = np.column_stack([np.ones(16), sample.baseline, sample.covariates["age"]])
    woman = sample.covariates["woman"]
    shifted = Design(design.y - null * sample.treated, design.x, design.names)
    found = ask((shifted, sample), replace(lottery, allocation=Allocation(lot=True, strata="woman")))
    expected = naive(sample, design.y, np.column_stack([columns, woman]), np.arange(16), woman, null)
    assert (found.p, found.diagnostics["p_raw"]) == pytest.approx(expected, abs=1e-12)


def test_whole_clusters_of_several_sizes(lottery: Plan) -> None:
    design, sample = made(np.random.default_rng(3), groups=4, other=5, size=6)
    keep = np.random.default_rng(4).random(len(design.y)) < 0.7
    sample = sample.only(keep)
    design = build_design(sample, Method.ANCOVA)
    columns = np.column_stack([np.ones(len(design.y)), sample.baseline])
    found = ask((design, sample), by_cluster(lottery))
    same = np.zeros(len(design.y))
    expected = naive(sample, design.y, columns, sample.cluster, same, 0.0)
    assert (found.p, found.diagnostics["p_raw"]) == pytest.approx(expected, abs=1e-12)
    assert found.diagnostics["draws"] == math.comb(9, 4)
    assert found.diagnostics["units"] == 9


def test_the_point_is_least_squares_on_arm_and_covariates(refer: Refer, lottery: Plan) -> None:
    design, sample = refer("ancova", "alone", weighted=True)
    plain = [place for place, name in enumerate(design.names) if not name.startswith("arm:")]
    root = np.sqrt(sample.weight)
    expected = np.linalg.lstsq(design.x[:, plain] * root[:, None], design.y * root, rcond=None)[0][1]
    assert ask((design, sample), lottery, draws=99).points.value == pytest.approx(expected, rel=1e-10)


def test_the_interval_holds_the_shifts_that_are_not_rejected(
    pilot: list[dict[str, float]], lottery: Plan
) -> None:
    design, sample = few(pilot)
    found = ask((design, sample), lottery, alpha=0.1).points
    hair = 1e-6 * (found.high - found.low)

    def p(null: float) -> float:
        return ask((Design(design.y - null * sample.treated, design.x, design.names), sample), lottery).p

    for end, outward in ((found.low, -1), (found.high, 1)):
        assert p(end - outward * hair) > 0.1
        assert p(end + outward * hair) <= 0.1


def test_random_lots_come_near_to_all_lots(pilot: list[dict[str, float]], lottery: Plan) -> None:
    """19,999 of 24,310: the standard error of p is at most 0.0035."""
    study = few(pilot)
    every, some = ask(study, lottery), ask(study, lottery, draws=19_999)
    assert some.diagnostics["enumerated"] == 0
    assert some.p == pytest.approx(every.p, abs=0.014)


def test_random_lots_keep_the_arms_of_every_stratum() -> None:
    lot = Lot(np.arange(40) % 3 == 0, np.repeat([0, 1, 2, 3], [12, 12, 12, 4]))
    rows = np.vstack([row for stack in allocations(lot, 500, np.random.default_rng(1)) for row in stack])
    assert rows.shape == (500, 40)
    for stratum in range(4):
        here = lot.stratum == stratum
        assert (rows[:, here].sum(axis=1) == lot.treated[here].sum()).all()
    assert len(np.unique(rows, axis=0)) == 500
    assert rows.mean(axis=0)[:12] == pytest.approx(np.full(12, 1 / 3), abs=0.1)


def test_few_treated_clusters_say_what_p_can_be_at_least(lottery: Plan) -> None:
    study = made(np.random.default_rng(3), groups=3, other=9, size=6, effect=20.0)
    found = ask(study, by_cluster(lottery))
    assert found.diagnostics["smallest_p"] == 1 / math.comb(12, 3)
    assert found.p == found.diagnostics["smallest_p"]
    assert found.diagnostics["treated_units"] == 3
    even = ask(made(np.random.default_rng(3), groups=2, other=2, size=6, effect=20.0), by_cluster(lottery))
    assert even.diagnostics["smallest_p"] == 2 / 6
    assert math.isinf(even.points.high)


def test_groups_that_the_lot_did_not_know_are_counted(refer: Refer, lottery: Plan) -> None:
    study = refer("did", "partial")
    assert ask(study, lottery, draws=99).diagnostics["shared_clusters"] == 4
    assert ask(refer("did", "both"), by_cluster(lottery), draws=99).diagnostics["shared_clusters"] == 0


def test_an_unknown_stratum_is_a_stratum(lottery: Plan) -> None:
    design, sample = made(np.random.default_rng(3), groups=6, other=6, size=1)
    hidden = replace(sample, covariates={"area": np.tile([1.0, 2.0, np.nan], 4)})
    shown = replace(sample, covariates={"area": np.tile([1.0, 2.0, 3.0], 4)})
    asked = replace(lottery, allocation=Allocation(lot=True, strata="area"))
    assert ask((design, hidden), asked) == ask((design, shown), asked)


def refused(code: str, plan: Plan) -> tuple[tuple[Design, Sample], Plan]:
    design, sample = made(np.random.default_rng(3), groups=4, other=4, size=4)
    area = np.tile([0.0, 1.0], 16)
    strata = replace(sample, covariates={"area": area, "arm": sample.treated.astype(float)})
    flat = Design(design.x @ np.array([1.0, 2.0, 0.5, 0.0]), design.x, design.names)
    return {
        "no-lottery": ((design, sample), replace(plan, design=Kind.MATCHED, allocation=Allocation())),
        "split-unit": ((design, replace(sample, cluster=np.arange(32) % 4)), by_cluster(plan)),
        "split-stratum": ((design, strata), by_cluster(plan, strata="area")),
        "one-cluster": ((design, replace(sample, cluster=sample.treated * 1)), by_cluster(plan)),
        "nothing-to-permute": ((design, strata), by_cluster(plan, strata="arm")),
        "too-few-degrees-of-freedom": ((flat, sample), plan),
    }[code]


@pytest.mark.parametrize(
    "code",
    [
        "no-lottery",
        "split-unit",
        "split-stratum",
        "one-cluster",
        "nothing-to-permute",
        "too-few-degrees-of-freedom",
    ],
)
def test_bad_input_has_a_name(code: str, lottery: Plan) -> None:
    study, plan = refused(code, lottery)
    with pytest.raises(Problem) as caught:
        ask(study, plan, draws=99)
    assert caught.value.code == code


def test_when_only_the_spread_differs_it_rejects_one_in_twenty(lottery: Plan) -> None:
    """12 persons with much spread and 36 with little, the same mean: the raw test is far off, this one is not.

    400 studies: 5 % has a standard error of 1.1 points.
    """
    rng = np.random.default_rng(12)
    treated = np.arange(48) < 12
    found = []
    for draw in range(400):
        later = rng.normal(scale=np.where(treated, 3.0, 1.0))
        sample = Sample("programme", "control", treated, later, later, np.arange(48), {})
        answer = ask((build_design(sample, Method.DIFFERENCE), sample), lottery, draws=199, seed=draw)
        found.append((answer.p, answer.diagnostics["p_raw"]))
    studentised, raw = (np.array(found) <= 0.05).mean(axis=0)
    assert 0.02 <= studentised <= 0.085
    assert raw > 0.15
