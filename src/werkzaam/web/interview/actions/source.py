"""Keep a text for good, with its sentences and turns."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.core.coding import source as core
from werkzaam.core.coding.problem import SourceProblem
from werkzaam.core.coding.reading.turns import turns as turns_of
from werkzaam.sides import RESEARCH
from werkzaam.web.interview import queries, rules
from werkzaam.web.interview.actions.noted import BadSource, check_listed, record
from werkzaam.web.interview.models import Perspective, Quoting, Source
from werkzaam.web.people.rules import Access


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
    region: str = "",
    quoting: str = Quoting.QUOTE,
    turns: Sequence[core.Turn] | None = None,
    asking: Sequence[str] = (),
) -> Source:
    """Keep a document or transcript that holds no names. The same text of the same person twice is one source.

    `turns` are read from the names before them where none are given.
    """
    queries.study(by, "interview.code", study.code)
    check_about(study.code, kind, perspective, quoting, pseudonym, at)
    kept = kept_text(text)
    found = rules.stored_turns(turns_of(kept) if turns is None or kept != text else turns)
    names, sentences = rules.named(found), rules.stored(kept)
    source, new = Source.objects.get_or_create(
        study=study,
        sha256=hashlib.sha256(kept.encode()).hexdigest(),
        pseudonym=pseudonym,
        defaults={
            "kind": kind,
            "perspective": perspective,
            "title": title.strip(),
            "language": language,
            "region": region.strip(),
            "quoting": quoting,
            "text": kept,
            "sentences": sentences,
            "folded": rules.folded(kept, sentences),
            "turns": found,
            "speakers": names,
            "asking": sorted(set(names) & set(asking)),
            "added_at": at,
            "added_by": by.account,
        },
    )
    if new:
        record(by, at, "add_source", queries.subject(source), source=source.pk, kind=kind)
    return source


def check_about(
    study_code: str, kind: str, perspective: str, quoting: str, pseudonym: str, at: datetime
) -> None:
    """Raises BadSource for what is not in the lists, Withdrawn where consent does not stand."""
    check_listed(kind, Source.Kind.values)
    check_listed(perspective, Perspective.values)
    check_listed(quoting, Quoting.values)
    if pseudonym and kind != Source.Kind.INTERVIEW:
        raise BadSource(
            _("Only an interview belongs to one person: leave the pseudonym empty. Nothing was kept.")
        )
    if not queries.stands(study_code, pseudonym, on=timezone.localdate(at)):
        raise queries.withdrawn()


def kept_text(text: str) -> str:
    """The text as it is kept. Raises BadSource."""
    try:
        kept = core.clean(text).strip()
    except SourceProblem as problem:
        raise empty() if problem.code == "source-empty" else too_long() from problem
    if len(kept) > rules.LONGEST:
        raise too_long()
    return kept


def empty() -> BadSource:
    return BadSource(_("The text is empty. Paste the text, or choose a file with text in it."))


def too_long() -> BadSource:
    return BadSource(_("The text is longer than two million characters. Split it and add the parts."))
