"""The registered analysis of a whole plan: every question, its partner, and how far to trust them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.alternatives import alternatives
from werkzaam.core.effect.attrition import attrition
from werkzaam.core.effect.balance import balance
from werkzaam.core.effect.completeness import completeness
from werkzaam.core.effect.credibility import credibility
from werkzaam.core.effect.developments import developments
from werkzaam.core.effect.dose import dose
from werkzaam.core.effect.dose_response import dose_response
from werkzaam.core.effect.estimate import answer
from werkzaam.core.effect.family import adjusted
from werkzaam.core.effect.fidelity import fidelity
from werkzaam.core.effect.moderation import moderations
from werkzaam.core.effect.prepare import Prepared, prepare
from werkzaam.core.effect.resample import left_out
from werkzaam.core.effect.result import Credibility, Estimate, Findings, LeftOut, Unanswered, Weighed
from werkzaam.core.effect.weighting import weighed
from werkzaam.core.panel.model import Panel
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Estimand, Method, Plan, Role
from werkzaam.problem import Problem

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, prepared and answered; without an honest answer `found` says why."""

    estimand: Estimand
    ready: Prepared | None
    found: Estimate | Unanswered


def analyse(panel: Panel, plan: Plan, progress: Progress | None = None) -> Findings:
    """Everything the plan asks of the panel. A question without an honest answer becomes `Unanswered`.

    `progress` is told the step's name and the fraction done.
    """
    say, wide = progress or _silent, Wide(panel)
    say("developments", 0.0)
    changes = developments(wide, plan)
    say("estimates", 0.1)
    asked = [_ask(wide, plan, estimand, estimand.method) for estimand in plan.estimands]
    beside = [_ask(wide, plan, each, each.partner) for each in plan.estimands if each.partner is not None]
    say("comparability", 0.3)
    compared = plan.estimands if plan.arm(Role.COMPARISON) else ()
    findings = Findings(
        plan_hash=plan.hash,
        panel_hash=panel.hash,
        developments=changes,
        estimates=tuple(_in_families(plan, asked)),
        partners=tuple(adjusted(_pairs(beside), len(beside), plan)),
        unanswered=tuple(each.found for each in (*asked, *beside) if isinstance(each.found, Unanswered)),
        balance=tuple(balance(wide, plan, estimand) for estimand in compared),
        attrition=tuple(attrition(wide, plan, estimand) for estimand in compared),
        dose=dose(panel, plan),
        completeness=completeness(wide, plan),
        weighed=tuple(_weighed(asked, plan)),
        credibility=tuple(_credibility(asked, plan, say)),
        moderations=moderations(wide, plan),
        fidelity=fidelity(wide, plan),
        dose_response=dose_response(wide, plan),
    )
    say("done", 1.0)
    return findings


def _silent(_step: str, _fraction: float) -> None:
    """Nobody listens."""


def _ask(wide: Wide, plan: Plan, estimand: Estimand, method: Method) -> Asked:
    try:
        ready = prepare(wide, plan, estimand, method)
        return Asked(estimand, ready, answer(ready, plan, estimand, chance(plan, estimand)))
    except Problem as problem:
        return Asked(estimand, None, _unanswered(estimand, method, problem))


def chance(plan: Plan, estimand: Estimand) -> np.random.Generator:
    """A source of chance of its own for each question: no other question changes what it draws."""
    return np.random.default_rng([plan.seed, zlib.crc32(estimand.key.encode())])


def _unanswered(estimand: Estimand, method: Method, problem: Problem) -> Unanswered:
    return Unanswered(
        key=estimand.key if method is estimand.method else f"{estimand.key}-{method}",
        estimand=estimand.key,
        outcome=estimand.outcome,
        wave=estimand.wave,
        method=str(method),
        code=problem.code,
        message=problem.message,
    )


def _in_families(plan: Plan, asked: Sequence[Asked]) -> Iterator[Estimate]:
    """Primary questions are one family, the others another; the order of the plan is kept."""
    done: dict[str, Estimate] = {}
    for primary in (True, False):
        members = [each for each in asked if each.estimand.primary is primary]
        done |= {found.key: found for found in adjusted(_pairs(members), len(members), plan)}
    return (done[each.found.key] for each in asked if each.found.key in done)


def _pairs(asked: Iterable[Asked]) -> list[tuple[Estimate, Prepared]]:
    return [(each.found, each.ready) for each in asked if isinstance(each.found, Estimate) and each.ready]


def _weighed(asked: Iterable[Asked], plan: Plan) -> Iterator[Weighed]:
    for each in asked:
        if each.ready and (found := weighed(each.ready.sample, plan, each.estimand)):
            yield found


def _credibility(asked: Sequence[Asked], plan: Plan, say: Progress) -> Iterator[Credibility]:
    """For the primary questions that have an answer."""
    primary = [each for each in asked if each.estimand.primary]
    for place, each in enumerate(primary):
        say("credibility", 0.4 + 0.6 * place / len(primary))
        if each.ready and isinstance(each.found, Estimate):
            yield _trust(each.ready, each.found, plan, each.estimand)


def _trust(ready: Prepared, found: Estimate, plan: Plan, estimand: Estimand) -> Credibility:
    rng = chance(plan, estimand)
    return credibility(
        ready.sample,
        ready.everybody,
        plan,
        estimand,
        found,
        rng=rng,
        alternatives=tuple(alternatives(ready, plan, estimand, rng)),
        left_out=_without_each(ready, plan),
    )


def _without_each(ready: Prepared, plan: Plan) -> tuple[LeftOut, ...]:
    if ready.design is None:
        return ()
    try:
        return left_out(ready.design, ready.sample, alpha=plan.alpha)
    except Problem:
        return ()
