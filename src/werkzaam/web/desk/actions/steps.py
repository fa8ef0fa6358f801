"""Asking for a step of the desk. The step itself is a task; asking twice gives the same one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.core.measure import export as measurements
from werkzaam.problem import Problem
from werkzaam.sides import GUIDANCE, RESEARCH
from werkzaam.web.desk import measured, queries, rules, tasks
from werkzaam.web.desk.actions.held import NotReady
from werkzaam.web.desk.dossier import gather as gather_dossier
from werkzaam.web.desk.dossier import seal
from werkzaam.web.desk.models import Freeze, Job, Publication, Report, Run
from werkzaam.web.desk.room import room
from werkzaam.web.desk.standing import obstacles
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.rules import Access

ACTIVE = (Job.Status.WAITING, Job.Status.RUNNING)


class NotYet(Problem):
    """A step that has nothing to stand on."""

    code = "desk-not-yet"
    status = 409


def export(*, by: Access, at: datetime, study: Any, language: str, open_answers: bool = False) -> bytes:
    """What was measured of everyone whose research consent stands today, as a zip; a look at each of them.

    In no transaction: making the zip takes seconds, in which a respondent must be able to save.
    Raises NotYet, ExportProblem.
    """
    queries.study(by, "desk.export", study.code)
    found = measured.gather(study, on=timezone.localdate(at), open_answers=open_answers)
    if not found.source.rounds or not found.persons:
        raise NotYet(_("There is nothing to download yet: nobody was asked, or nobody’s consent stands."))
    content = measurements.bundle(found.source, language=language)
    sha256 = hashlib.sha256(content).hexdigest()
    details: dict[str, object] = {"study": study.code, "sha256": sha256, "open_answers": open_answers}
    sides: dict[str, Iterable[object]] = {GUIDANCE: found.persons, RESEARCH: found.pseudonyms}
    for side, subjects in sides.items():
        ledger.looked(by=by.account, at=at, side=side, act="desk.export", subjects=subjects, details=details)
    return content


@transaction.atomic(using=RESEARCH)
def freeze(*, by: Access, at: datetime, study: Any) -> Freeze:
    """Ask for a freeze of this study's rows; one that is under way already is given back."""
    queries.study(by, "desk.freeze", study.code)
    if going := queries.freezes(study).filter(status__in=ACTIVE).first():
        return going  # type: ignore[no-any-return]
    job = Freeze.objects.create(study=study, asked_at=at, asked_by=by.account)
    _asked(by, at, job, study.code)
    tasks.freeze.enqueue(job.pk)
    return job


@transaction.atomic(using=RESEARCH)
def run(*, by: Access, at: datetime, study: Any) -> Run:
    """Ask for the registered analysis of the last freeze; one under way, or one already done, is given back."""
    queries.study(by, "desk.run", study.code)
    frozen = queries.latest_freeze(study)
    if frozen is None:
        raise NotYet(_("There is no frozen panel yet. Freeze the data first."))
    if same := _same_run(study, frozen):
        return same
    job = Run.objects.create(freeze=frozen, asked_at=at, asked_by=by.account)
    _asked(by, at, job, study.code)
    tasks.run.enqueue(job.pk)
    return job


def _same_run(study: Any, frozen: Freeze) -> Run | None:
    """A run under way, or a finished one of the same panel, under the same plan, with the same standing."""
    going = queries.runs(study).filter(status__in=ACTIVE).first()
    registered = queries.locked_before_looking(study)
    done = queries.runs(study).filter(
        status=Job.Status.DONE,
        freeze__panel_hash=frozen.panel_hash,
        plan_hash=study.plan_hash,
        registered=registered,
    )
    found: Run | None = going or done.first()
    return found


@transaction.atomic(using=RESEARCH)
def report(*, by: Access, at: datetime, study: Any) -> Run | Report:
    """Ask for the draft to be written again; what says everything already is given back."""
    queries.study(by, "desk.run", study.code)
    done = queries.latest_run(study)
    if done is None:
        raise NotYet(_("There is no finished run yet. Run the analysis first."))
    if going := queries.reports(study).filter(status__in=ACTIVE).first():
        return going  # type: ignore[no-any-return]
    drafted = queries.drafted(done)
    if drafted.dossier_hash == seal(gather_dossier(study, on=timezone.localdate(at))):
        return drafted
    job = Report.objects.create(run=done, asked_at=at, asked_by=by.account)
    _asked(by, at, job, study.code)
    tasks.report.enqueue(job.pk)
    return job


@transaction.atomic(using=RESEARCH)
def publish(*, by: Access, at: datetime, study: Any) -> Publication:
    """Ask to publish the last run; a run is published once."""
    queries.study(by, "desk.publish", study.code)
    done = queries.latest_run(study)
    if done is None:
        raise NotYet(_("There is no finished run yet. Run the analysis first."))
    if queries.withdrawn_since(done.freeze, study, on=timezone.localdate(at)):
        raise NotYet(
            _(
                "Someone in this panel has withdrawn consent. Nothing was published. Freeze and run again first."
            ),
            code="desk-consent-withdrawn",
        )
    _require_released(study, done, at)
    if again := done.publications.exclude(status=Job.Status.FAILED).first():
        return again
    job = done.publications.first() or Publication(run=done, key=_free_key(study))
    job.status, job.code, job.message, job.ended_at = Job.Status.WAITING, "", "", None
    job.asked_at, job.asked_by = at, by.account
    job.save()
    _asked(by, at, job, study.code)
    tasks.publish.enqueue(job.pk)
    return job


def _require_released(study: Any, done: Run, at: datetime) -> None:
    """Raises NotReady with what stands in the way, or where no second person let this draft go."""
    here = room(study, on=timezone.localdate(at))
    if blocks := obstacles(here):
        told = " ".join(one.text for one in blocks[:3])
        raise NotReady(_("Nothing was published. %(why)s") % {"why": told}, blocks=len(blocks))
    if here.draft is None or not queries.approved(done, here.draft.digest, here.seal):
        raise NotReady(
            _("A second researcher must release this draft first. Nothing was published."),
            code="desk-not-released",
        )


def _free_key(study: Any) -> str:
    taken = set(Publication.objects.values_list("key", flat=True))
    on_shelf = {path.name for path in settings.EDITIONS.iterdir()} if settings.EDITIONS.is_dir() else set()
    return rules.edition_key(study.code, taken | on_shelf)


def _asked(by: Access, at: datetime, job: Job, study_code: str) -> None:
    details: dict[str, object] = {"study": study_code, job.kind: job.pk}
    ledger.record(by=by.account, at=at, side=RESEARCH, act=f"desk.ask_{job.kind}", details=details)
