"""Who must resemble whom: the target of each kind of weights, with and without loss, in and outside a lottery."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werkzaam.core.effect.sample import Sample
from werkzaam.core.effect.weighting import weighed
from werkzaam.core.effect.weighting.weights import weigh
from werkzaam.core.plan.model import Method, Plan, Weighting
from werkzaam.problem import Problem

MEANS = 1e-10


def study_of(sample_of, seed: int, n: int = 120) -> tuple[Sample, np.ndarray]:
    """Arms that differ at the start, and a loss that depends on where people started."""
    rng = np.random.default_rng(seed)
    treated = np.arange(n) < n // 2
    baseline = rng.normal(size=n) - 0.4 * treated
    age = rng.integers(20, 60, n) + 3 * treated
    woman = rng.random(n) < 0.5
    stays = rng.random(n) < 0.75 + 0.1 * np.clip(baseline, -1, 1)
    return sample_of(treated, baseline, baseline + rng.normal(size=n), age=age, woman=woman), stays


def means(sample: Sample, arm: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    columns = (sample.baseline, *sample.covariates.values())
    return np.array([np.average(x[arm], weights=None if weights is None else weights[arm]) for x in columns])


def both_arms(found: Sample) -> tuple[np.ndarray, np.ndarray]:
    weights = found.weight
    return means(found, found.treated, weights), means(found, ~found.treated, weights)


@given(seed=st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_outside_a_lottery_both_arms_stand_for_the_programme_at_the_start(
    seed, sample_of, plan: Plan
) -> None:
    everybody, stays = study_of(sample_of, seed)
    found = weigh(everybody, stays, plan, plan.estimands[0], Method.ANCOVA)
    target = means(everybody, everybody.treated)
    for arm in both_arms(found):
        assert arm == pytest.approx(target, abs=MEANS * 100)
    assert (found.weights > 0).all()
    for arm in (found.treated, ~found.treated):
        assert found.weights[arm].mean() == pytest.approx(1)


def test_without_attrition_weights_the_programme_stands_for_itself(sample_of, weighing) -> None:
    everybody, stays = study_of(sample_of, 1)
    found = weighing(everybody, Weighting.ENTROPY, stays, attrition=False)
    assert found.weights[found.treated] == pytest.approx(1, abs=1e-12)
    ours, theirs = both_arms(found)
    assert theirs == pytest.approx(ours, abs=1e-8)
    assert ours == pytest.approx(means(everybody, everybody.treated & stays))


@pytest.mark.parametrize("kind", [Weighting.ENTROPY, Weighting.NONE, None])
def test_in_a_lottery_both_arms_stand_for_everybody(sample_of, weighing, kind) -> None:
    everybody, stays = study_of(sample_of, 2)
    found = weighing(everybody, kind, stays, lottery=True)
    for arm in both_arms(found):
        assert arm == pytest.approx(means(everybody, np.ones(120, dtype=bool)), abs=1e-8)


def test_no_weights_chosen_outside_a_lottery_only_make_up_for_loss(sample_of, weighing) -> None:
    everybody, stays = study_of(sample_of, 3)
    ours, theirs = both_arms(weighing(everybody, Weighting.NONE, stays))
    assert ours == pytest.approx(means(everybody, everybody.treated), abs=1e-8)
    assert theirs == pytest.approx(means(everybody, ~everybody.treated), abs=1e-8)


def test_nothing_to_weigh_gives_no_weights(sample_of, weighing) -> None:
    everybody, stays = study_of(sample_of, 4)
    assert weighing(everybody, Weighting.NONE, lottery=True).weights is None  # nobody lost
    assert weighing(everybody, Weighting.NONE, stays, attrition=False).weights is None
    assert weighing(everybody, Weighting.NONE, stays, method=Method.DIFFERENCE).weights is None
    nobody = stays & everybody.treated
    assert weighing(everybody, Weighting.ENTROPY, nobody).weights is None  # an empty arm is refused later


def test_propensity_weights_are_the_odds(sample_of, weighing) -> None:
    """With one trait the odds are those of a table: 3 to 1 among those with it, 1 to 2 among those without."""
    treated = np.repeat([1, 0, 1, 0], [6, 2, 5, 10])
    trait = np.repeat([1, 1, 0, 0], [6, 2, 5, 10])
    found = weighing(sample_of(treated, trait), Weighting.PROPENSITY)
    theirs = ~found.treated
    odds = np.where(found.baseline[theirs] == 1, 3.0, 0.5)
    assert found.weights[theirs] == pytest.approx(odds / odds.mean())
    assert found.weights[found.treated] == pytest.approx(1)


def test_overlap_weights_balance_means_exactly(sample_of, weighing) -> None:
    """Li, Morgan & Zaslavsky (2018), theorem 3, also after loss."""
    everybody, stays = study_of(sample_of, 5)
    for keep in (None, stays):
        ours, theirs = both_arms(weighing(everybody, Weighting.OVERLAP, keep))
        assert ours == pytest.approx(theirs, abs=1e-8)


def test_propensity_weights_after_loss_stand_for_the_start(sample_of, weighing) -> None:
    everybody, stays = study_of(sample_of, 6)
    start, found = weighing(everybody, Weighting.PROPENSITY), weighing(everybody, Weighting.PROPENSITY, stays)
    for before, after in zip(both_arms(start), both_arms(found), strict=True):
        assert after == pytest.approx(before, abs=1e-8)


def test_who_is_matched_with_the_lost_speaks_for_them_too(sample_of, weighing) -> None:
    """Half of the weary were lost: those who stayed, and their match, count double."""
    treated = np.repeat([1, 1, 0, 0], [4, 4, 4, 4])
    weary = np.repeat([1, 0, 1, 0], 4)
    stays = np.r_[1, 1, 0, 0, np.ones(12)].astype(bool)
    found = weighing(sample_of(treated, weary), Weighting.EXACT, stays)
    assert [
        np.average(found.baseline[a], weights=found.weight[a]) for a in (found.treated, ~found.treated)
    ] == (pytest.approx([0.5, 0.5]))
    assert found.weights[found.treated & (found.baseline == 1)] == pytest.approx(1.5)


@pytest.mark.parametrize("kind", [each for each in Weighting if each is not Weighting.EXACT])
@given(seed=st.integers(0, 500))
@settings(max_examples=8, deadline=None)
def test_the_order_of_persons_does_not_matter(kind, seed, sample_of, plan: Plan) -> None:
    """Where no two people are equally near."""
    everybody, stays = study_of(sample_of, seed)
    order = np.random.default_rng(seed).permutation(120)
    asked = one_of(plan, kind)
    found = weigh(everybody, stays, asked, asked.estimands[0], Method.ANCOVA)
    other = weigh(everybody.only(order), stays[order], asked, asked.estimands[0], Method.ANCOVA)
    # `later` tells persons apart
    assert np.sort(other.later) == pytest.approx(np.sort(found.later))
    assert other.weights[np.argsort(other.later)] == pytest.approx(
        found.weights[np.argsort(found.later)], abs=1e-7
    )


@pytest.mark.parametrize(
    "kind", [Weighting.ENTROPY, Weighting.PROPENSITY, Weighting.OVERLAP, Weighting.NEAREST, Weighting.FULL]
)
@given(seed=st.integers(0, 500), scale=st.floats(0.01, 1000), shift=st.floats(-1000, 1000))
@settings(max_examples=8, deadline=None)
def test_units_do_not_matter(kind, seed, scale, shift, sample_of, plan: Plan) -> None:
    everybody, stays = study_of(sample_of, seed)
    covariates = {name: scale * values + shift for name, values in everybody.covariates.items()}
    moved = sample_of(everybody.treated, -everybody.baseline / 7, everybody.later, **covariates)
    asked = one_of(plan, kind)
    found = weigh(everybody, stays, asked, asked.estimands[0], Method.ANCOVA)
    other = weigh(moved, stays, asked, asked.estimands[0], Method.ANCOVA)
    assert other.weights == pytest.approx(found.weights, abs=1e-6)


def one_of(plan: Plan, kind: Weighting) -> Plan:
    return replace(plan, weights=kind)


def test_a_missing_characteristic_counts_as_one(sample_of, weighing) -> None:
    """Who did not tell their age is balanced as such; the mean put in its place does not matter."""
    everybody, stays = study_of(sample_of, 7)
    unknown = np.random.default_rng(7).random(120) < 0.2
    age = np.where(unknown, np.nan, everybody.covariates["age"])
    found = weighing(
        sample_of(everybody.treated, everybody.baseline, everybody.later, age=age), Weighting.ENTROPY, stays
    )
    arms, target = (found.treated, ~found.treated), everybody.treated
    for arm in arms:
        share = np.average(np.isnan(found.covariates["age"][arm]), weights=found.weights[arm])
        assert share == pytest.approx(unknown[target].mean(), abs=1e-8)
        known = arm & ~np.isnan(found.covariates["age"])
        mean = np.average(found.covariates["age"][known], weights=found.weights[known])
        assert mean == pytest.approx(np.nanmean(age[target]), abs=1e-6)


def test_the_lost_of_whom_nothing_is_known_have_no_say(sample_of, weighing) -> None:
    everybody, stays = study_of(sample_of, 8)
    start = np.where(stays | (np.arange(120) % 2 == 0), everybody.baseline, np.nan)
    people = sample_of(everybody.treated, start, everybody.later)
    found = weighing(people, Weighting.ENTROPY, stays)
    for arm in (found.treated, ~found.treated):
        mean = np.average(found.baseline[arm], weights=found.weights[arm])
        assert mean == pytest.approx(np.nanmean(start[everybody.treated]), abs=1e-9)


def test_arms_too_far_apart_are_refused(sample_of, weighing) -> None:
    rng = np.random.default_rng(9)
    treated = np.arange(60) < 30
    everybody = sample_of(treated, rng.normal(size=60) + 8 * treated)
    with pytest.raises(Problem) as refused:
        weighing(everybody, Weighting.ENTROPY)
    assert refused.value.code == "no-balance"
    with pytest.raises(Problem) as refused:
        weighing(everybody, Weighting.PROPENSITY)
    assert refused.value.code == "separation"


def test_a_weight_that_explodes_is_shown(sample_of, weighing, plan: Plan) -> None:
    """One person of the comparison resembles the programme: the effective number says so."""
    treated = np.arange(40) < 20
    baseline = np.r_[np.linspace(4, 6, 20), np.linspace(-2, 0, 19), 5.5]
    found = weighing(sample_of(treated, baseline), Weighting.ENTROPY)
    account = weighed(found, plan, plan.estimands[0])
    assert account is not None
    assert account.heaviest["control"] > 0.5
    assert account.effective_n["control"] < 2
    assert account.n == {"programme": 20, "control": 20}
    assert account.effective_n["programme"] == pytest.approx(20)


def test_the_account_of_weights(sample_of, weighing, plan: Plan) -> None:
    everybody, stays = study_of(sample_of, 10)
    found = weighing(everybody, Weighting.ENTROPY, stays)
    account = weighed(found, plan, plan.estimands[0])
    assert account is not None
    assert (account.estimand, account.weighting) == ("score-t1", "entropy")
    least, _, _, _, most = account.quantiles["programme"]
    assert (least, most) == (found.weights[found.treated].min(), found.weights[found.treated].max())
    plain = everybody.only(stays)
    assert weighed(plain, plan, plan.estimands[0]) is None
