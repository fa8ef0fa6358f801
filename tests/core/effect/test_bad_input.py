"""Bad input by the public way, plan to verdict: a named problem, and a claim that refuses; no number that looks fine.

Every plan here is registered, its question is primary and its smallest difference small, so that nothing but the bad
input stands between the data and a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from werkzaam.core.claim import Claim, Verdict, judge
from werkzaam.core.effect import Findings, analyse, estimate
from werkzaam.core.panel import Panel, PanelProblem, build_panel
from werkzaam.core.plan import Lock, Plan, PlanProblem, parse_plan
from werkzaam.core.plan.model import Inference, Weighting
from werkzaam.problem import Problem

Rows = list[dict[str, object]]
SPOKEN = {Verdict.EFFECT, Verdict.HARM, Verdict.NO_DIFFERENCE}

PLAN = """
schema = "werkzaam-plan/1"
[study]
key = "bad"
title = "Bad input"
[design]
kind = "{design}"
[[arms]]
key = "programme"
role = "programme"
label = "Programme"
[[arms]]
key = "control"
role = "comparison"
label = "Control"
[[waves]]
key = "t0"
months = 0
label = "t0"
[[waves]]
key = "t1"
months = 6
label = "t1"
[[waves]]
key = "t2"
months = 12
label = "t2"
[[outcomes]]
key = "y"
label = "Outcome"
scale = "{scale}"
direction = "up"
smallest_effect = {delta}
[[estimands]]
outcome = "y"
wave = "t2"
method = "{method}"
{partner}
[analysis]
covariates = {covariates}
draws = 199
imputations = 3
"""


def register(text: str) -> Plan:
    """A plan as parsed, locked as it stands."""
    plan = parse_plan(text, "bad.toml")
    return replace(plan, lock=Lock(date(2026, 1, 1), "D. Onderzoeker", plan.hash))


def plan_of(
    *, scale: str = "scale", method: str = "ancova", design: str = "matched", delta: float = 0.01,
    covariates: Sequence[str] = (), **changes: Any,
) -> Plan:  # fmt: skip
    partner = 'partner = "did"' if method == "ancova" else 'partner = "ancova"' if scale != "time" else ""
    words = PLAN.format(
        scale=scale, method=method, design=design, delta=delta, partner=partner, covariates=list(covariates)
    )
    return replace(register(words), **changes)


@dataclass
class People:
    """Two arms of forty, three waves, nothing wrong: what a test spoils. NaN: unanswered."""

    treated: np.ndarray
    cluster: list[str | None]
    answers: dict[str, np.ndarray]
    covariates: dict[str, np.ndarray]

    def panel(self, plan: Plan) -> Panel:
        return build_panel(plan, self.persons(), self.values())

    def persons(self) -> Rows:
        return [
            {
                "person": f"p{at:03}",
                "arm": "programme" if self.treated[at] else "control",
                "cluster": self.cluster[at],
                **{name: float(values[at]) for name, values in self.covariates.items()},
            }
            for at in range(len(self.treated))
        ]

    def values(self) -> Rows:
        return [
            {"person": f"p{at:03}", "wave": wave, "outcome": "y", "value": float(value)}
            for wave, values in self.answers.items()
            for at, value in enumerate(values)
            if not np.isnan(value)
        ]


def people(seed: int = 1, side: int = 40, effect: float = 3.0) -> People:
    """An effect of three standard deviations: sound data would get a verdict."""
    rng = np.random.default_rng(seed)
    treated = np.arange(2 * side) % 2 == 0
    before = rng.normal(size=2 * side)
    later = {wave: 0.6 * before + rng.normal(size=2 * side) * 0.8 + effect * treated for wave in ("t1", "t2")}
    coach: list[str | None] = [f"coach-{at // 2 % 5}" if treated[at] else None for at in range(2 * side)]
    return People(treated, coach, {"t0": before, **later}, {})


def outcome_of(spoilt: People, plan: Plan) -> tuple[Findings, Claim]:
    findings = analyse(spoilt.panel(plan), plan)
    return findings, judge(findings, plan)[0]


def test_the_sound_data_get_their_verdict() -> None:
    """Else every refusal below would prove nothing."""
    findings, claim = outcome_of(people(), plan_of())
    assert not findings.unanswered
    assert claim.verdict is Verdict.EFFECT


@dataclass(frozen=True)
class Case:
    """`spoil` makes the data bad. Either a problem is named, one of `codes`, or one of `gates` refuses a verdict."""

    spoil: Callable[[People], None]
    codes: frozenset[str] = frozenset()
    gates: frozenset[str] = frozenset()
    scale: str = "scale"


def _lost(which: Callable[[People], np.ndarray], stay: int = 0) -> Callable[[People], None]:
    """Nobody of `which` answers at the end but the first `stay`."""

    def spoil(some: People) -> None:
        some.answers["t2"][np.flatnonzero(which(some))[stay:]] = np.nan

    return spoil


def _covariate(make: Callable[[People, np.random.Generator], np.ndarray]) -> Callable[[People], None]:
    def spoil(some: People) -> None:
        some.covariates["x"] = make(some, np.random.default_rng(7))

    return spoil


def _end(values: Callable[[People], np.ndarray]) -> Callable[[People], None]:
    def spoil(some: People) -> None:
        some.answers["t2"] = values(some)

    return spoil


def _clusters(name: Callable[[bool], str | None]) -> Callable[[People], None]:
    def spoil(some: People) -> None:
        some.cluster = [name(bool(one)) for one in some.treated]

    return spoil


def _start(shift: float) -> Callable[[People], None]:
    """Participants start so far ahead that few in the comparison resemble them."""

    def spoil(some: People) -> None:
        some.answers["t0"] = some.answers["t0"] + shift * some.treated

    return spoil


def _ladder(values: np.ndarray) -> np.ndarray:
    return np.clip(np.round(values) + 3, 1, 6)


def _apart(some: People) -> None:
    some.answers = {wave: _ladder(values) for wave, values in some.answers.items()}
    some.answers["t2"] = np.where(some.treated, 5.0, 1.0) + np.arange(len(some.treated)) // 2 % 2


def _yes_and_no(some: People) -> None:
    some.answers = {wave: (values > 0).astype(float) for wave, values in some.answers.items()}
    some.answers["t2"] = some.treated.astype(float)


def _programme(some: People) -> np.ndarray:
    return some.treated


def _comparison(some: People) -> np.ndarray:
    return ~some.treated


def codes(*names: str) -> frozenset[str]:
    return frozenset(names)


FEW = codes("too-few-persons", "too-few-degrees-of-freedom", "no-match", "no-balance", "one-cluster")
NO_SPREAD = codes(
    "too-few-degrees-of-freedom", "waves-too-alike", "unknown-wave", "separation", "leverage-one"
)
APART = codes("no-balance", "no-match", "separation", "no-overlap")
CEILING, ALONE = codes("constant-arm", "no-match"), codes("one-cluster", "no-match")

CASES = {
    "a characteristic tells the arms apart": Case(
        _covariate(lambda some, _: some.treated + 0.0), APART, codes("balance")
    ),
    "a characteristic nearly tells the arms apart": Case(
        _covariate(lambda some, rng: rng.normal(size=len(some.treated)) + 9 * some.treated),
        APART,
        codes("balance"),
    ),
    "answers tell the arms apart": Case(_yes_and_no, NO_SPREAD, codes("direction"), scale="binary"),
    "a ladder tells the arms apart": Case(_apart, codes("separation"), codes("none needed"), scale="ordinal"),
    "nobody answers in the comparison": Case(_lost(_comparison), codes("empty-arm")),
    "nobody answers in the programme": Case(_lost(_programme), codes("empty-arm")),
    "one person answers in an arm": Case(_lost(_comparison, 1), codes("one-person-arm")),
    "two persons answer in an arm": Case(_lost(_comparison, 2), FEW, codes("attrition")),
    "half of one arm is lost": Case(_lost(_programme, 20), FEW, codes("attrition")),
    "one coach": Case(_clusters(lambda ours: "one" if ours else None), ALONE),
    "one coach on the other side": Case(_clusters(lambda ours: None if ours else "one"), ALONE),
    "one coach a side": Case(_clusters(str), ALONE),
    "an arm at the ceiling": Case(
        _end(lambda some: np.where(some.treated, 9.0, some.answers["t2"])), CEILING
    ),
    "each arm at one value": Case(_end(lambda some: np.where(some.treated, 9.0, 4.0)), CEILING),
    "nobody changed": Case(
        _end(lambda some: some.answers["t0"].copy()), NO_SPREAD, codes("direction", "balance")
    ),
    "all changed alike": Case(
        _end(lambda some: some.answers["t0"] + some.treated), NO_SPREAD, codes("direction", "balance")
    ),
    "weights that explode": Case(_start(1.8), APART, codes("overlap", "balance")),
    "groups that share nobody": Case(_start(40.0), APART, codes("overlap", "balance")),
}
BY_ALL = {name: case for name, case in CASES.items() if name != "a ladder tells the arms apart"}
METHODS = ("ancova", "did", "difference", "doubly-robust", "mmrm", "model")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", BY_ALL)
def test_bad_input_is_named_or_refused(name: str, method: str) -> None:
    """By every method, with its usual weights: no verdict, and the claim says why."""
    case = CASES[name]
    findings, claim = judged(case, method)
    assert claim.verdict not in SPOKEN
    failed = {gate.key: gate.reason["en"] for gate in claim.gates if not gate.passed and gate.decisive}
    named = {gap.code for gap in findings.unanswered if gap.key == "y-t2"}
    assert named <= case.codes
    assert named or case.gates & set(failed), f"a number, and nothing that refuses it but {sorted(failed)}"
    uncertain = claim.verdict is Verdict.INSUFFICIENT  # the interval by itself may say so
    assert uncertain or any(reason in claim.sentence["en"] for reason in failed.values())


def judged(case: Case, method: str, **changes: Any) -> tuple[Findings, Claim]:
    spoilt = people()
    case.spoil(spoilt)
    plan = plan_of(method=method, scale=case.scale, covariates=list(spoilt.covariates), **changes)
    return outcome_of(spoilt, plan)


HOPELESS = (
    "nobody answers in the comparison",
    "one person answers in an arm",
    "one coach a side",
    "an arm at the ceiling",
    "nobody changed",
    "groups that share nobody",
)


@pytest.mark.parametrize("name", HOPELESS)
@pytest.mark.parametrize("weights", Weighting)
def test_no_weights_rescue_it(name: str, weights: Weighting) -> None:
    for method in ("ancova", "model"):
        assert judged(CASES[name], method, weights=weights)[1].verdict not in SPOKEN


@pytest.mark.parametrize("name", HOPELESS[:5])
@pytest.mark.parametrize("inference", Inference)
@pytest.mark.parametrize("design", ["matched", "randomised"])
def test_no_inference_and_no_lottery_rescue_it(name: str, inference: Inference, design: str) -> None:
    assert judged(CASES[name], "ancova", inference=inference, design=design)[1].verdict not in SPOKEN


def test_a_ladder_that_tells_the_arms_apart_has_no_odds_ratio() -> None:
    """Means may still be compared: everybody of the programme stands above everybody else."""
    case = CASES["a ladder tells the arms apart"]
    findings, claim = judged(case, "model")
    assert [gap.code for gap in findings.unanswered] == ["separation"]
    assert claim.verdict is Verdict.NOT_EXAMINED


# Covariates that add nothing: the answer is the one without them, and they are named


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("constant", lambda some: np.full(len(some.treated), 3.0)),
        ("a copy of the baseline", lambda some: some.answers["t0"].copy()),
        ("a sum", lambda some: 2 * some.answers["t0"] - 7.0),
    ],
)
def test_a_covariate_that_adds_nothing_is_left_out_and_named(
    name: str, make: Callable[[People], np.ndarray]
) -> None:
    plain, more = people(), people()
    more.covariates["x"] = make(more)
    (without, _), (found, claim) = (
        outcome_of(some, plan_of(covariates=list(some.covariates))) for some in (plain, more)
    )
    one, two = without.estimates[0], found.estimates[0]
    assert two.diagnostics["dropped.x"] == 1.0
    assert (two.points.value, two.se, two.df) == pytest.approx((one.points.value, one.se, one.df), rel=1e-6)
    assert claim.verdict is Verdict.EFFECT


def test_a_covariate_constant_in_one_arm_is_left_out_and_the_groups_not_called_alike() -> None:
    some = people()
    some.covariates["x"] = np.where(some.treated, 1.0, np.random.default_rng(3).normal(5, 1, 80))
    findings, claim = outcome_of(some, plan_of(covariates=["x"]))
    assert claim.verdict not in SPOKEN
    assert all("dropped.x" in each.diagnostics for each in findings.estimates if each.method == "ancova")


# A mixed model whose variance would be negative


def test_people_of_one_coach_who_differ_more_than_strangers() -> None:
    """Their common part would have a variance below nought: it is none, and five coaches stay five coaches."""
    some = people(effect=0.3)
    rng = np.random.default_rng(5)
    for wave in ("t1", "t2"):
        ours = np.flatnonzero(some.treated)
        some.answers[wave][ours] += np.where(np.arange(len(ours)) % 8 < 4, 2.0, -2.0) + rng.normal(
            0, 0.01, len(ours)
        )
    plan = plan_of(method="mmrm", weights=Weighting.NONE)
    findings, claim = outcome_of(some, plan)
    alone = replace(some, cluster=[None] * 80)
    among, single = findings.estimates[0], outcome_of(alone, plan)[0].estimates[0]
    assert np.isfinite([among.se, among.df, among.points.low, among.points.high]).all()
    assert among.df < single.df
    assert claim.verdict not in SPOKEN
    imputed = findings.credibility[0].alternative("imputed")
    assert imputed is None or imputed.points.low < imputed.points.high


def test_two_waves_that_say_the_same_have_no_covariance() -> None:
    some = people()
    some.answers["t1"] = some.answers["t2"].copy()
    findings, claim = outcome_of(some, plan_of(method="mmrm"))
    assert [gap.code for gap in findings.unanswered] == ["waves-too-alike"]
    assert claim.verdict is Verdict.NOT_EXAMINED


# Numbers at the edge of what a computer holds


@pytest.mark.parametrize("factor", [1e-300, 1e-200, 1e-30, 1e20, 1e29])
@pytest.mark.parametrize("weights", [Weighting.NONE, Weighting.ENTROPY, Weighting.OVERLAP])
def test_units_do_not_decide(factor: float, weights: Weighting) -> None:
    """Either the same answer in other units, or a named problem; never an infinite or empty one."""
    some, plain = people(), people()
    some.answers = {wave: values * factor for wave, values in some.answers.items()}
    plan = plan_of(weights=weights, delta=0.01)
    findings, _ = outcome_of(some, plan)
    usual, _ = outcome_of(plain, plan)
    for each in findings.estimates:
        same = next(other for other in usual.estimates if other.key == each.key)
        assert each.points.value / factor == pytest.approx(same.points.value, rel=1e-6)
    assert findings.estimates or {gap.code for gap in findings.unanswered} == {"too-few-degrees-of-freedom"}


def test_one_absurd_value_is_no_evidence() -> None:
    some = people(effect=0.0)
    some.answers["t2"][0] = 1e9
    findings, claim = outcome_of(some, plan_of())
    assert claim.verdict is Verdict.INSUFFICIENT
    assert np.isfinite(findings.credibility[0].e_value.point)  # type: ignore[union-attr]


# Plans and panels


def words(**changes: Any) -> str:
    usual = {"scale": "scale", "method": "ancova", "design": "matched", "delta": 0.5}
    return PLAN.format(**{**usual, "partner": "", "covariates": [], **changes})


PLANS = [
    (words(delta=0), "plan-value"),
    (words(delta=-0.5), "plan-value"),
    (words(delta="nan"), "plan-value"),
    (words().replace("months = 12", "months = 6"), "plan-waves"),
    (words().replace("months = 12", "months = 3"), "plan-waves"),
    (words().replace('outcome = "y"', 'outcome = "z"'), "plan-unknown-reference"),
    (words().replace('wave = "t2"', 'wave = "t9"'), "plan-unknown-reference"),
    (words().replace('wave = "t2"', 'wave = "t0"'), "plan-value"),
]


@pytest.mark.parametrize(("text", "code"), PLANS)
def test_a_plan_that_cannot_be_is_refused(text: str, code: str) -> None:
    with pytest.raises(PlanProblem) as refused:
        parse_plan(text, "bad.toml")
    assert refused.value.code == code
    assert "line" in refused.value.message


def _without(wave: str | None) -> Callable[[Rows, Rows], None]:
    def spoil(_: Rows, values: Rows) -> None:
        values[:] = [row for row in values if wave is not None and row["wave"] != wave]

    return spoil


def _twice(persons: Rows, _: Rows) -> None:
    persons.append(dict(persons[0]))


def _two_arms(persons: Rows, _: Rows) -> None:
    persons.append({**persons[0], "arm": "control"})


def _answer_twice(_: Rows, values: Rows) -> None:
    values.append(dict(values[0]))


def _other_outcome(_: Rows, values: Rows) -> None:
    for row in values:
        row["outcome"] = "z"


def _one_left(persons: Rows, _: Rows) -> None:
    persons[:] = [row for row in persons if row["arm"] == "programme"] + persons[1:2]


def _all_alike(_: Rows, values: Rows) -> None:
    for row in values:
        row["value"] = 10.0


PANELS = [
    (_without("t2"), "all-missing-outcome"),
    (_without(None), "all-missing-outcome"),
    (_other_outcome, "unknown-outcome"),
    (_twice, "duplicate-person"),
    (_two_arms, "duplicate-person"),
    (_answer_twice, "duplicate-person-wave"),
    (_one_left, "one-person-arm"),
    (_all_alike, "constant-outcome"),
]


@pytest.mark.parametrize(("spoil", "code"), PANELS, ids=[code for _, code in PANELS])
def test_a_panel_that_cannot_be_is_refused(spoil: Callable[[Rows, Rows], None], code: str) -> None:
    persons, values = people().persons(), people().values()
    spoil(persons, values)
    with pytest.raises(PanelProblem) as refused:
        build_panel(plan_of(), persons, values)
    assert refused.value.code == code


def test_a_scale_missing_for_everybody_at_the_start() -> None:
    """There is nothing to adjust for: no answer by change or baseline, and a difference that may not be judged."""
    some = people()
    some.answers["t0"][:] = np.nan
    findings, claim = outcome_of(some, plan_of())
    assert {gap.code for gap in findings.unanswered} == {"empty-arm"}
    assert claim.verdict is Verdict.NOT_EXAMINED
    assert outcome_of(some, plan_of(method="difference"))[1].verdict not in SPOKEN


def test_a_panel_made_for_another_plan() -> None:
    """The plan asks about an outcome that this panel never held."""
    panel = people().panel(plan_of())
    text = words(partner='partner = "did"').replace('key = "y"', 'key = "z"').replace('"y"', '"z"')
    plan = register(text)
    findings = analyse(panel, plan)
    assert {gap.code for gap in findings.unanswered} == {"empty-arm"}
    assert judge(findings, plan)[0].verdict is Verdict.NOT_EXAMINED
    with pytest.raises(Problem) as refused:
        estimate(panel, plan, plan.estimands[0])
    assert refused.value.code == "empty-arm"


def test_rows_in_any_order_are_the_same_panel() -> None:
    plan, some = plan_of(), people()
    panel = build_panel(plan, some.persons()[::-1], some.values()[::-1])
    assert panel.hash == some.panel(plan).hash
    assert analyse(panel, plan).estimates == analyse(some.panel(plan), plan).estimates
