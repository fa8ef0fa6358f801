"""The long steps of the desk, as background tasks. Each can be repeated: what is done stays done."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from werkzaam.core.panel import Panel, thaw
from werkzaam.core.panel import freeze as freeze_panel
from werkzaam.core.plan import Plan
from werkzaam.core.report import Edition, read_edition
from werkzaam.core.report.evaluation import evaluate
from werkzaam.problem import Problem
from werkzaam.sides import GUIDANCE, RESEARCH
from werkzaam.web.desk import queries
from werkzaam.web.desk.gather import gather
from werkzaam.web.desk.models import Freeze, Job, Publication, Run
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.study import queries as studies

Tell = Callable[[str, float], None]
SAVED_EVERY = 0.5  # seconds


class NotTheSame(Problem):
    """A publication that would say something else than the run it is made from."""

    code = "desk-not-the-same"
    status = 409


@task()
def freeze(pk: int) -> None:
    """Gather today's rows and freeze them as a panel."""
    _work(Freeze, pk, _freeze)


@task()
def run(pk: int) -> None:
    """Analyse a frozen panel under the study's plan, and keep the draft edition."""
    _work(Run, pk, _run)


@task()
def publish(pk: int) -> None:
    """Make the edition of a run anew, hold it against the draft, and put it on the shelf."""
    _work(Publication, pk, _publish)


def _freeze(job: Freeze, tell: Tell) -> None:
    tell("gather", 0.0)
    day = timezone.localdate(job.asked_at)
    gathered = gather(job.study, studies.plan(job.study), on=day, today=timezone.localdate())
    panel = gathered.panel
    tell("freeze", 0.7)
    folder = queries.panel_folder(job.study.code, panel.hash)
    if folder.exists():
        thaw(folder)
    else:
        freeze_panel(panel, folder)
    job.panel_hash, job.persons, job.rows = panel.hash, panel.persons.num_rows, panel.values.num_rows
    job.answers = gathered.answers
    job.save(update_fields=["panel_hash", "persons", "rows", "answers"])
    for side, subjects in ((GUIDANCE, gathered.persons), (RESEARCH, gathered.pseudonyms)):
        _looked(job, side, subjects)


def _looked(job: Freeze, side: str, subjects: Iterable[object]) -> None:
    details: dict[str, object] = {"study": job.study.code, "panel": job.panel_hash}
    act, at = "desk.freeze", timezone.now()
    ledger.looked(by=job.asked_by, at=at, side=side, act=act, subjects=subjects, details=details)


def _run(job: Run, tell: Tell) -> None:
    study = job.freeze.study
    panel, plan = _inputs(job)
    folder = f"run-{job.pk}"
    _write(plan, panel, queries.drafts(study.code) / folder, job.asked_at, tell, draft=True)
    job.plan_hash, job.registered, job.folder = plan.hash, plan.registered, folder
    job.save(update_fields=["plan_hash", "registered", "folder"])


def _publish(job: Publication, tell: Tell) -> None:
    shelf: Path = settings.EDITIONS
    if (shelf / job.key).exists():  # put there by an attempt that broke off after this
        read_edition(shelf / job.key)
        return
    draft = queries.draft(job.run)
    panel, plan = _inputs(job.run)
    made = queries.drafts(job.run.freeze.study.code) / f"publication-{job.pk}"
    edition = _write(plan, panel, made, job.asked_at, tell)
    if _estimates(edition) != _estimates(draft) or edition.verdicts != draft.verdicts:
        raise NotTheSame(
            _(
                "The analysis no longer gives what this run gave. Nothing was published. Run the analysis again."
            )
        )
    shelf.mkdir(parents=True, exist_ok=True)
    made.rename(shelf / job.key)


def _inputs(job: Run) -> tuple[Panel, Plan]:
    """The frozen panel, and the plan with its lock only where that came before the first look at outcomes."""
    study = job.freeze.study
    panel = thaw(queries.panel_folder(study.code, job.freeze.panel_hash))
    plan = studies.plan(study)
    return panel, plan if queries.locked_before_looking(study) else replace(plan, lock=None)


def _write(plan: Plan, panel: Panel, folder: Path, asked_at: Any, tell: Tell, draft: bool = False) -> Edition:
    """Analysis is the first half of the work, writing the second."""
    evaluation = evaluate(plan, panel, lambda step, part: tell(step, part / 2))
    on = timezone.localdate(asked_at)
    return evaluation.write(
        folder, on=on, draft=draft, progress=lambda step, part: tell(step, 0.5 + part / 2)
    )


def _estimates(edition: Edition) -> str:
    return next(file.sha256 for file in edition.files if file.path == "estimates.json")


def _work(kind: type[Any], pk: int, do: Callable[[Any, Tell], None]) -> None:
    """Take the job, do it, and write down how it ended; a job that is done is left alone."""
    job = _take(kind, pk)
    if job is None:
        return
    try:
        do(job, _teller(job))
    except Problem as problem:
        _end(job, Job.Status.FAILED, problem.code, problem.message)
        raise
    except Exception:
        _end(
            job,
            Job.Status.FAILED,
            "desk-stopped",
            _("This step stopped unexpectedly; it will be tried again."),
        )
        raise
    _end(job, Job.Status.DONE)


@transaction.atomic(using=RESEARCH)
def _take(kind: type[Any], pk: int) -> Job | None:
    job: Job = kind.objects.select_for_update().get(pk=pk)
    if job.done:
        return None
    job.status, job.code, job.message = Job.Status.RUNNING, "", ""
    job.started_at, job.ended_at = timezone.now(), None
    job.save()
    return job


@transaction.atomic(using=RESEARCH)
def _end(job: Job, status: Job.Status, code: str = "", message: str = "") -> None:
    job.status, job.code, job.message = status, code, message
    job.ended_at = timezone.now()
    if status is Job.Status.DONE:
        job.progress = 100
    job.save(update_fields=["status", "code", "message", "ended_at", "progress"])
    details: dict[str, object] = {job.kind: job.pk, "status": status.value, "code": code}
    ledger.record(
        by=job.asked_by, at=job.ended_at, side=RESEARCH, act=f"desk.{job.kind}_ended", details=details
    )


def _teller(job: Job) -> Tell:
    """Saves how far the job is, at most every half second."""
    last = 0.0

    def tell(step: str, part: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < SAVED_EVERY:
            return
        last = now
        job.step, job.progress = step, min(99, max(0, round(100 * part)))
        job.save(update_fields=["step", "progress"])

    return tell
