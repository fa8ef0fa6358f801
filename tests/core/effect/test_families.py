"""Many questions at once: chance finds no effect for us, and asking more never makes an answer stronger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from werkzaam.core.claim import Verdict, judge
from werkzaam.core.effect import Estimate, Interval
from werkzaam.core.effect.estimate import answer
from werkzaam.core.effect.family import adjusted
from werkzaam.core.effect.multiplicity import adjust
from werkzaam.core.effect.prepare import Prepared, prepared
from werkzaam.core.effect.result import Attrition, Balance, BalanceRow, Findings
from werkzaam.core.effect.sample import Sample, analysed
from werkzaam.core.plan.model import (
    Allocation,
    Arm,
    Design,
    Direction,
    Estimand,
    Lock,
    Method,
    Outcome,
    Plan,
    Role,
    Scale,
    Wave,
)  # fmt: skip

QUESTIONS, SIDE, COACHES, ICC = 20, 40, 5, 0.1
STUDIES = 150
ALPHA, PROMISED = 0.05, 0.06
WORDS = {"nl": "-", "en": "-"}


def plan_for(questions: int = QUESTIONS, rule: str = "holm") -> Plan:
    keys = [f"y{number}" for number in range(questions)]
    return Plan(
        key="many",
        title=WORDS,
        design=Design.RANDOMISED,
        allocation=Allocation(lot=True),
        arms=(Arm("programme", Role.PROGRAMME, WORDS), Arm("control", Role.COMPARISON, WORDS)),
        waves=(Wave("t0", 0, WORDS), Wave("t1", 12, WORDS)),
        outcomes=tuple(Outcome(key, WORDS, Scale.SCALE, Direction.UP, 0.2, in_sd=False, unit=WORDS) for key in keys),
        estimands=tuple(Estimand(f"{key}-t1", key, "t1", Method.ANCOVA, None) for key in keys),
        multiplicity=rule,
        draws=199,
        hash="h",
        lock=Lock(date(2026, 1, 1), "D. Onderzoeker", "h"),
    )  # fmt: skip


def null_study(rng: np.random.Generator) -> list[Sample]:
    """Twenty outcomes of the same people, none touched; what people of a coach share is not the programme's."""
    n = 2 * SIDE
    treated = np.arange(n) < SIDE
    cluster = np.where(treated, np.arange(n) % COACHES, COACHES + np.arange(n))
    person, coach = rng.normal(size=n), rng.normal(size=(COACHES, QUESTIONS)) * ICC**0.5
    before = 0.6 * person[:, None] + 0.8 * rng.normal(size=(n, QUESTIONS))
    shared = np.where(
        treated[:, None], coach[np.arange(n) % COACHES], rng.normal(size=(n, QUESTIONS)) * ICC**0.5
    )
    later = 0.5 * before + shared + rng.normal(size=(n, QUESTIONS)) * (0.75 - ICC) ** 0.5
    return [
        Sample("programme", "control", treated, before[:, place], later[:, place], cluster, {})
        for place in range(QUESTIONS)
    ]


def asked(samples: Sequence[Sample], plan: Plan) -> Iterator[tuple[Estimate, Prepared]]:
    rng = np.random.default_rng(0)  # CR2 draws nothing
    for sample, estimand in zip(samples, plan.estimands, strict=True):
        ready = prepared(sample, analysed(sample, estimand.method), plan, estimand, estimand.method)
        yield answer(ready, plan, estimand, rng), ready


def usual_p(sample: Sample) -> float:
    """What a default analysis does: least squares on arm and baseline, t with n - k, coaches not seen."""
    x = np.column_stack([np.ones(2 * SIDE), sample.treated, sample.baseline])
    beta, rest, *_ = np.linalg.lstsq(x, sample.later, rcond=None)
    freedom = len(x) - 3
    se = np.sqrt(rest[0] / freedom * np.linalg.inv(x.T @ x)[1, 1])
    return float(2 * stats.t.sf(abs(beta[1] / se), freedom))


@cache
def wrong() -> Mapping[str, float]:
    """The share of studies in which each way finds something where there is nothing."""
    holm, step_down = plan_for(), plan_for(rule="romano-wolf")
    counts = {"holm": 0, "romano-wolf": 0, "default": 0}
    for seed in range(STUDIES):
        samples = null_study(np.random.default_rng([7, seed]))
        family = list(asked(samples, holm))
        counts["default"] += min(map(usual_p, samples)) < ALPHA
        for plan in (holm, step_down):
            found = adjusted(family, QUESTIONS, plan)
            counts[plan.multiplicity] += min(each.p_adjusted for each in found) < ALPHA
    return {way: count / STUDIES for way, count in counts.items()}


@pytest.mark.slow
@pytest.mark.parametrize("rule", ["holm", "romano-wolf"])
def test_twenty_outcomes_without_effect_err_once_in_twenty_studies(rule: str) -> None:
    """At most 6 %, and two standard errors of the simulation itself. In 1,000 such studies Holm errs in 5.0 %."""
    assert wrong()[rule] <= PROMISED + 2 * (PROMISED * (1 - PROMISED) / STUDIES) ** 0.5


@pytest.mark.slow
def test_a_default_analysis_finds_something_in_most_of_them() -> None:
    """Else the test above would hold for any rule."""
    assert wrong()["default"] > 0.55


# Verdicts among others


def found(key: str, p: float, p_adjusted: float, *, sign: float = 1.0, clusters: int = 12, share: float = 1.0,
          variance: str = "CR2", half: float | None = None) -> Estimate:  # fmt: skip
    """An estimate of one standard error, whose interval says what `p` says."""
    middle = sign * float(stats.norm.isf(p / 2))
    reach = float(stats.norm.isf(ALPHA / 2)) if half is None else half
    points = Interval(middle, middle - reach, middle + reach)
    n = {"programme": 40, "control": 40}
    return Estimate(
        key=f"{key}-t1",
        estimand=f"{key}-t1",
        outcome=key,
        wave="t1",
        method="ancova",
        points=points,
        standardised=points,
        sd=1.0,
        se=1.0,
        df=30.0,
        p=p,
        p_adjusted=p_adjusted,
        level=1 - ALPHA,
        n=n,
        n_start={"programme": 50, "control": 50},
        clusters={"programme": clusters, "control": 40},
        effective_n={arm: share * number for arm, number in n.items()},
        detectable=2.8,
        variance=variance,
        citation="",
    )


def findings_of(estimates: Sequence[Estimate], *, worst: float = 0.1, low_loss: bool = True) -> Findings:
    rows = (BalanceRow("age", 40.0, 40.0, worst, 1.0),)
    loss = {"programme": 0.2, "control": 0.2}
    return Findings(
        plan_hash="h",
        panel_hash="p",
        developments=(),
        estimates=tuple(estimates),
        partners=(),
        unanswered=(),
        balance=tuple(Balance(each.key, rows) for each in estimates),
        attrition=tuple(Attrition(each.key, loss, 0.2, 0.0, 0.05, low=low_loss) for each in estimates),
        dose=None,
    )


STRONG = {Verdict.EFFECT, Verdict.HARM}
chances = st.floats(1e-6, 1.0)


@settings(max_examples=150, deadline=None)
@given(first=chances, others=st.lists(chances, min_size=1, max_size=6), sign=st.sampled_from([-1.0, 1.0]),
       unanswered=st.integers(0, 3))  # fmt: skip
def test_asking_more_never_makes_a_verdict_stronger(
    first: float, others: list[float], sign: float, unanswered: int
) -> None:
    """Whatever is asked beside it: what is spoken among many is spoken alone."""
    alone = _verdict([first], sign)
    among = _verdict([first, *others, *[1.0] * unanswered], sign)
    assert among in (alone, Verdict.INSUFFICIENT)
    if alone not in STRONG:
        assert among is alone


def _verdict(p: Sequence[float], sign: float) -> Verdict | None:
    """The verdict on the first of these questions."""
    plan = plan_for(len(p))
    estimates = [
        found(f"y{place}", one, together, sign=sign)
        for place, (one, together) in enumerate(zip(p, adjust(p, plan.multiplicity), strict=True))
    ]
    return judge(findings_of(estimates), plan)[0].verdict


CAUSAL = {
    "en": r"caus\w+|because of|thanks to|due to|leads? to|led to|improv\w+|increas\w+|the programme changed",
    "nl": r"door (het programma|de aanpak|de begeleiding)|dankzij|leid\w* tot|veroorza\w+|verbeter\w*",
}


@settings(max_examples=200, deadline=None)
@given(p=st.floats(1e-9, 1e-3), sign=st.sampled_from([-1.0, 1.0]), worst=st.floats(0, 0.6),
       low_loss=st.booleans(), clusters=st.integers(2, 8), share=st.sampled_from([0.2, 0.49, 0.8, 1.0]),
       permuted=st.booleans(), lot=st.booleans(), registered=st.booleans(), primary=st.booleans(),
       disturbed=st.sampled_from([None, False, True]))  # fmt: skip
def test_no_causal_word_past_a_failed_check(
    p: float, sign: float, worst: float, low_loss: bool, clusters: int, share: float, permuted: bool, lot: bool,
    registered: bool, primary: bool, disturbed: bool | None,
) -> None:  # fmt: skip
    """However clear the interval: what the weights left, outcomes that cannot have changed, and all other checks."""
    plan = _situated(lot=lot, registered=registered, primary=primary, control=disturbed is not None)
    variance = "permutation" if permuted else "CR2"
    asked_first = found("y0", p, p, sign=sign, clusters=clusters, share=share, variance=variance)
    control = [] if disturbed is None else [found("y1", 1e-6 if disturbed else 0.9, 1.0)]
    claim = judge(findings_of([asked_first, *control], worst=worst, low_loss=low_loss), plan)[0]
    sound = lot and low_loss and registered and primary and share >= 0.5 and not disturbed
    assert (claim.verdict in STRONG) == (sound and (clusters >= 4 or permuted))
    for language, causal in CAUSAL.items():
        assert bool(re.search(causal, claim.sentence[language])) == (claim.verdict in STRONG)


def _situated(*, lot: bool, registered: bool, primary: bool, control: bool) -> Plan:
    """Without a lottery nothing confirms the direction here, as no second method is registered."""
    plan = plan_for(2 if control else 1)
    first, *others = plan.outcomes
    return replace(
        plan,
        design=Design.RANDOMISED if lot else Design.MATCHED,
        allocation=Allocation(lot=lot),
        lock=plan.lock if registered else None,
        outcomes=(first, *(replace(each, negative_control=True) for each in others)),
        estimands=tuple(replace(each, primary=primary) for each in plan.estimands),
    )
