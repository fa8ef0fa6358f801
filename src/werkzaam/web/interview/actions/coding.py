"""Put a code on a passage, take it back, and write memos."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import RESEARCH
from werkzaam.web.interview import queries, rules
from werkzaam.web.interview.actions.noted import BadCoding, BadRound, check_listed, record
from werkzaam.web.interview.models import Code, Coding, Memo, Round, Source
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access


@transaction.atomic(using=RESEARCH)
def code_segment(
    *,
    by: Access,
    at: datetime,
    source: Source,
    code: Code,
    start: int,
    end: int,
    stance: str = Coding.Stance.FOR,
    memo: str = "",
    origin: str = Coding.Origin.HUMAN,
) -> Coding:
    """Put a code on source.text[start:end], in code points. The same coding twice is one.

    Who codes this source blindly codes in that round, until it is released.
    """
    queries.require_within(by, "interview.code", source.study)
    if not queries.stands(source.study.code, source.pseudonym, on=timezone.localdate(at)):
        raise queries.withdrawn()
    _check(source, code, start, end)
    check_listed(stance, Coding.Stance.values)
    here = queries.blind(source.pk, by.account)
    _check_unfinished(here, by)
    names = rules.heard(rules.turns(source.turns), rules.Piece(start, end))
    coding, new = Coding.objects.get_or_create(
        source=source,
        code=code,
        start=start,
        end=end,
        stance=stance,
        coder=by.account,
        round=here,
        defaults={"coded_at": at, "memo": memo.strip(), "origin": origin, "speakers": names},
    )
    if new:
        record(by, at, "code_segment", queries.subject(source), coding=coding.pk, code=code.pk)
    return coding


def _check(source: Source, code: Code, start: int, end: int) -> None:
    if code.study_id != source.study_id or code.gone_at is not None:
        raise BadCoding(_("This code belongs to another study. Choose a code from this study's codebook."))
    if not 0 <= start < end <= len(source.text):
        raise BadCoding(_("This passage lies outside the text. Choose the sentences again."))


def _check_unfinished(here: Round | None, by: Access) -> None:
    if here and here.coders.filter(coder=by.account, finished_at__isnull=False).exists():
        raise BadRound(_("You said that your part of this round is finished. Wait until it is released."))


@transaction.atomic(using=RESEARCH)
def uncode(*, by: Access, at: datetime, coding: Coding) -> None:
    """Take back one's own coding; another coder's stays, and so does one that others were compared with."""
    coding = queries.coding(by, "interview.code", coding.pk, on=timezone.localdate(at))
    require(coding.coder == by.account)
    if coding.round and coding.round.released_at:
        raise BadRound(
            _("This coding belongs to a released round: it stays. Settle it in the list of differences.")
        )
    _check_unfinished(coding.round, by)
    record(by, at, "uncode", queries.subject(coding.source), coding=coding.pk, code=coding.code_id)
    coding.delete()


@transaction.atomic(using=RESEARCH)
def note(*, by: Access, at: datetime, coding: Coding, text: str) -> Coding:
    """Write (or empty) the memo of one's own coding."""
    coding = queries.coding(by, "interview.code", coding.pk, on=timezone.localdate(at))
    require(coding.coder == by.account)
    coding.memo = text.strip()
    coding.save(update_fields=["memo"])
    record(by, at, "note_coding", queries.subject(coding.source), coding=coding.pk)
    return coding


@transaction.atomic(using=RESEARCH)
def write_memo(
    *, by: Access, at: datetime, study: Any, text: str, source: Source | None = None, code: Code | None = None
) -> Memo:
    """A note on a source, on a code, or (neither) on the study."""
    queries.study(by, "interview.code", study.code)
    if not text.strip():
        raise BadCoding(_("The memo is empty. Write something, or leave it."))
    memo = Memo.objects.create(
        study=study, source=source, code=code, text=text.strip(), written_at=at, written_by=by.account
    )
    record(by, at, "write_memo", queries.subject(source) if source else "", memo=memo.pk)
    return memo
