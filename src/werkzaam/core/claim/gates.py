"""The checks under which a verdict may be spoken, each with what was found and what was asked."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from werkzaam.core.claim.evidence import smallest_in_points, threshold
from werkzaam.core.claim.model import Gate, Verdict
from werkzaam.core.claim.rules import design_level, rules
from werkzaam.core.claim.words import Words
from werkzaam.core.effect.result import Attrition, Balance, Estimate, Findings, Unanswered
from werkzaam.core.plan.model import Estimand, Plan, Role

BEYOND_CHANCE = 3.0
"""Standard deviations between two groups that no lottery of a dozen people makes: the lot was not followed."""


@dataclass(frozen=True, slots=True)
class Question:
    """One estimand with all that was found about it."""

    plan: Plan
    estimand: Estimand
    estimate: Estimate | None
    partner: Estimate | None
    unanswered: Unanswered | None
    balance: Balance | None
    attrition: Attrition | None
    controls: tuple[Estimate, ...] = ()  # of outcomes that the programme cannot have touched

    @property
    def lottery(self) -> bool:
        """Drawn by lot, and still one: not bent by great or unequal loss."""
        sound = self.attrition is None or self.attrition.low
        return self.plan.lottery and sound

    @property
    def delta(self) -> float | None:
        if self.estimate is None:
            return None
        return smallest_in_points(self.estimate, self.plan.outcome(self.estimand.outcome))


def question(findings: Findings, plan: Plan, estimand: Estimand) -> Question:
    """Gathers what the findings hold on one estimand."""
    return Question(
        plan=plan,
        estimand=estimand,
        estimate=next((each for each in findings.estimates if each.key == estimand.key), None),
        partner=next((each for each in findings.partners if each.estimand == estimand.key), None),
        unanswered=next((each for each in findings.unanswered if each.key == estimand.key), None),
        balance=next((each for each in findings.balance if each.estimand == estimand.key), None),
        attrition=next((each for each in findings.attrition if each.estimand == estimand.key), None),
        controls=tuple(each for each in findings.estimates if plan.outcome(each.outcome).negative_control),
    )


def gates(asked: Question, reading: Verdict, words: Words) -> tuple[Gate, ...]:
    """Every check that applies; `reading` is what the interval says by itself."""
    return tuple(_gates(asked, reading, words))


def _gates(asked: Question, reading: Verdict, words: Words) -> Iterator[Gate]:
    plan = asked.plan
    yield _plain("registered", plan.registered, words, variant="changed" if plan.changed else "")
    if not asked.estimand.primary:
        yield _plain("primary", False, words)
    yield _plain("comparison", plan.arm(Role.COMPARISON) is not None, words)
    if plan.arm(Role.COMPARISON) is None:
        return
    yield _plain("estimate", asked.estimate is not None, words)
    yield _design(plan, words)
    if asked.balance is not None:
        yield _balance(asked, asked.balance, words)
    if asked.attrition is not None:
        yield _attrition(asked.attrition, words)
    if asked.estimate is not None:
        yield from _of_estimate(asked, asked.estimate, reading, words)


def _of_estimate(asked: Question, estimate: Estimate, reading: Verdict, words: Words) -> Iterator[Gate]:
    if dict(estimate.effective_n) != {arm: float(n) for arm, n in estimate.n.items()}:
        yield _overlap(asked, estimate, words)
    yield _clusters(asked, estimate, words)
    if asked.estimand.partner is not None or not asked.lottery:
        yield _direction(asked, estimate, reading, words)
    if asked.controls:
        yield _negative(asked, words)


def _plain(key: str, passed: bool, words: Words, variant: str = "") -> Gate:
    return Gate(key, passed, None, None, words.gate(key, passed, variant))


def _design(plan: Plan, words: Words) -> Gate:
    level, least = design_level(plan), rules().least_level
    return Gate("design", level >= least, level, least, words.gate("design", level >= least))


def _balance(asked: Question, balance: Balance, words: Words) -> Gate:
    """Chance makes groups differ in a sound lottery too: there it is shown, not judged, within what chance can do."""
    allowed = threshold(asked.plan, asked.estimand.key)
    passed = balance.worst <= allowed
    chance = asked.lottery and balance.worst <= BEYOND_CHANCE
    variant = "lottery" if chance else "apart" if math.isinf(balance.worst) else ""
    reason = words.gate("balance", passed, variant)
    return Gate("balance", passed, balance.worst, allowed, reason, decisive=not chance)


def _attrition(attrition: Attrition, words: Words) -> Gate:
    variant = "" if attrition.low or attrition.boundary > 0 else "none"
    reason = words.gate("attrition", attrition.low, variant)
    return Gate("attrition", attrition.low, attrition.differential, attrition.boundary, reason)


def _overlap(asked: Question, estimate: Estimate, words: Words) -> Gate:
    least = asked.plan.gates.overlap
    share = min(estimate.effective_n[arm] / n for arm, n in estimate.n.items())
    return Gate("overlap", share >= least, share, least, words.gate("overlap", share >= least))


def _clusters(asked: Question, estimate: Estimate, words: Words) -> Gate:
    least = asked.plan.gates.clusters_per_side
    fewest = min(estimate.clusters.values())
    passed = fewest >= least or (estimate.variance == "permutation" and asked.lottery)
    variant = "" if fewest >= least or not passed else "lot"
    return Gate("clusters", passed, fewest, least, words.gate("clusters", passed, variant))


def _negative(asked: Question, words: Words) -> Gate:
    """A difference where there can be none is a difference between the groups, not of the programme."""
    differing = sum(not each.points.low <= 0 <= each.points.high for each in asked.controls)
    return Gate("negative", differing == 0, differing, 0, words.gate("negative", differing == 0))


def _direction(asked: Question, estimate: Estimate, reading: Verdict, words: Words) -> Gate:
    """The pair brackets the truth (Ding & Li 2019): it must not straddle what the verdict says."""
    partner = asked.partner
    if partner is None:
        return _plain("direction", False, words, "none" if asked.estimand.partner is None else "unanswered")
    if reading is Verdict.NO_DIFFERENCE:
        passed = abs(partner.points.value) < (asked.delta or 0.0)
    else:
        passed = partner.points.value * estimate.points.value > 0
    return Gate("direction", passed, partner.points.value, None, words.gate("direction", passed))
