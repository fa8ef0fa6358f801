"""One door: what applies is there, what does not is absent, and nothing stops the rest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.core.effect.credibility.conftest import Study

from werkzaam.core.effect.credibility import credibility
from werkzaam.core.effect.estimate import estimate
from werkzaam.core.effect.result import Alternative, Credibility, Estimate, Interval, LeftOut
from werkzaam.core.effect.sample import Sample, analysed
from werkzaam.core.effect.weighting import weigh
from werkzaam.core.panel import Panel, build_panel
from werkzaam.core.plan.model import Method, Plan, Scale, Wave, Weighting


def panel_of(plan: Plan, sample: Sample) -> Panel:
    persons, values = [], []
    for place, treated in enumerate(sample.treated):
        person = f"p{place:04}"
        own = {name: float(column[place]) for name, column in sample.covariates.items()}
        cluster = f"c{sample.cluster[place]}" if treated else None
        persons.append(
            {"person": person, "arm": "programme" if treated else "control", "cluster": cluster, **own}
        )
        answers = {"t0": sample.baseline[place], "t1": sample.later[place]}
        values += [
            {"person": person, "wave": wave, "outcome": "score", "value": float(value)}
            for wave, value in answers.items()
            if not np.isnan(value)
        ]
    return build_panel(plan, persons, values)


def ask(plan: Plan, everybody: Sample, **given: object) -> Credibility:
    asked = replace(plan, covariates=("age",))
    estimand = asked.estimands[0]
    found = estimate(panel_of(asked, everybody), asked, estimand)
    sample = weigh(everybody, analysed(everybody, estimand.method), asked, estimand, estimand.method)
    rng = np.random.default_rng(1)
    return credibility(sample, everybody, asked, estimand, found, rng=rng, **given)  # type: ignore[arg-type]


def test_outside_a_lottery(study: Study, plan: Plan) -> None:
    found = ask(plan, study(1))
    assert found.estimand == "score-t1"
    assert found.alternative("imputed") is not None
    assert found.tipping is not None
    assert found.lee is not None
    assert found.trend is not None
    assert found.e_value is not None
    assert found.honest == ()
    assert found.gamma is None


def test_in_a_lottery_hidden_causes_and_trends_are_not_asked(study: Study, lottery: Plan) -> None:
    found = ask(lottery, study(1))
    assert found.alternative("imputed") is not None
    assert found.lee is not None
    assert (found.trend, found.e_value, found.honest) == (None, None, ())


def test_matched_people_have_a_gamma(study: Study, plan: Plan) -> None:
    sample = study(1)
    later = sample.later + 2 * sample.treated
    sample = replace(sample, later=later, history={"t0": sample.baseline, "t1": later})
    found = ask(replace(plan, weights=Weighting.NEAREST), sample)
    assert found.gamma is not None
    assert found.gamma > 1.5


def test_everybody_answered(study: Study, plan: Plan) -> None:
    sample = study(1)
    later = np.where(np.isnan(sample.later), 0.3 * sample.baseline, sample.later)
    sample = replace(sample, later=later, history={"t0": sample.baseline, "t1": later})
    found = ask(plan, sample)
    assert (found.alternatives, found.tipping, found.lee) == ((), None, None)
    assert found.trend is not None


def test_lees_bounds_lie_around_the_estimate(study: Study, lottery: Plan) -> None:
    """What Lee's bounds compare has the baseline taken off, as the estimate has."""
    sample = study(1, loss=0.1)
    keep = np.arange(120) % 3 > 0
    later = np.where(sample.treated | keep, sample.later, np.nan)
    sample = replace(sample, later=later, history={"t0": sample.baseline, "t1": later})
    asked = replace(lottery, covariates=("age",))
    found = ask(lottery, sample).lee
    points = estimate(panel_of(asked, sample), asked, asked.estimands[0]).points
    assert found is not None
    assert found.trimmed > 0.2
    assert found.low < points.value < found.high


def test_what_others_found_comes_first(study: Study, plan: Plan) -> None:
    other = Alternative("cr3", Interval(0, 0, 0), 1.0)
    without = LeftOut("1", 15, Interval(0, 0, 0))
    found = ask(plan, study(1), alternatives=(other,), left_out=(without,))
    assert [each.key for each in found.alternatives] == ["cr3", "imputed"]
    assert found.left_out == (without,)


def test_time_until_an_event_is_not_imputed(study: Study, plan: Plan) -> None:
    sample, estimand = study(1), plan.estimands[0]
    found = estimate(panel_of(replace(plan, covariates=("age",)), sample), plan, estimand)
    timed = replace(plan, outcomes=(replace(plan.outcomes[0], scale=Scale.TIME),))
    seen = credibility(sample, sample, timed, estimand, found, rng=np.random.default_rng(1))
    assert seen == Credibility("score-t1")


@pytest.mark.parametrize("method", [Method.ANCOVA, Method.DID, Method.DIFFERENCE])
def test_every_linear_method(method: Method, study: Study, plan: Plan) -> None:
    asked = replace(plan, estimands=(replace(plan.estimands[0], method=method),))
    found = ask(asked, study(1))
    assert found.alternative("imputed") is not None
    assert found.lee is not None
    assert found.lee.low <= found.lee.high


def nasty(seed: int) -> Sample:
    """Tiny or lopsided arms, a ceiling, everybody lost, copies, constants, one cluster or clusters on both sides."""
    rng = np.random.default_rng(seed)
    ours, theirs = rng.integers(1, 40, 2)
    n = int(ours + theirs)
    treated = np.arange(n) < ours
    baseline = np.round(rng.standard_normal(n), int(rng.integers(0, 8)))
    later = np.round(0.5 * baseline + rng.standard_normal(n), int(rng.integers(0, 8)))
    baseline = np.ones(n) if rng.random() < 0.1 else baseline
    later = np.ones(n) if rng.random() < 0.1 else later
    lost = np.where(treated, *rng.choice([0.0, 0.1, 0.4, 0.9, 1.0], 2))
    later = np.where(rng.random(n) < lost, np.nan, later)
    baseline = np.where(rng.random(n) < rng.choice([0.0, 0.1, 0.8, 1.0]), np.nan, baseline)
    cluster = rng.integers(0, rng.integers(1, 9), n) + np.where(treated, 0, rng.choice([0, 100]))
    age = np.where(rng.random(n) < rng.choice([0.0, 0.2, 1.0]), np.nan, rng.standard_normal(n))
    covariates = {"age": age, "copy": baseline.copy(), "same": np.ones(n)}
    before = np.where(rng.random(n) < 0.2, np.nan, rng.standard_normal(n))
    history = {"before": before, "t0": baseline, "t1": later}
    return Sample("programme", "control", treated, baseline, later, cluster, covariates, history)


@pytest.mark.parametrize("seed", range(80))
def test_whatever_comes_a_number_or_nothing(seed: int, plan: Plan) -> None:
    """No warning (they are errors), no other exception than a Problem, and no NaN that passes for an answer."""
    sample = nasty(seed)
    kinds = [Weighting.NONE, Weighting.ENTROPY, Weighting.NEAREST, Weighting.FULL]
    method = [Method.ANCOVA, Method.DID, Method.DIFFERENCE, Method.MMRM][seed % 4]
    earlier = Wave("before", -6, plan.waves[0].label)
    estimand = replace(plan.estimands[0], method=method)
    asked = replace(
        plan,
        waves=(earlier, *plan.waves),
        start="t0",
        weights=kinds[seed // 4 % 4],
        estimands=(estimand,),
    )
    some = Interval(0.3, 0.1, 0.5)
    whole = sample.only(analysed(sample, method))
    found = credibility(whole, sample, asked, estimand, an_estimate(some), rng=np.random.default_rng(seed))
    ends = [each.points for each in found.alternatives] + [each.interval for each in found.honest]
    ends += [found.lee.interval] if found.lee else []
    assert all(np.isfinite([each.value, each.low, each.high]).all() for each in ends)
    assert found.lee is None or found.lee.low <= found.lee.high + 1e-12


def an_estimate(points: Interval) -> Estimate:
    counts = {"programme": 10, "control": 10}
    return Estimate(
        key="score-t1",
        estimand="score-t1",
        outcome="score",
        wave="t1",
        method="ancova",
        points=points,
        standardised=points,
        sd=1.0,
        se=0.1,
        df=8.0,
        p=0.01,
        p_adjusted=0.01,
        level=0.95,
        n=counts,
        n_start=counts,
        clusters=counts,
        effective_n={"programme": 10.0, "control": 10.0},
        detectable=0.3,
        variance="HC2",
        citation="",
    )
