"""The long steps of the desk, as background tasks. Each can be repeated: what is done stays done."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from werkzaam.core.claim.dossier import Dossier
from werkzaam.core.claim.evidence import Number
from werkzaam.core.panel import Panel, thaw
from werkzaam.core.panel import freeze as freeze_panel
from werkzaam.core.plan import Plan
from werkzaam.core.report import Edition, read_edition
from werkzaam.core.report.disclosure.earlier import DifferenceProblem
from werkzaam.core.report.evaluation import Evaluation, evaluate
from werkzaam.core.report.material import Material
from werkzaam.core.report.paths import flat
from werkzaam.problem import Problem
from werkzaam.sides import GUIDANCE, RESEARCH
from werkzaam.web.desk import numbers, queries
from werkzaam.web.desk.dossier import gather as gather_dossier
from werkzaam.web.desk.dossier import seal
from werkzaam.web.desk.gather import gather
from werkzaam.web.desk.models import Freeze, Job, Publication, Report, Run
from werkzaam.web.desk.shelf import lay_on_shelf
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
def report(pk: int) -> None:
    """Write the draft of a run again, with what researchers brought since."""
    _work(Report, pk, _report)


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
    brought = gather_dossier(study, on=timezone.localdate())
    folder = f"run-{job.pk}"
    edition = _write(job, brought, queries.drafts(study.code) / folder, job, tell, draft=True)
    job.plan_hash, job.registered = edition.plan_hash, _registered(study)
    job.folder, job.dossier_hash = folder, seal(brought)
    job.save(update_fields=["plan_hash", "registered", "folder", "dossier_hash"])


def _registered(study: Any) -> bool:
    return queries.locked_before_looking(study) and studies.plan(study).registered


def _report(job: Report, tell: Tell) -> None:
    """On the same panel under the same plan: only what was brought may differ from the run."""
    study = job.run.freeze.study
    brought = gather_dossier(study, on=timezone.localdate())
    folder = f"report-{job.pk}"
    _write(job.run, brought, queries.drafts(study.code) / folder, job, tell, draft=True)
    job.folder, job.dossier_hash = folder, seal(brought)
    job.save(update_fields=["folder", "dossier_hash"])


def _publish(job: Publication, tell: Tell) -> None:
    shelf: Path = settings.EDITIONS
    if (shelf / job.key).exists():  # put there by an attempt that broke off after this
        _settle(job, read_edition(shelf / job.key))
        return
    draft = queries.draft(job.run)
    study = job.run.freeze.study
    brought = gather_dossier(study, on=timezone.localdate())
    _require_released(job, draft, seal(brought))
    made = queries.drafts(study.code) / f"publication-{job.pk}"
    edition = _write(job.run, brought, made, job, tell)
    if _estimates(edition) != _estimates(draft) or edition.verdicts != draft.verdicts:
        raise NotTheSame(
            _(
                "The analysis no longer gives what this run gave. Nothing was published. Run the analysis again."
            )
        )
    shelf.mkdir(parents=True, exist_ok=True)
    made.rename(shelf / job.key)
    numbers.place(made).unlink()
    _settle(job, edition)


def _settle(job: Publication, edition: Edition) -> None:
    """From now on these claims are as they were published."""
    held = [claim.key for claim in edition.claims]
    rows = queries.claims(job.run.freeze.study).filter(key__in=held, published_in=None)
    rows.update(published_in=job)


def _require_released(job: Publication, draft: Edition, brought: str) -> None:
    """What is published is what a second person saw. Raises NotTheSame."""
    if not queries.approved(job.run, draft.digest, brought):
        raise NotTheSame(
            _(
                "What was brought to this report is no longer what was released. Nothing was published. Write the "
                "report again and ask for a new release."
            ),
            code="desk-not-released",
        )


def _inputs(job: Run) -> tuple[Panel, Plan]:
    """The frozen panel, and the plan with its lock only where that came before the first look at outcomes."""
    study = job.freeze.study
    panel = thaw(queries.panel_folder(study.code, job.freeze.panel_hash))
    plan = studies.plan(study)
    return panel, plan if queries.locked_before_looking(study) else replace(plan, lock=None)


def _write(run: Run, brought: Dossier, folder: Path, job: Job, tell: Tell, draft: bool = False) -> Edition:
    """Analysis is the first half of the work, writing the second; held against what was published before."""
    panel, plan = _inputs(run)
    evaluation = evaluate(plan, panel, lambda step, part: tell(step, part / 2))
    on = timezone.localdate(job.asked_at)
    write = partial(
        evaluation.write,
        folder,
        on=on,
        draft=draft,
        progress=lambda step, part: tell(step, 0.5 + part / 2),
        dossier=brought,
    )
    edition = _beside(write, queries.earlier(run.freeze.study), draft)
    numbers.keep(folder, _found(evaluation, brought, on))
    return edition


def _beside(write: Callable[..., Edition], earlier: Sequence[Edition], draft: bool) -> Edition:
    """A draft stays inside: where it could not be told beside what was published, it is still made to be read here."""
    try:
        return write(earlier=earlier)
    except DifferenceProblem:
        if not draft:
            raise
        return write()


def _found(evaluation: Evaluation, brought: Dossier, on: date) -> dict[str, Number]:
    """Every number behind the report, as it was found."""
    parts = (evaluation.plan, evaluation.panel, evaluation.findings, evaluation.claims)
    return flat(Material.of(*parts, on, brought).evidence)


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
    if isinstance(job, Publication):
        lay_on_shelf(job.run.freeze.study)


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
