"""The researchers' desk: freeze, run, bring claims, release by two, publish; each step as the task it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from werkzaam.problem import Problem
from werkzaam.web.demo.bring import both, bring
from werkzaam.web.demo.cast import Stage
from werkzaam.web.desk import actions
from werkzaam.web.sites.worker import Worker

LEGAL = {
    "nl": "Een loting over gemeenten is nu niet haalbaar.",
    "en": "A lottery over municipalities is not feasible now.",
}
AGREED = {"nl": "Het college neemt dit over.", "en": "The municipality takes this up."}
PLANNED = {"nl": "In de begroting van volgend jaar.", "en": "In next year’s budget."}
FOLLOWED = (
    ("recommend-fixed-coach", "accepted", AGREED, 4),
    ("recommend-fixed-coach", "planned", PLANNED, 1),
    ("recommend-language", "accepted", AGREED, 3),
    ("recommend-larger-study", "declined", LEGAL, 2),
)
"""What addressees answered, so many days ago."""


class DemoStopped(Problem):
    """A step of the desk did not end well."""

    code = "demo-stopped"


def judge(stage: Stage) -> None:
    """desk: freeze, run, claims and joint display, release by two, publish"""
    for step in (actions.freeze, actions.run):
        _do(stage, step)
    bring(stage, _by(stage, "dirk"))
    _do(stage, actions.report)
    let_go(stage.study, _by(stage, "dirk"), _by(stage, "vera"))
    _do(stage, actions.publish)
    _follow(stage)


def let_go(study: Any, one: dict[str, Any], other: dict[str, Any]) -> None:
    """One asks, another looks and decides; what was let go before stays so."""
    asked = actions.ask_release(**one, study=study)
    if asked.decision == asked.Decision.WAITING:
        actions.decide_release(**other, release=asked, approve=True)


def _by(stage: Stage, name: str) -> dict[str, Any]:
    from django.utils import timezone

    return {"by": stage.access(name, stage.today), "at": timezone.now()}


def _do(stage: Stage, step: Callable[..., Any]) -> None:
    work_off(step(**_by(stage, "dirk"), study=stage.study))


def work_off(job: Any) -> None:
    """Until this step has ended well; what may take its time (power) waits for the demo's own worker."""
    worker = Worker()
    while job.active and worker.step():
        job.refresh_from_db()
    if not job.done:
        raise DemoStopped(f"{type(job).__name__} ended as {job.status}: {job.message}", code=job.code or None)


def _follow(stage: Stage) -> None:
    for claim, uptake, reason, days in FOLLOWED:
        on = stage.today - timedelta(days=days)
        told = both("reason", reason)
        actions.note_uptake(
            **_by(stage, "dirk"), study=stage.study, claim=claim, on=on, uptake=uptake, reason=told
        )
