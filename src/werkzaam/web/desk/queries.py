"""Reads of the desk: where a study stands, and what has gone stale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkzaam.core.report import Edition, read_edition
from werkzaam.web.consent import queries as consent
from werkzaam.web.desk.models import Freeze, Job, Publication, Run
from werkzaam.web.desk.results import main_verdicts
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import queries as survey

KINDS: dict[str, type[Freeze] | type[Run] | type[Publication]] = {
    "freeze": Freeze,
    "run": Run,
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


def publications(found: Any) -> Any:
    return Publication.objects.filter(run__freeze__study=found).select_related("run__freeze")


def job(access: Access, permission: str, kind: str, pk: int) -> Any:
    """One freeze, run or publication within reach; Refused whether it is elsewhere or nowhere."""
    paths = {"freeze": "study", "run": "freeze__study", "publication": "run__freeze__study"}
    found = KINDS[kind].objects.select_related(paths[kind]).filter(pk=pk).first() if kind in KINDS else None
    if found is None:
        raise refuse()
    study(access, permission, study_of(found).code)
    return found


def study_of(found: Job) -> Any:
    match found:
        case Freeze():
            return found.study
        case Run():
            return found.freeze.study
        case Publication():
            return found.run.freeze.study
    raise TypeError(found)


def draft(run: Run) -> Edition:
    """What a run found, verified. Raises EditionProblem."""
    return read_edition(drafts(run.freeze.study.code) / run.folder)


def drawing(run: Run, path: str) -> Path:
    """A figure of a run's draft. Raises EditionProblem for anything else than a drawing its manifest names."""
    edition = draft(run)
    return edition.path(path if path.endswith(".svg") else "")


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
    publication: Publication | None
    stale: dict[str, list[str]]


def state(found: Any, *, on: date) -> State:
    """Where the study stands on this day."""
    field = ready(found, on=on)
    freeze, run, publication = freezes(found).first(), runs(found).first(), publications(found).first()
    stale = {
        "freeze": _stale_freeze(freeze, field, found, on) if freeze and freeze.done else [],
        "run": _stale_run(run, _latest_done(freezes(found)), found) if run and run.done else [],
        "publication": _stale_publication(publication, _latest_done(runs(found)))
        if publication and publication.done
        else [],
    }
    return State(field, freeze, run, publication, stale)


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
