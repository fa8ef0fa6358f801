"""What cannot be answered gets a named problem, never a number that looks fine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from werkzaam.core.effect.estimators import answer_by
from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method, Scale
from werkzaam.problem import Problem

from .conftest import Study, Take


def code(sample: Sample, scale: Scale, method: Method = Method.MODEL) -> str:
    with pytest.raises(Problem) as caught:
        answer_by(method, sample, sample, scale, 0.05)
    assert caught.value.message.endswith(".")
    return caught.value.code


EVERY = [(Method.MODEL, scale) for scale in Scale if scale is not Scale.TIME]
EVERY += [(Method.DOUBLY_ROBUST, Scale.SCALE), (Method.MMRM, Scale.SCALE)]


@pytest.mark.parametrize(("method", "scale"), EVERY)
def test_arms_that_are_too_small(take: Take, method: Method, scale: Scale) -> None:
    sample = take("binary", ())
    place = np.arange(120)
    assert code(sample.only(place >= 60), scale, method) == "empty-arm"
    assert code(sample.only(place >= 59), scale, method) == "one-person-arm"
    assert code(replace(sample, cluster=np.where(place < 60, 0, place)), scale, method) == "one-cluster"


@pytest.mark.parametrize(("method", "scale"), EVERY)
def test_an_outcome_at_its_ceiling(take: Take, method: Method, scale: Scale) -> None:
    assert code(replace(take("binary"), later=np.ones(120)), scale, method) == "constant-outcome"


@pytest.mark.parametrize("method", [Method.MODEL, Method.DOUBLY_ROBUST])
def test_each_arm_at_its_own_ceiling(take: Take, method: Method) -> None:
    sample = take("binary")
    assert (
        code(replace(sample, later=sample.treated * 1.0), Scale.SCALE, method) == "too-few-degrees-of-freedom"
    )


def test_answers_of_another_kind(take: Take) -> None:
    assert code(take("count"), Scale.BINARY) == "not-binary"
    assert code(replace(take("count"), later=take("count").later - 1), Scale.COUNT) == "negative-count"


def test_nothing_counted_in_an_arm(take: Take) -> None:
    sample = take("count")
    assert code(replace(sample, later=sample.later * sample.treated), Scale.COUNT) == "no-events"


def test_nothing_counted_for_a_kind_of_person(take: Take, study: Study) -> None:
    sample = take("count")
    empty = sample.treated & (study["woman"] > 0)
    assert code(replace(sample, later=np.where(empty, 0, sample.later)), Scale.COUNT) == "separation"


def separated(study: Study) -> list[Floats]:
    treated, answers = study["treated"] > 0, study["ladder"]
    return [
        np.where(treated, 5, answers),  # at the top of the ladder
        np.where(treated, np.maximum(answers, 3), np.minimum(answers, 3)),  # wholly above
        np.where(study["woman"] > 0, np.maximum(answers, 3), np.minimum(answers, 2)),  # a kind of person
    ]


@pytest.mark.parametrize("case", range(3))
def test_ladders_that_do_not_overlap(take: Take, study: Study, case: int) -> None:
    sample = replace(take("ladder"), later=separated(study)[case].astype(float))
    assert code(sample, Scale.ORDINAL) == "separation"


def test_both_arms_separated_still_have_firths_answer(take: Take, study: Study) -> None:
    """Perfect separation by the arm: a difference near one, with an interval that is not empty."""
    sample = replace(take("binary"), later=study["treated"])
    found = answer_by(Method.MODEL, sample, sample, Scale.BINARY, 0.05)
    assert found.diagnostics["separated"] == 1
    assert 0.8 < found.value < 1
    assert 0.01 < found.se < 0.1


def test_combinations_without_an_answer(take: Take) -> None:
    sample = take("months", event=True)
    assert code(sample, Scale.TIME, Method.MMRM) == "not-supported"
    assert code(sample, Scale.TIME, Method.DOUBLY_ROBUST) == "not-supported"
    assert code(take("count"), Scale.SCALE, Method.DID) == "not-supported"


def test_covariates_that_cannot_be_used_are_left_out(take: Take) -> None:
    sample = take("binary")
    covariates = {**sample.covariates, "constant": np.ones(120), "copy": sample.covariates["age"]}
    plain = answer_by(Method.MODEL, sample, sample, Scale.BINARY, 0.05)
    more = replace(sample, covariates=covariates)
    for method in (Method.MODEL, Method.DOUBLY_ROBUST):
        plain = answer_by(method, sample, sample, Scale.BINARY, 0.05)
        found = answer_by(method, more, more, Scale.BINARY, 0.05)
        assert (found.value, found.se) == pytest.approx((plain.value, plain.se), rel=1e-8)


def test_missing_covariates_and_baselines_do_not_stop_the_door(take: Take, study: Study) -> None:
    rng = np.random.default_rng(6)
    whole = take("wave3")
    age = np.where(rng.random(120) < 0.2, np.nan, study["age"])
    baseline = np.where(rng.random(120) < 0.1, np.nan, whole.baseline)
    whole = replace(whole, covariates={"age": age, "unknown": np.full(120, np.nan)}, baseline=baseline)
    whole = replace(whole, history={**whole.history, "t0": baseline})
    sample = whole.only(~np.isnan(whole.later) & ~np.isnan(baseline))
    for method in (Method.MODEL, Method.DOUBLY_ROBUST, Method.MMRM):
        assert np.isfinite(answer_by(method, sample, whole, Scale.SCALE, 0.05).se)


@pytest.mark.parametrize("method", [Method.MODEL, Method.DOUBLY_ROBUST, Method.MMRM])
def test_the_order_of_persons_does_not_matter(take: Take, method: Method) -> None:
    whole = take("wave3", cluster="coach")
    order = np.random.default_rng(9).permutation(120)
    turned = whole.only(order)
    pair = [
        answer_by(method, each.only(~np.isnan(each.later)), each, Scale.SCALE, 0.05)
        for each in (whole, turned)
    ]
    assert (pair[0].value, pair[0].se, pair[0].df) == pytest.approx(
        (pair[1].value, pair[1].se, pair[1].df), rel=1e-8
    )
