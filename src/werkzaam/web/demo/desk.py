"""The researcher's desk: freeze, run, publish, each as the task it is."""

from __future__ import annotations

from typing import Any

from werkzaam.problem import Problem
from werkzaam.web.demo.cast import Stage
from werkzaam.web.desk import actions
from werkzaam.web.sites.worker import Worker


class DemoStopped(Problem):
    """A step of the desk did not end well."""

    code = "demo-stopped"


def judge(stage: Stage) -> None:
    """desk: freeze the panel, run the registered analysis, publish the edition"""
    from django.utils import timezone

    for step in (actions.freeze, actions.run, actions.publish):
        job = step(by=stage.access("dirk", stage.today), at=timezone.now(), study=stage.study)
        _work_off(job)
        _require_done(job)


def _work_off(job: Any) -> None:
    """Until this step has ended; what may take its time (power) waits for the demo's own worker."""
    worker = Worker()
    while job.active and worker.step():
        job.refresh_from_db()


def _require_done(job: Any) -> None:
    if not job.done:
        raise DemoStopped(f"{type(job).__name__} ended as {job.status}: {job.message}", code=job.code or None)
