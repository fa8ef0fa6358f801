"""Writes on sources, the codebook and codings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.problem import Problem
from werkzaam.sides import RESEARCH
from werkzaam.web.interview import queries, rules
from werkzaam.web.interview.models import Code, Coding, Perspective, Source
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access


class BadSource(Problem):
    """A source that cannot be kept."""

    code = "interview-source"


class BadCoding(Problem):
    """A code or a passage that does not hold."""

    code = "interview-coding"


@transaction.atomic(using=RESEARCH)
def add_source(
    *,
    by: Access,
    at: datetime,
    study: Any,
    kind: str,
    perspective: str,
    title: str,
    text: str,
    pseudonym: str = "",
    language: str = "nl",
) -> Source:
    """Keep a document or transcript. The same text of the same person twice is one source."""
    queries.study(by, "interview.code", study.code)
    _check_listed(kind, Source.Kind.values)
    _check_listed(perspective, Perspective.values)
    _check_person(study.code, kind, pseudonym, at)
    kept = _kept(text)
    source, new = Source.objects.get_or_create(
        study=study,
        sha256=rules.fingerprint(kept),
        pseudonym=pseudonym,
        defaults={
            "kind": kind,
            "perspective": perspective,
            "title": title.strip(),
            "language": language,
            "text": kept,
            "added_at": at,
            "added_by": by.account,
        },
    )
    if new:
        _record(by, at, "add_source", queries.subject(source), source=source.pk, kind=kind)
    return source


def _check_listed(value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise BadSource(
            _("“%(value)s” is not in the list: %(known)s. Nothing was kept.")
            % {"value": value, "known": ", ".join(known)}
        )


def _check_person(study_code: str, kind: str, pseudonym: str, at: datetime) -> None:
    if pseudonym and kind != Source.Kind.INTERVIEW:
        raise BadSource(
            _("Only an interview belongs to one person: leave the pseudonym empty. Nothing was kept.")
        )
    if pseudonym not in queries.allowed(study_code, on=timezone.localdate(at)):
        raise queries.withdrawn()


def _kept(text: str) -> str:
    kept = rules.clean(text)
    if not kept:
        raise BadSource(_("The text is empty. Paste the text, or choose a file with text in it."))
    if len(kept) > rules.LONGEST:
        raise BadSource(_("The text is longer than two million characters. Split it and add the parts."))
    if not rules.is_readable(kept):
        raise BadSource(_("This is not plain text. Save it as a text file (.txt, UTF-8) and add that."))
    return kept


@transaction.atomic(using=RESEARCH)
def add_code(*, by: Access, at: datetime, study: Any, name: str, kind: str, definition: str) -> Code:
    """Add a code to the codebook. A name stands for one code only, whatever its capitals."""
    queries.study(by, "interview.code", study.code)
    _check_listed(kind, Code.Kind.values)
    if Code.objects.filter(study=study, name__iexact=name.strip()).exists():
        raise BadCoding(_("There is a code with this name already. Choose another name, or use that code."))
    code = Code.objects.create(
        study=study,
        name=name.strip(),
        kind=kind,
        definition=definition.strip(),
        added_at=at,
        added_by=by.account,
    )
    _record(by, at, "add_code", "", code=code.pk, kind=kind)
    return code


@transaction.atomic(using=RESEARCH)
def code_segment(*, by: Access, at: datetime, source: Source, code: Code, start: int, end: int) -> Coding:
    """Put a code on source.text[start:end], in code points. The same coding twice is one."""
    queries.source(by, "interview.code", source.pk, on=timezone.localdate(at))
    if code.study_id != source.study_id:
        raise BadCoding(_("This code belongs to another study. Choose a code from this study's codebook."))
    if not 0 <= start < end <= len(source.text):
        raise BadCoding(_("This passage lies outside the text. Choose the sentences again."))
    coding, new = Coding.objects.get_or_create(
        source=source, code=code, start=start, end=end, coder=by.account, defaults={"coded_at": at}
    )
    if new:
        _record(by, at, "code_segment", queries.subject(source), coding=coding.pk, code=code.pk)
    return coding


@transaction.atomic(using=RESEARCH)
def uncode(*, by: Access, at: datetime, coding: Coding) -> None:
    """Take back one's own coding; another coder's stays."""
    queries.source(by, "interview.code", coding.source_id, on=timezone.localdate(at))
    require(coding.coder == by.account)
    _record(by, at, "uncode", queries.subject(coding.source), coding=coding.pk, code=coding.code_id)
    coding.delete()


def _record(by: Access, at: datetime, act: str, subject: str, **details: object) -> None:
    ledger.record(
        by=by.account, at=at, side=RESEARCH, act=f"interview.{act}", subject=subject, details=details
    )
