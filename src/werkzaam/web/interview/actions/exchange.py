"""Take in a project or codebook of another program, and note what goes out.

A text that is here already gets the codings; a new one in which nothing is marked becomes a source; a new one with
marks waits for its reader first, and its codings are told as lost until it is taken in again.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.core import coding as core
from werkzaam.core.coding.exchange.guid import guid
from werkzaam.problem import Problem
from werkzaam.sides import RESEARCH
from werkzaam.web.interview import queries
from werkzaam.web.interview.actions.codebook import add_code
from werkzaam.web.interview.actions.noted import BadSource, record
from werkzaam.web.interview.actions.pending import import_text
from werkzaam.web.interview.actions.source import add_source
from werkzaam.web.interview.actions.speakers import with_speakers
from werkzaam.web.interview.actions.spoken import spoken
from werkzaam.web.interview.models import Code, Coding, Memo, Source
from werkzaam.web.interview.queries import book
from werkzaam.web.people.rules import Access


class BadExchange(Problem):
    """A file that cannot be taken in as it stands; nothing of it was kept."""

    code = "interview-exchange"
    status = 422


@dataclass(slots=True)
class Taken:
    """What came in, and what did not: `losses` as core tells them, `waiting` texts that need a reader first."""

    codes: int = 0
    sources: int = 0
    codings: int = 0
    known: int = 0
    waiting: int = 0
    closed: int = 0  # texts of someone whose consent does not stand
    codings_lost: int = 0
    memos: int = 0
    memos_lost: int = 0
    losses: list[core.Loss] = field(default_factory=list)


@transaction.atomic(using=RESEARCH)
def take_out(*, by: Access, at: datetime, study: Any, form: str, sources: int, codings: int) -> None:
    """Note that a study's texts or codes went out."""
    queries.study(by, "interview.see", study.code)
    record(by, at, "take_out", "", study=study.code, form=form, sources=sources, codings=codings)


@transaction.atomic(using=RESEARCH)
def take_in(*, by: Access, at: datetime, study: Any, data: bytes, filename: str) -> Taken:
    """Everything in the file, or nothing. Raises BadExchange."""
    queries.study(by, "interview.code", study.code)
    taken = Taken()
    project = _read(data, filename, taken)
    codes = _codes(by, at, study, project.codebook, taken)
    sources = {one.key: _source(by, at, study, one, project.cases, taken) for one in project.sources}
    _codings(by, at, study, project, codes, sources, taken)
    _memos(by, at, study, project, codes, sources, taken)
    record(
        by,
        at,
        "take_in",
        "",
        study=study.code,
        codes=taken.codes,
        sources=taken.sources,
        codings=taken.codings,
    )
    return taken


def _read(data: bytes, filename: str, taken: Taken) -> core.Project:
    try:
        if filename.lower().endswith(".qdc"):
            found, losses = core.read_qdc(data)
            taken.losses = list(losses)
            return core.Project(found.name, found)
        imported = core.read_qdpx(data)
    except Problem as problem:
        raise BadExchange(told(problem), code=problem.code) from problem
    taken.losses = list(imported.losses)
    return imported.project


def told(problem: Problem) -> str:
    """What core refuses of a project or codebook, in the language of the page."""
    words = {
        "archive-path": _("This file holds parts that would land outside its own folder. It was not opened."),
        "archive-too-large": _("This file unpacks to far more than a project needs. It was not opened."),
        "archive-damaged": _(
            "This file is damaged, or not what its name says. Save it anew and choose it again."
        ),
        "archive-encrypted": _(
            "This file is locked with a password. Save it without one and choose it again."
        ),
        "xml-damaged": _("The contents of this file are damaged. Export it anew from the other program."),
        "xml-doctype": _("This file defines its own document type. It was not read."),
        "exchange-not-project": _(
            "There is no REFI-QDA project in this file. Export it as .qdpx, or choose a .qdc."
        ),
        "exchange-not-codebook": _("This is not a REFI-QDA codebook. Export it as .qdc, or choose a .qdpx."),
        "exchange-text-missing": _(
            "Texts of sources are not in this file, so nothing was kept. Export it anew with its sources inside."
        ),
        "exchange-empty": _("There is no code yet. Add a code first, or choose a file with codes in it."),
        "code-tree-round": _("Codes in this file stand below themselves. Nothing was kept."),
        "code-parent-unknown": _("A code in this file stands below one that is not there. Nothing was kept."),
        "code-name-empty": _("A code in this file has no name. Nothing was kept."),
        "source-empty": _("A source in this file has no text. Nothing was kept."),
        "source-too-long": _(
            "A text in this file is longer than two million characters. Nothing was kept; split that text first."
        ),
        "code-twice": _("Two codes in this file have the same identity. Nothing was kept."),
        "encoding-unknown": _(
            "It cannot be told in which encoding a text in this file was saved. Nothing was kept."
        ),
    }
    return words.get(problem.code, _("This file cannot be read: %(why)s") % {"why": problem.message})


def _codes(by: Access, at: datetime, study: Any, found: core.Codebook, taken: Taken) -> dict[str, Code]:
    """The study's code for each of the file's, by name; those that are not there come, parents first."""
    here = {core.fold(row.name).strip(): row for row in book.codes(study)}
    codes: dict[str, Code] = {}
    for _depth, one in found.walk():
        name = core.fold(one.name).strip()
        if name not in here:
            here[name] = add_code(
                by=by, at=at, study=study, name=one.name, kind=(one.kind or core.Kind.CONTEXT).value,
                definition=one.definition, include=one.include, exclude=one.exclude,
                parent=codes.get(one.parent or ""),
            )  # fmt: skip
            taken.codes += 1
        codes[one.key] = here[name]
    return codes


def _source(
    by: Access, at: datetime, study: Any, one: core.Source, cases: Sequence[core.Case], taken: Taken
) -> Source | None:
    kept = hashlib.sha256(one.text.encode()).hexdigest()
    rows = list(Source.objects.filter(study=study, sha256=kept).defer("folded", "sentences"))
    if rows:
        row = next((row for row in rows if guid("source", f"{study.code}-{row.pk}") == one.key), rows[0])
        if not queries.stands(study.code, row.pseudonym, on=at.date()):
            taken.closed += 1
            return None
        taken.known += 1
        return row
    return _fresh(by, at, study, one, spoken(one, cases), taken)


def _fresh(
    by: Access, at: datetime, study: Any, one: core.Source, about: dict[str, Any], taken: Taken
) -> Source | None:
    """A text that is not here: whose it is, the file does not say; a reader may."""
    told = about | {"title": one.name[:200] or "–"}
    asking = told.pop("asking", ())
    pending = import_text(by=by, at=at, study=study, text=one.text, turns=one.turns, **told)
    if pending.marks.exists():
        taken.waiting += 1
        return None
    pending.delete()
    try:
        source = add_source(by=by, at=at, study=study, text=one.text, turns=one.turns, asking=asking, **told)
    except BadSource as problem:
        raise BadExchange(problem.message) from problem
    taken.sources += 1
    return source if source.text == one.text else None


def _codings(
    by: Access,
    at: datetime,
    study: Any,
    project: core.Project,
    codes: dict[str, Code],
    sources: dict[str, Source | None],
    taken: Taken,
) -> None:
    """Codings that are not here yet. Others than who takes them in keep the file's own key: nobody codes in another's
    name."""
    there = Counter(
        Coding.objects.filter(source__in=[row for row in sources.values() if row]).values_list(
            "source_id", "code_id", "start", "end", "stance", "coder"
        )
    )
    rows = []
    for one in project.codings:
        source, code = sources[one.source], codes[one.code]
        if source is None:
            taken.codings_lost += 1
            continue
        place = (source.pk, code.pk, one.start, one.end, one.stance.value)
        coder = by.account if one.coder == by.account else f"file-{one.coder}"[:64]
        if there[*place, one.coder] or there[*place, coder]:
            continue
        there[*place, coder] += 1
        rows.append(_row(source, code, one, coder, at))
    Coding.objects.bulk_create(with_speakers(rows))
    taken.codings = len(rows)


def _memos(
    by: Access,
    at: datetime,
    study: Any,
    project: core.Project,
    codes: dict[str, Code],
    sources: dict[str, Source | None],
    taken: Taken,
) -> None:
    """Memos that do not stand here yet, by who takes them in; one on a text that did not come in is lost."""
    known = Memo.objects.filter(study=study).values_list("text", "source_id", "code_id")
    there: set[tuple[str, Any, Any]] = set(known)
    rows = []
    for one in project.memos:
        source, code = sources.get(one.about), codes.get(one.about)
        if not one.text.strip() or (one.about in sources and source is None):
            taken.memos_lost += 1
            continue
        place = (one.text.strip(), source and source.pk, code and code.pk)
        if place in there:
            continue
        there.add(place)
        rows.append(
            Memo(study=study, source=source, code=code, text=place[0], written_at=at, written_by=by.account)
        )
    Memo.objects.bulk_create(rows)
    taken.memos = len(rows)


def _row(source: Source, code: Code, one: core.Coding, coder: str, at: datetime) -> Coding:
    return Coding(
        source=source, code=code, start=one.start, end=one.end, stance=one.stance.value, origin=one.origin.value,
        memo=one.memo, coder=coder, coded_at=one.at or at,
    )  # fmt: skip
