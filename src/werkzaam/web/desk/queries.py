"""Reads of the desk: where a study stands, and what has gone stale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pyarrow.parquet as pq
from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkzaam.core.report import Edition, read_edition
from werkzaam.web.consent import queries as consent
from werkzaam.web.desk.models import (
    Element,
    Freeze,
    Job,
    JointRow,
    Lowering,
    Publication,
    Release,
    Report,
    Run,
    WrittenClaim,
)
from werkzaam.web.desk.results import main_verdicts
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import queries as survey

T = TypeVar("T", bound=Model)
KINDS: dict[str, type[Freeze] | type[Run] | type[Report] | type[Publication]] = {
    "freeze": Freeze,
    "run": Run,
    "report": Report,
    "publication": Publication,
}


def study(access: Access, permission: str, code: str) -> Any:
    """The study with this code where `permission` reaches it; else Refused."""
    return studies.get(access, permission, code)


def panel_folder(study_code: str, panel_hash: str) -> Path:
    folder: Path = settings.PANELS / study_code / panel_hash
    return folder


def drafts(study_code: str) -> Path:
    """Where a study's runs keep their draft editions: never served to the public."""
    folder: Path = settings.PANELS / study_code / "drafts"
    return folder


def freezes(found: Any) -> Any:
    return Freeze.objects.filter(study=found)


def runs(found: Any) -> Any:
    return Run.objects.filter(freeze__study=found).select_related("freeze")


def reports(found: Any) -> Any:
    return Report.objects.filter(run__freeze__study=found).select_related("run__freeze")


def releases(found: Any) -> Any:
    return Release.objects.filter(run__freeze__study=found).select_related("run")


def earlier(found: Any) -> list[Edition]:
    """What was published of this study before, as far as it is on the shelf."""
    done = publications(found).filter(status=Job.Status.DONE)
    folders = [settings.EDITIONS / one.key for one in done]
    return [read_edition(folder) for folder in folders if folder.is_dir()]


def claims(found: Any) -> Any:
    """The last version of each claim that goes into the next edition."""
    rows = WrittenClaim.objects.filter(study=found, replaced_by=None, gone_at=None)
    return rows.prefetch_related("links", "rivals")


def publications(found: Any) -> Any:
    return Publication.objects.filter(run__freeze__study=found).select_related("run__freeze")


def job(access: Access, permission: str, kind: str, pk: int) -> Any:
    """One freeze, run or publication within reach; Refused whether it is elsewhere or nowhere."""
    paths = {"freeze": "study", "run": "freeze__study"}
    if kind not in KINDS:
        raise refuse()
    path = paths.get(kind, "run__freeze__study")
    found = KINDS[kind].objects.select_related(path).filter(pk=pk).first()
    if found is None:
        raise refuse()
    study(access, permission, study_of(found).code)
    return found


def claim(access: Access, permission: str, pk: int) -> WrittenClaim:
    """The last version of a claim within reach; Refused whether it is elsewhere or nowhere."""
    return _within(access, permission, WrittenClaim.objects.filter(pk=pk, replaced_by=None, gone_at=None))


def row(access: Access, permission: str, pk: int) -> JointRow:
    return _within(access, permission, JointRow.objects.filter(pk=pk))


def joint_rows(found: Any) -> Any:
    return JointRow.objects.filter(study=found).select_related("study")


def release(access: Access, permission: str, pk: int) -> Release:
    """One release within reach; Refused whether it is elsewhere or nowhere."""
    found = Release.objects.select_related("run__freeze__study").filter(pk=pk).first()
    if found is None:
        raise refuse()
    study(access, permission, found.run.freeze.study.code)
    return found


def _within(access: Access, permission: str, rows: QuerySet[T]) -> T:
    found = rows.select_related("study").first()
    if found is None:
        raise refuse()
    study(access, permission, found.study.code)  # type: ignore[attr-defined]
    return found


def study_of(found: Job) -> Any:
    match found:
        case Freeze():
            return found.study
        case Run():
            return found.freeze.study
        case Publication() | Report():
            return found.run.freeze.study
    raise TypeError(found)


def drafted(run: Run) -> Run | Report:
    """Who wrote the last draft of a run: the run itself, or a report that was written since."""
    return run.reports.filter(status=Job.Status.DONE).first() or run


def draft(run: Run) -> Edition:
    """What a run found, in the words of the last report, verified. Raises EditionProblem."""
    return read_edition(drafts(run.freeze.study.code) / drafted(run).folder)


def drawing(run: Run, path: str) -> Path:
    """A figure of a run's draft, or the report itself. Raises EditionProblem for anything else."""
    edition = draft(run)
    reports = {edition.report(kind, each) for kind in ("html", "pdf", "docx") for each in edition.languages}
    return edition.path(path if path.endswith(".svg") or path in reports else "")


def recommendations(found: Any) -> Any:
    """The last version of each: those of the next edition, and those that were ever published."""
    rows = WrittenClaim.objects.filter(study=found, kind=WrittenClaim.Kind.RECOMMENDATION, replaced_by=None)
    return rows.filter(Q(gone_at=None) | Q(published_in__isnull=False)).select_related("published_in")


def lowered(found: Any, claim: str) -> dict[str, str]:
    """What a reviewer made of a computed claim, as a form shows it."""
    row = Lowering.objects.filter(study=found, claim=claim).first()
    names = ("verdict", "reason_nl", "reason_en")
    return {name: getattr(row, name) for name in names} if row else {}


def printed(code: Any) -> Element | None:
    """How a code stands in the report."""
    return Element.objects.filter(code=code).first()


def keys_by_code(found: Any) -> dict[int, str]:
    """The key under which a code stands in the report, by code."""
    return dict(Element.objects.filter(study=found, code__isnull=False).values_list("code_id", "key"))


def approved(run: Run, digest: str, dossier_hash: str) -> bool:
    """Whether a second person let this very draft go, with these words."""
    found = Release.objects.filter(run=run, digest=digest, dossier_hash=dossier_hash)
    return found.filter(decision=Release.Decision.APPROVED).exists()


def headline(run: Run | None, language: str) -> list[tuple[str, str]]:
    """Heading and sentence per main question of a finished run (per question, where all are exploratory)."""
    if run is None or not run.done:
        return []
    found = main_verdicts(draft(run))
    return [(one.heading.get(language, ""), one.text.get(language, "")) for one in found]


def locked_before_looking(found: Any) -> bool:
    """Whether the plan was locked before anyone ran an analysis: after that it is no registration any more."""
    first = runs(found).order_by("asked_at").values_list("asked_at", flat=True).first()
    return found.locked_at is not None and (first is None or found.locked_at <= first)


@dataclass(frozen=True, slots=True)
class Field:
    """What lies ready to be frozen: counts, nobody in particular."""

    allocated: int
    consenting: int
    answers: int
    last_at: datetime | None


def ready(found: Any, *, on: date) -> Field:
    """What a freeze of today would take up."""
    arms = studies.arms(found)
    standing = set(arms) & consent.allowed_pseudonyms(found.code, on)
    moments = [sent.submitted_at for sent in survey.responses(found) if sent.pseudonym in standing]
    return Field(len(arms), len(standing), len(moments), max(moments, default=None))


@dataclass(frozen=True, slots=True)
class State:
    """The last of each step, and per step why it is stale (nothing: it is up to date)."""

    field: Field
    freeze: Freeze | None
    run: Run | None
    report: Report | None
    publication: Publication | None
    stale: dict[str, list[str]]


def state(found: Any, *, on: date) -> State:
    """Where the study stands on this day."""
    field = ready(found, on=on)
    freeze, run, publication = freezes(found).first(), runs(found).first(), publications(found).first()
    report = reports(found).filter(run=run).first() if run else None
    stale = {
        "freeze": _stale_freeze(freeze, field, found, on) if freeze and freeze.done else [],
        "run": _stale_run(run, _latest_done(freezes(found)), found) if run and run.done else [],
        "publication": _stale_publication(publication, _latest_done(runs(found)))
        if publication and publication.done
        else [],
    }
    return State(field, freeze, run, report, publication, stale)


def latest_freeze(found: Any) -> Freeze | None:
    return _latest_done(freezes(found))  # type: ignore[no-any-return]


def latest_run(found: Any) -> Run | None:
    return _latest_done(runs(found))  # type: ignore[no-any-return]


def _latest_done(rows: Any) -> Any:
    return rows.filter(status=Job.Status.DONE).first()


def _stale_freeze(freeze: Freeze, field: Field, found: Any, on: date) -> list[str]:
    why = []
    if field.answers > freeze.answers:
        why.append(_("Answers came in after this freeze."))
    if gone := withdrawn_since(freeze, found, on=on):
        why.append(
            ngettext(
                "%(count)s person in this panel has withdrawn consent since: freeze again before you publish.",
                "%(count)s persons in this panel have withdrawn consent since: freeze again before you publish.",
                gone,
            )
            % {"count": gone}
        )
    return why


def withdrawn_since(freeze: Freeze, found: Any, *, on: date) -> int:
    """How many in a frozen panel no longer consent."""
    path = panel_folder(found.code, freeze.panel_hash) / "persons.parquet"
    if not path.exists():
        return 0
    frozen = set(pq.read_table(path, columns=["person"])["person"].to_pylist())
    return len(frozen - consent.allowed_pseudonyms(found.code, on))


def _stale_run(run: Run, freeze: Freeze | None, found: Any) -> list[str]:
    why = []
    if freeze and freeze.panel_hash != run.freeze.panel_hash:
        why.append(_("There is a newer freeze than the one this run analysed."))
    if run.plan_hash != found.plan_hash:
        why.append(_("The plan was changed after this run."))
    elif run.registered != locked_before_looking(found):
        why.append(_("The plan was locked after this run."))
    return why


def _stale_publication(publication: Publication, run: Run | None) -> list[str]:
    if run is None or (run.pk == publication.run_id):
        return []
    return [_("There is a newer run than the one that was published.")]
