"""Multiple imputation against R's mice, and the pieces it is made of against plain ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.core.effect.credibility.conftest import Study, read

from werkzaam.core.effect.credibility.bayes import draw_missing
from werkzaam.core.effect.credibility.impute import impute
from werkzaam.core.effect.credibility.imputed import analyse_imputed, imputed
from werkzaam.core.effect.credibility.many import arm_contrast, honest_df
from werkzaam.core.effect.credibility.rubin import pool
from werkzaam.core.effect.design import build_design
from werkzaam.core.effect.regression import contrast, fit
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Design, Estimand, Method, Plan, Weighting
from werkzaam.problem import Problem

MONTE_CARLO = 4
"""Both sides draw: their difference may be this many of its standard errors."""


def reference_study(*waves: str) -> Sample:
    rows = read("imputation.csv")
    column = {
        name: np.array([float(row[name]) if row[name] else np.nan for row in rows])
        for name in ("treated", "start", "age", "later", "after")
    }
    history = {"t0": column["start"], "t1": column["later"], "t2": column["after"]}
    return Sample(
        programme="programme",
        comparison="control",
        treated=column["treated"] == 1,
        baseline=column["start"],
        later=column["later"],
        cluster=np.arange(len(rows)),
        covariates={"age": column["age"]},
        history={wave: history[wave] for wave in ("t0", "t1", *waves)},
    )


@pytest.mark.parametrize(("name", "waves"), [("nested", ()), ("chained", ("t2",))])
def test_as_mice(name: str, waves: tuple[str, ...], lottery: Plan) -> None:
    """Same estimate, within and between variance as mice (norm, by arm, HC2), within Monte-Carlo error."""
    theirs = next(row for row in read("imputation_pooled.csv") if row["name"] == name)
    m = int(theirs["m"])
    asked = replace(lottery, imputations=m)
    answers = analyse_imputed(reference_study(*waves), asked, asked.estimands[0], np.random.default_rng(5))
    between = float(theirs["between"])
    assert answers.values.mean() == pytest.approx(
        float(theirs["value"]), abs=MONTE_CARLO * np.sqrt(2 * between / m)
    )
    assert answers.values.var(ddof=1) == pytest.approx(between, rel=MONTE_CARLO * np.sqrt(4 / m))
    assert answers.squares[0].sum(axis=1).mean() == pytest.approx(float(theirs["within"]), rel=0.02)
    assert answers.pooled().contrast.se == pytest.approx(float(theirs["se"]), rel=0.03)


@pytest.mark.parametrize("row", read("barnard_rubin.csv"))
def test_rubins_rules_as_mice_pools(row: dict[str, str]) -> None:
    values, variances = (np.array(row[name].split(), dtype=float) for name in ("q", "u"))
    found = pool(values, variances, float(row["complete"]))
    assert found.contrast.value == pytest.approx(float(row["qbar"]), rel=1e-10, abs=1e-14)
    assert found.contrast.se**2 == pytest.approx(float(row["t"]), rel=1e-12)
    assert found.contrast.df == pytest.approx(float(row["df"]), rel=1e-10)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("both_sides", [False, True])
def test_many_responses_as_one_by_one(weighted: bool, both_sides: bool, study: Study) -> None:
    """Value, standard error and df of each row are those of the ordinary regression."""
    whole = study(3)
    sample = whole.only(~np.isnan(whole.later))
    rng = np.random.default_rng(1)
    cluster = np.arange(len(sample.later)) % 9 if both_sides else sample.cluster
    weights = rng.random(len(sample.later)) + 0.5 if weighted else None
    x = build_design(sample, Method.ANCOVA).x
    y = rng.standard_normal((5, len(x)))
    seen = arm_contrast(x[None], cluster, weights, sample.treated)
    variances = seen.variances(seen.scores(y))
    for place, response in enumerate(y):
        alone = contrast(fit(response, x, cluster, weights), np.eye(x.shape[1])[1], sample.treated)
        assert seen.values(y)[place] == pytest.approx(alone.value, rel=1e-11)
        assert variances[place].sum() ** 0.5 == pytest.approx(alone.se, rel=1e-11)
        assert honest_df(variances[place : place + 1], seen.freedom)[0] == pytest.approx(alone.df, rel=1e-10)


def test_designs_that_differ_as_one_by_one(study: Study, lottery: Plan) -> None:
    """With baselines missing too, each imputation's own regression gives the same as all at once."""
    sample = study(4)
    baseline = np.where(np.arange(120) % 9 == 0, np.nan, sample.baseline)
    sample = replace(sample, baseline=baseline, history={"t0": baseline, "t1": sample.later})
    asked = replace(lottery, imputations=3)
    answers = analyse_imputed(sample, asked, asked.estimands[0], np.random.default_rng(2))
    first, last = impute(sample, "t0", "t1", 3, np.random.default_rng(2))
    assert np.array_equal(first[:, ~np.isnan(baseline)], np.tile(baseline[~np.isnan(baseline)], (3, 1)))
    for place in range(3):
        whole = replace(sample, baseline=first[place], later=last[place])
        design = build_design(whole, Method.ANCOVA)
        alone = contrast(
            fit(design.y, design.x, sample.cluster), np.eye(design.x.shape[1])[1], sample.treated
        )
        assert answers.values[place] == pytest.approx(alone.value, rel=1e-10)
        assert answers.squares[0, place].sum() ** 0.5 == pytest.approx(alone.se, rel=1e-10)


def test_drawn_as_the_posterior_says() -> None:
    """Without clusters: mean and variance of a drawn value are those of the known predictive t law."""
    rng = np.random.default_rng(8)
    n, new = 20, np.array([1.0, 1.5])
    x = np.column_stack([np.ones(n), rng.standard_normal(n)])
    y = x @ [1.0, 0.5] + rng.standard_normal(n)
    whole, known = np.vstack([x, new])[None], np.arange(n + 1) < n
    drawn = draw_missing(np.r_[y, np.nan], whole, known, np.arange(n + 1), 40_000, rng)[:, 0]
    beta = np.linalg.lstsq(x, y)[0]
    scale = ((y - x @ beta) ** 2).sum() / (n - 2) * (1 + new @ np.linalg.solve(x.T @ x, new))
    variance = scale * (n - 2) / (n - 4)
    assert drawn.mean() == pytest.approx(new @ beta, abs=4 * (variance / 40_000) ** 0.5)
    assert drawn.var() == pytest.approx(variance, rel=0.04)


def test_clusters_keep_together_what_is_drawn() -> None:
    """Where coaches differ much, a lost person is imputed like the others of their coach."""
    rng = np.random.default_rng(9)
    cluster = np.repeat(np.arange(6), 12)
    level = np.array([-4.0, -2.0, -1.0, 1.0, 2.0, 4.0])
    y = level[cluster] + 0.5 * rng.standard_normal(72)
    known = np.arange(72) % 12 > 3
    drawn = draw_missing(y, np.ones((1, 72, 1)), known, cluster, 500, rng)
    by_coach = drawn.mean(axis=0).reshape(6, 4).mean(axis=1)
    assert by_coach == pytest.approx(level, abs=0.6)


def test_matching_and_weights_of_the_plan_hold_for_the_completed(study: Study, plan: Plan) -> None:
    """Outside a lottery the completed comparison is weighted as registered, and matching leaves people out."""
    whole = study(5, coaches=5)
    sample = whole.only(~whole.treated | (np.arange(120) % 2 == 0))
    kinds = (Weighting.NONE, Weighting.ENTROPY, Weighting.NEAREST)
    plain, entropy, nearest = (
        imputed(sample, replace(plan, weights=kind), plan.estimands[0], np.random.default_rng(1))
        for kind in kinds
    )
    assert len({plain.points.value, entropy.points.value, nearest.points.value}) == 3
    for each in (entropy, nearest):
        assert each.points.value == pytest.approx(plain.points.value, abs=plain.diagnostics["se"])


def test_same_seed_same_answer(study: Study, lottery: Plan) -> None:
    first, again = (
        imputed(study(6), lottery, lottery.estimands[0], np.random.default_rng([1, 2])) for _ in range(2)
    )
    assert first == again


def test_twelve_answers_with_four_predictors_are_enough(lottery: Plan) -> None:
    rng = np.random.default_rng(10)
    treated = np.repeat([True, False], 20)
    baseline, later = rng.standard_normal(40), rng.standard_normal(40)
    later[np.arange(40) % 20 >= 12] = np.nan
    covariates = {name: rng.standard_normal(40) for name in ("age", "years", "debt")}
    history = {"t0": baseline, "t1": later}
    sample = Sample("programme", "control", treated, baseline, later, np.arange(40), covariates, history)
    found = imputed(sample, lottery, lottery.estimands[0], np.random.default_rng(1))
    assert 0 < found.diagnostics["se"] < 3
    assert 0.1 < found.diagnostics["missing"] < 0.9


def without(sample: Sample, lost: np.ndarray) -> Sample:
    later = np.where(lost, np.nan, np.nan_to_num(sample.later))
    return replace(sample, later=later, history={"t0": sample.baseline, "t1": later})


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("nothing-to-impute", lambda sample: without(sample, np.zeros(120, dtype=bool))),
        ("too-few-to-impute", lambda sample: without(sample, sample.treated)),
        ("one-cluster", lambda sample: replace(sample, cluster=np.where(sample.treated, 0, sample.cluster))),
    ],
)
def test_refused(code: str, spoil: object, study: Study, lottery: Plan) -> None:
    assert callable(spoil)
    with pytest.raises(Problem) as refused:
        imputed(spoil(study(7)), lottery, lottery.estimands[0], np.random.default_rng(1))
    assert refused.value.code == code


def test_one_imputation_is_refused(study: Study, lottery: Plan) -> None:
    asked = replace(lottery, imputations=1)
    with pytest.raises(Problem) as refused:
        imputed(study(7), asked, asked.estimands[0], np.random.default_rng(1))
    assert refused.value.code == "too-few-imputations"


def test_no_spread_is_refused(study: Study, lottery: Plan) -> None:
    sample = study(7)
    later = np.where(np.isnan(sample.later), np.nan, 3.0)
    sample = replace(sample, later=later, history={"t0": sample.baseline, "t1": later})
    with pytest.raises(Problem) as refused:
        imputed(sample, lottery, lottery.estimands[0], np.random.default_rng(1))
    assert refused.value.code == "too-few-degrees-of-freedom"


def test_change_on_change_too(study: Study, plan: Plan) -> None:
    """A registered difference in differences is imputed and compared as change."""
    asked = replace(
        plan,
        design=Design.RANDOMISED,
        estimands=(Estimand("score-t1", "score", "t1", Method.DID, None),),
    )
    sample = study(11)
    found = imputed(sample, asked, asked.estimands[0], np.random.default_rng(1))
    answered = sample.only(~np.isnan(sample.later))
    change = answered.later - answered.baseline
    plain = change[answered.treated].mean() - change[~answered.treated].mean()
    assert found.points.value == pytest.approx(plain, abs=found.diagnostics["se"])


def test_coverage_in_short(study: Study, lottery: Plan) -> None:
    """Four coaches, 40 % lost: of 120 intervals no fewer hold the truth than 95 % less three errors."""
    asked = replace(lottery, imputations=10)
    held = 0
    for seed in range(120):
        points = imputed(study(seed), asked, asked.estimands[0], np.random.default_rng([seed, 1])).points
        held += points.low <= 0.2 <= points.high
    assert held >= 120 * 0.95 - 3 * (120 * 0.95 * 0.05) ** 0.5


def test_an_outcome_never_asked_at_the_start(study: Study, plan: Plan) -> None:
    """Registered as a plain difference, it is imputed from the covariates alone."""
    asked = replace(
        plan,
        design=Design.RANDOMISED,
        estimands=(Estimand("score-t1", "score", "t1", Method.DIFFERENCE, None),),
    )
    sample = study(12)
    never = np.full(120, np.nan)
    sample = replace(sample, baseline=never, history={"t0": never, "t1": sample.later})
    found = imputed(sample, asked, asked.estimands[0], np.random.default_rng(1))
    answered = sample.only(~np.isnan(sample.later))
    plain = answered.later[answered.treated].mean() - answered.later[~answered.treated].mean()
    assert found.points.value == pytest.approx(plain, abs=found.diagnostics["se"])
