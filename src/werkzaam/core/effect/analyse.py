"""The registered analysis of a whole plan: every question, its partner, and how far to trust them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from werkzaam.core.effect.attrition import attrition
from werkzaam.core.effect.balance import balance
from werkzaam.core.effect.developments import developments
from werkzaam.core.effect.dose import dose
from werkzaam.core.effect.estimate import answer
from werkzaam.core.effect.multiplicity import adjust
from werkzaam.core.effect.prepare import prepare
from werkzaam.core.effect.result import Estimate, Findings, Unanswered
from werkzaam.core.panel.model import Panel
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Estimand, Method, Plan, Role
from werkzaam.problem import Problem

Progress = Callable[[str, float], None]


def analyse(panel: Panel, plan: Plan, progress: Progress | None = None) -> Findings:
    """Everything the plan asks of the panel. A question without an honest answer becomes `Unanswered`.

    `progress` is told the step's name and the fraction done.
    """
    say = progress or _silent
    say("developments", 0.0)
    wide = Wide(panel)
    changes = developments(wide, plan)
    answers = list(_answers(wide, plan, say))
    partners = list(_partners(wide, plan))
    beside = [answer for answer in partners if isinstance(answer, Estimate)]
    say("comparability", 0.8)
    compared = plan.estimands if plan.arm(Role.COMPARISON) else ()
    findings = Findings(
        plan_hash=plan.hash,
        panel_hash=panel.hash,
        developments=changes,
        estimates=_adjusted(plan, [answer for answer in answers if isinstance(answer, Estimate)]),
        partners=_family(beside, len(partners), plan),
        unanswered=tuple(answer for answer in (*answers, *partners) if isinstance(answer, Unanswered)),
        balance=tuple(balance(wide, plan, estimand) for estimand in compared),
        attrition=tuple(attrition(wide, plan, estimand) for estimand in compared),
        dose=dose(panel, plan),
    )
    say("done", 1.0)
    return findings


def _silent(_step: str, _fraction: float) -> None:
    """Nobody listens."""


def _answers(wide: Wide, plan: Plan, say: Progress) -> Iterator[Estimate | Unanswered]:
    for place, estimand in enumerate(plan.estimands):
        say("estimates", 0.1 + 0.7 * place / len(plan.estimands))
        yield _ask(wide, plan, estimand, estimand.method)


def _partners(wide: Wide, plan: Plan) -> Iterator[Estimate | Unanswered]:
    for estimand in plan.estimands:
        if estimand.partner is not None:
            yield _ask(wide, plan, estimand, estimand.partner)


def _ask(wide: Wide, plan: Plan, estimand: Estimand, method: Method) -> Estimate | Unanswered:
    try:
        return answer(prepare(wide, plan, estimand, method), plan, estimand)
    except Problem as problem:
        return Unanswered(
            key=estimand.key if method is estimand.method else f"{estimand.key}-{method}",
            estimand=estimand.key,
            outcome=estimand.outcome,
            wave=estimand.wave,
            method=str(method),
            code=problem.code,
            message=problem.message,
        )


def _adjusted(plan: Plan, estimates: Sequence[Estimate]) -> tuple[Estimate, ...]:
    """Primary questions are one family, the others another; the order of the plan is kept."""
    families = {
        primary: {estimand.key for estimand in plan.estimands if estimand.primary is primary}
        for primary in (True, False)
    }
    done = {
        found.key: found
        for keys in families.values()
        for found in _family([each for each in estimates if each.estimand in keys], len(keys), plan)
    }
    return tuple(done[each.key] for each in estimates)


def _family(estimates: Iterable[Estimate], size: int, plan: Plan) -> tuple[Estimate, ...]:
    """A question asked but not answered still counts, with p = 1: losing one never strengthens the others."""
    asked = list(estimates)
    p_values = [each.p for each in asked] + [1.0] * (size - len(asked))
    adjusted = adjust(p_values, plan.multiplicity)
    return tuple(replace(each, p_adjusted=p) for each, p in zip(asked, adjusted, strict=False))
