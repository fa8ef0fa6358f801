"""What must change nothing: order, blocks, units of measurement; and what must be refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.core.effect.register.conftest import Make
from tests.core.effect.register.test_against_did import told

from werkzaam.core.effect.register import (
    Base,
    Control,
    Method,
    RegisterProblem,
    RollOut,
    Staggered,
    Wide,
    before_start,
    estimate_rollout,
)
from werkzaam.problem import NotSupported

SPECS = [Staggered(), Staggered(Method.WEIGHTING, Control.NOT_YET, Base.UNIVERSAL, 0, True)]


def same(one: RollOut, other: RollOut, within: float) -> None:
    for key, effect in told(one).items():
        assert told(other)[key].value == pytest.approx(effect.value, rel=within, abs=within)
        assert told(other)[key].se == pytest.approx(effect.se, rel=within, nan_ok=True)


@pytest.mark.parametrize("spec", SPECS)
def test_order_and_blocks(long: pd.DataFrame, make: Make, wide: Wide, spec: Staggered) -> None:
    shuffled = long.assign(
        id=long["id"].map(dict(zip(range(1, 1501), np.random.default_rng(4).permutation(1500), strict=True)))
    )
    same(estimate_rollout(wide, spec), estimate_rollout(make(shuffled, blocks=7), spec), 1e-10)


@pytest.mark.parametrize("spec", SPECS)
@pytest.mark.parametrize("change", [lambda x: x + 1e6, lambda x: x * 1e-6])
def test_units_of_covariates(
    long: pd.DataFrame, make: Make, wide: Wide, spec: Staggered, change: object
) -> None:
    moved = long.assign(x1=change(long["x1"]))  # type: ignore[operator]
    same(estimate_rollout(wide, spec), estimate_rollout(make(moved), spec), 1e-9)


def test_a_weight_of_two_is_the_person_twice(long: pd.DataFrame, make: Make, wide: Wide) -> None:
    """The estimates; standard errors know that it is one person."""
    twice = pd.concat([long, long[long["id"] <= 300].assign(id=lambda rows: rows["id"] + 10_000)])
    (block,) = wide.read()
    weight = np.where(np.arange(1, 1501) <= 300, 2.0, 1.0)
    weighed = replace(wide, source=lambda _: iter([replace(block, weight=weight)]))
    one, other = estimate_rollout(make(twice), Staggered()), estimate_rollout(weighed, Staggered())
    for key, effect in told(one).items():
        assert told(other)[key].value == pytest.approx(effect.value, rel=1e-9, abs=1e-12)


def test_nobody_never_treated(long: pd.DataFrame, make: Make) -> None:
    """The last cohort is the comparison until it starts itself."""
    treated = long[long["g"] > 0]
    found = estimate_rollout(make(treated), Staggered(control=Control.NOT_YET))
    assert {cell.g for cell in found.cells} == {3, 5}
    assert max(cell.t for cell in found.cells) == 6
    with_last_as_never = treated.assign(g=treated["g"].replace(7, 0)).query("t < 7")
    same(estimate_rollout(make(with_last_as_never), Staggered(control=Control.NOT_YET)), found, 1e-12)


def test_nothing_to_compare_with(long: pd.DataFrame, make: Make) -> None:
    with pytest.raises(NotSupported):
        estimate_rollout(make(long[long["g"] == 3]), Staggered())
    with pytest.raises(NotSupported):
        estimate_rollout(make(long[long["g"] == 0]), Staggered())


def test_separation_is_named(long: pd.DataFrame, make: Make) -> None:
    apart = long.assign(x1=long["x1"] + 100 * (long["g"] == 5))
    with pytest.raises(RegisterProblem, match="cohort 5") as caught:
        estimate_rollout(make(apart), Staggered())
    assert caught.value.code == "register-separation"


def test_covariates_that_depend_on_each_other(long: pd.DataFrame, make: Make) -> None:
    with pytest.raises(RegisterProblem) as caught:
        estimate_rollout(make(long.assign(x2=3 * long["x1"])), Staggered(Method.REGRESSION))
    assert caught.value.code == "register-controls"


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_values_that_are_no_numbers(long: pd.DataFrame, make: Make, value: float) -> None:
    broken = long.assign(y=np.where((long["id"] == 9) & (long["t"] == 4), value, long["y"]))
    with pytest.raises(RegisterProblem) as caught:
        estimate_rollout(make(broken), Staggered())
    assert caught.value.code == "register-not-finite"


def test_a_cohort_of_one_is_estimated_without_pretending(long: pd.DataFrame, make: Make) -> None:
    """One person has no spread of its own: regression still answers, and says how many there are."""
    single = long.assign(g=np.where(long["id"] == 3, 6, np.where(long["g"] == 5, 0, long["g"])))
    found = estimate_rollout(make(single), Staggered(Method.REGRESSION))
    assert found.persons[6] == 1


def test_before_the_start_equals_its_own_algebra(wide: Wide) -> None:
    found = estimate_rollout(wide, Staggered())
    among = [index for index, cell in enumerate(found.cells) if cell.t < cell.g]
    values = np.array([found.effects[index].value for index in among])
    inverse = np.linalg.inv(found.influence.covariance[np.ix_(among, among)])
    assert before_start(found).statistic == pytest.approx(values @ inverse @ values, rel=1e-9)
    assert before_start(found).df == len(among) == 9
