"""Read a file, mark what may give someone away, let a reader decide; only then it is a source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.core.coding import source as core
from werkzaam.core.coding.problem import SourceProblem
from werkzaam.core.coding.pseudonym import Mark as CoreMark
from werkzaam.core.coding.pseudonym import Reason, redact, word
from werkzaam.core.coding.reading import read_source
from werkzaam.core.coding.reading.turns import turns as turns_of
from werkzaam.problem import Problem
from werkzaam.sides import RESEARCH
from werkzaam.web.consent import naming
from werkzaam.web.interview import queries, rules
from werkzaam.web.interview.actions.noted import BadSource, record
from werkzaam.web.interview.actions.source import add_source, check_about, kept_text
from werkzaam.web.interview.models import Mark, Pending, Quoting, Source
from werkzaam.web.people.rules import Access

READER = "reader"  # the reason of a mark that the reader made


def read(data: bytes, filename: str, *, language: str = "nl") -> core.Source:
    """The text and turns of a file; `language` is that of the text.

    Raises BadSource: what is wrong with the file, and what to do.
    """
    try:
        found = read_source(data, filename, key="", language=language)
    except SourceProblem as problem:
        raise BadSource(told(problem), code=problem.code) from problem
    return found


def told(problem: Problem) -> str:
    """What core refuses, in the language of the page."""
    words = {
        "source-empty": _("There is no text in this file. Paste the text, or choose a file with text in it."),
        "source-too-long": _("The text is longer than two million characters. Split it and add the parts."),
        "source-too-large": _("This file is larger than 30 MB. Save the text alone and choose that."),
        "source-format": _(
            "Files of this kind are not read. Choose a text (.txt, .md, .docx, .odt, .pdf) or captions (.vtt, .srt)."
        ),
        "source-binary": _("This is not a text file. Save it as plain text (UTF-8) and choose that."),
        "encoding-unknown": _(
            "It cannot be told in which encoding this file was saved. Save it as UTF-8 and choose it again."
        ),
        "archive-encrypted": _(
            "This file is locked with a password. Save it without one and choose it again."
        ),
        "archive-too-large": _(
            "This file unpacks to far more than a text needs. It was not opened; save it anew from your editor."
        ),
        "archive-path": _("This file holds parts that would land outside its own folder. It was not opened."),
        "archive-damaged": _(
            "This file is damaged, or not what its name says. Save it anew and choose it again."
        ),
        "document-no-text": _(
            "This is not a text document, whatever its name says. Save it anew from your editor."
        ),
        "xml-damaged": _("The contents of this file are damaged. Save it anew and choose it again."),
        "xml-doctype": _("This file defines its own document type. It was not read."),
        "captions-empty": _("There are no captions with times in this file."),
        "pdf-encrypted": _("This PDF is locked with a password. Save it without one and choose it again."),
        "pdf-scanned": _("This PDF holds pictures of pages, no text. Have its text recognised first."),
        "pdf-too-long": _("This PDF is too long. Split it and add the parts."),
        "pdf-damaged": _("This PDF is damaged. Save it anew and choose it again."),
    }
    return words.get(problem.code, _("This file cannot be read: %(why)s") % {"why": problem.message})


@transaction.atomic(using=RESEARCH)
def import_text(
    *,
    by: Access,
    at: datetime,
    study: Any,
    kind: str,
    perspective: str,
    title: str,
    text: str,
    turns: Sequence[core.Turn] | None = None,
    pseudonym: str = "",
    language: str = "nl",
    region: str = "",
    quoting: str = Quoting.QUOTE,
) -> Pending:
    """Keep a text apart with marks on names (asked of the guidance side, which hands over no name) and patterns."""
    queries.study(by, "interview.code", study.code)
    check_about(study.code, kind, perspective, quoting, pseudonym, at)
    kept = kept_text(text)
    found = core.Source("", title, kept, turns_of(kept) if turns is None or kept != text else tuple(turns))
    pending = Pending.objects.create(
        study=study, kind=kind, perspective=perspective, title=title.strip(), text=kept, pseudonym=pseudonym,
        language=language, region=region.strip(), quoting=quoting, turns=rules.stored_turns(found.turns),
        added_at=at, added_by=by.account,
    )  # fmt: skip
    marks = naming.mark(by=by, at=at, study=study.code, source=found, language=language)
    Mark.objects.bulk_create(_mark(pending, one) for one in marks)
    record(by, at, "import_text", queries.subject(pending), pending=pending.pk, marks=len(marks))
    return pending


def _mark(pending: Pending, one: CoreMark) -> Mark:
    return Mark(
        pending=pending, start=one.start, end=one.end, reason=one.reason.value, replacement=one.replacement
    )


@transaction.atomic(using=RESEARCH)
def decide(
    *, by: Access, at: datetime, pending: Pending, choices: Mapping[int, str], words: Mapping[int, str]
) -> int:
    """What the reader chose for each mark (by id), and the words that come instead; how many stay open."""
    queries.pending(by, pending.pk, on=timezone.localdate(at))
    rows = list(pending.marks.all())
    for row in rows:
        choice = choices.get(row.pk, row.choice)
        row.choice = choice if choice in Mark.Choice.values else row.choice
        row.replacement = (words.get(row.pk) or row.replacement).strip()[:60]
    Mark.objects.bulk_update(rows, ["choice", "replacement"])
    return sum(row.choice == Mark.Choice.OPEN for row in rows)


@transaction.atomic(using=RESEARCH)
def mark_words(*, by: Access, at: datetime, pending: Pending, words: str, replacement: str) -> int:
    """Mark every place where these words stand, to be replaced; how many there are. Raises BadSource for none."""
    queries.pending(by, pending.pk, on=timezone.localdate(at))
    wanted = words.strip()
    places = _places(pending, wanted) if wanted else []
    if not places:
        raise BadSource(
            _("These words do not stand in the text outside a mark. Copy them as they are written.")
        )
    instead = replacement.strip()[:60] or f"[{word('removed', pending.language)}]"
    Mark.objects.bulk_create(
        Mark(
            pending=pending, start=start, end=start + len(wanted), reason=READER,
            replacement=instead, choice=Mark.Choice.REPLACE,
        )
        for start in places
    )  # fmt: skip
    return len(places)


def _places(pending: Pending, wanted: str) -> list[int]:
    taken = list(pending.marks.values_list("start", "end"))
    found, start = [], pending.text.find(wanted)
    while start >= 0:
        if not any(start < end and begin < start + len(wanted) for begin, end in taken):
            found.append(start)
        start = pending.text.find(wanted, start + len(wanted))
    return found


@transaction.atomic(using=RESEARCH)
def sign_off(*, by: Access, at: datetime, pending: Pending, asking: Sequence[str] = ()) -> Source:
    """The reader has read it all: the source is kept without what was replaced, and the text before it is gone.

    Raises BadSource while a mark is not decided on.
    """
    pending = queries.pending(by, pending.pk, on=timezone.localdate(at))
    rows = list(pending.marks.all())
    if any(row.choice == Mark.Choice.OPEN for row in rows):
        raise BadSource(_("Some marks are not decided yet. Choose for each: replace, or leave as it is."))
    away = [
        CoreMark(row.start, row.end, Reason.FULL_NAME, row.replacement)
        for row in rows
        if row.choice == Mark.Choice.REPLACE
    ]
    before = core.Source("", pending.title, pending.text, rules.turns(pending.turns))
    after = redact(before, away)
    renamed = tuple(replace(one, speaker=_label(after.text, one)) for one in after.turns)
    source = add_source(
        by=by, at=at, study=pending.study, kind=pending.kind, perspective=pending.perspective,
        title=pending.title, text=after.text, pseudonym=pending.pseudonym, language=pending.language,
        region=pending.region, quoting=pending.quoting, turns=renamed,
        asking=[now.speaker for was, now in zip(before.turns, renamed, strict=True) if was.speaker in asking],
    )  # fmt: skip
    record(
        by,
        at,
        "sign_off",
        queries.subject(source),
        source=source.pk,
        replaced=len(away),
        kept=len(rows) - len(away),
    )
    pending.delete()
    return source


def _label(text: str, turn: core.Turn) -> str:
    """The name of a speaker as it now stands before the words: a replaced name is gone from here too."""
    written = text[turn.start : turn.words]
    return turn.speaker if turn.speaker in written else written.strip().rstrip(":：").strip(" *_")


@transaction.atomic(using=RESEARCH)
def leave(*, by: Access, at: datetime, pending: Pending) -> None:
    """Throw the text away; nothing of it is kept."""
    pending = queries.pending(by, pending.pk, on=timezone.localdate(at))
    record(by, at, "leave_text", queries.subject(pending), pending=pending.pk)
    pending.delete()
