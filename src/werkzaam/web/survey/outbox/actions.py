"""What people do to the outbox: print letters, try again, take out, mark as bounced; and a person's own "no more"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import letters
from werkzaam.web.survey.models import Invitation, Link, Message, OptOut, Round
from werkzaam.web.survey.outbox import paper, queries, rules, sending, short
from werkzaam.web.survey.outbox.hours import hours
from werkzaam.web.survey.outbox.rules import Reason
from werkzaam.web.survey.rules import OPEN_ROUND, new_token, token_hash

Status = Message.Status
RESPONDENT = "respondent"


@transaction.atomic(using=RESEARCH)
def print_letters(*, by: Access, at: datetime, round: Round) -> bytes:
    """One PDF with a page for everyone whose letter is due, each with a link of its own; marked as printed.

    Raises OutboxRefused(`nothing-to-print`).
    """
    _require(by, round.study)
    sending.cancel_needless(at=at)
    found = list(queries.to_print(round, at=at).select_for_update(of=("self",)))
    if not found:
        raise rules.OutboxRefused(_("No letter is due now. Nothing was printed."), code="nothing-to-print")
    pages = [_page(message, at) for message in found]
    sending.settle_all(found, Status.PRINTED, at, by=by.account)
    return paper.pdf(pages, on=timezone.localdate(at))


@transaction.atomic(using=RESEARCH)
def set_words(*, by: Access, at: datetime, round: Round, words: Mapping[str, str]) -> Round:
    """Own words of text messages, per language; blank takes ours again. What was sent stays as it went.

    Raises WordsRefused for words that cannot be sent; then nothing changes.
    """
    _require(by, round.study)
    kept = {language: said.strip() for language, said in sorted(words.items()) if said.strip()}
    for said in kept.values():
        if wrong := short.fault(said, letters.link(new_token())):
            raise short.WordsRefused(said, code=wrong)
    round.short_words = kept
    round.save(update_fields=["short_words"])
    details: dict[str, object] = {"round": round.pk, "languages": list(kept)}
    ledger.record(by=by.account, at=at, side=RESEARCH, act="survey.set_words", details=details)
    return round


@transaction.atomic(using=RESEARCH)
def again(*, by: Access, at: datetime, message: Message, channel: str = "") -> None:
    """Let a failed or printed message go once more, perhaps another way (`channel`)."""
    _require(by, message.round.study)
    _refuse_unless(
        message, {Status.FAILED, Status.PRINTED}, _("Only what failed or was printed can go again.")
    )
    if channel in Message.Channel.values:
        message.channel = channel
    message.status, message.settled_at, message.reason, message.tries = Status.WAITING, None, "", 0
    message.due_at = hours().next(at)
    message.save()
    _note(by.account, at, "survey.message_again", message)


@transaction.atomic(using=RESEARCH)
def cancel(*, by: Access, at: datetime, message: Message) -> None:
    """Take a waiting message out."""
    _require(by, message.round.study)
    _refuse_unless(message, {Status.WAITING}, _("Only what still waits can be taken out."))
    sending.settle_all([message], Status.CANCELLED, at, by=by.account, reason=Reason.BY_HAND)


@transaction.atomic(using=RESEARCH)
def bounced(*, by: Access, at: datetime, message: Message) -> None:
    """It went, and came back: the address is wrong."""
    _require(by, message.round.study)
    _refuse_unless(message, {Status.SENT, Status.PRINTED}, _("Only what was sent can come back."))
    message.status, message.settled_at, message.reason = Status.FAILED, at, Reason.BOUNCED
    message.save(update_fields=["status", "settled_at", "reason"])
    _note(by.account, at, "survey.message_bounced", message)


@transaction.atomic(using=RESEARCH)
def opt_out(*, at: datetime, asked: Invitation) -> None:
    """No more messages of the study; the person stays in it, and a link that is there still opens. Twice is once."""
    _row, fresh = OptOut.objects.get_or_create(
        study=asked.round.study, pseudonym=asked.pseudonym, defaults={"asked_at": at}
    )
    if fresh:
        who = asked.pseudonym
        ledger.record(by=RESPONDENT, at=at, side=RESEARCH, act="survey.opt_out", subject=who)
        sending.cancel_needless(at=at)


def _page(message: Message, at: datetime) -> paper.Page:
    asked = Invitation.objects.get(round=message.round_id, pseudonym=message.pseudonym)
    token = rules.typed_token()
    Link.objects.create(invitation=asked, token_hash=token_hash(token), made_at=at)
    return paper.page(message, token=token, language=asked.language)


def _require(by: Access, study: studies.Study) -> None:
    require(studies.reaches(by, OPEN_ROUND, study.organisation))


def _refuse_unless(message: Message, wanted: set[str], why: str) -> None:
    held = Message.objects.select_for_update().get(pk=message.pk)
    if held.status not in wanted or held.reason == rules.SENDING:
        raise rules.OutboxRefused(why + " " + _("Nothing was changed."), code="message-state")


def _note(by: str, at: datetime, act: str, message: Message) -> None:
    details: dict[str, object] = {"kind": message.kind, "channel": message.channel}
    ledger.record(by=by, at=at, side=RESEARCH, act=act, subject=message.pseudonym, details=details)
