"""Sending what is due, each message at most once: taken in one transaction, sent outside it, settled in another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from werkzaam.sides import RESEARCH
from werkzaam.web.consent import queries as consent
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.survey.models import Invitation, Link, Message
from werkzaam.web.survey.outbox import channels, planning, queries, rules
from werkzaam.web.survey.outbox.channels import Deliver, Undelivered
from werkzaam.web.survey.outbox.hours import hours
from werkzaam.web.survey.outbox.render import Told, told
from werkzaam.web.survey.outbox.rules import Reason
from werkzaam.web.survey.rules import new_token, token_hash

SYSTEM = "system"
BATCH = 200
Status = Message.Status


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that this worker holds, ready to go."""

    message: Message
    address: consent.Address
    told: Told
    link: Link


def send_due(*, at: datetime, deliver: Deliver = channels.deliver) -> int:
    """One look at the outbox: plan, cancel what is not needed, send what is due by `at`; how many left."""
    give_up_unsure(at=at)
    planning.plan_half_way(at)
    cancel_needless(at=at)
    if not hours().allow(at):
        return 0
    return sum(send_one(message, at=at, deliver=deliver) for message in queries.due(at=at)[:BATCH])


def send_one(message: Message, *, at: datetime, deliver: Deliver) -> bool:
    """Send one message if it is still there and still needed; whether it left."""
    taken = _take(message.pk, at)
    if taken is None:
        return False
    try:
        deliver(taken.message.channel, taken.address, taken.told)
    except Undelivered as problem:
        _failed(taken, problem, at)
        return False
    _settle(taken.message, Status.SENT, at)
    return True


@transaction.atomic(using=RESEARCH)
def cancel_needless(*, at: datetime) -> int:
    """Settle what nobody needs any more: answered, withdrawn, opted out, too late; how many."""
    found, on = list(queries.doubtful(at=at)), timezone.localdate(at)
    standing = queries.states(found, on=on)
    reasons = {one.pk: rules.cancelled(one.kind, standing[one.pk], on=on) for one in found}
    for reason in sorted({reason for reason in reasons.values() if reason}):
        gone = [one for one in found if reasons[one.pk] == reason]
        settle_all(gone, Status.CANCELLED, at, by=SYSTEM, reason=reason)
    return sum(1 for reason in reasons.values() if reason)


@transaction.atomic(using=RESEARCH)
def give_up_unsure(*, at: datetime) -> None:
    """A worker fell while it sent: nobody knows whether these left, so a person decides."""
    settle_all(list(queries.unsure(at=at)), Status.FAILED, at, by=SYSTEM, reason=Reason.INTERRUPTED)


def settle_all(found: list[Message], status: str, at: datetime, *, by: str, reason: str = "") -> int:
    """Settle waiting messages in one write, with one line in the ledger for each round; how many."""
    rows = Message.objects.filter(pk__in=[one.pk for one in found], status=Status.WAITING)
    done = rows.update(status=status, settled_at=at, reason=reason)
    for number, count in Counter(one.round_id for one in found).items():
        details: dict[str, object] = {"round": number, "status": status, "reason": reason, "messages": count}
        subject = found[0].pseudonym if len(found) == 1 else ""
        act = "survey.settle_messages"
        ledger.record(by=by, at=at, side=RESEARCH, act=act, subject=subject, details=details)
    return done


@transaction.atomic(using=RESEARCH)
def _take(number: int, at: datetime) -> Taken | None:
    """Hold one message, with a fresh link, or leave it: settled, not due, not needed, too soon after another."""
    message = _held(number, at)
    if message is None:
        return None
    on = timezone.localdate(at)
    reason = rules.cancelled(message.kind, queries.states([message], on=on)[number], on=on)
    if reason:
        settle_all([message], Status.CANCELLED, at, by=SYSTEM, reason=reason)
        return None
    if free := queries.free_from(message, at=at):
        Message.objects.filter(pk=number).update(due_at=hours().next(free))
        return None
    return _ready(message, at)


def _held(number: int, at: datetime) -> Message | None:
    """The message, and with it all invitations of its person, until the end of the transaction."""
    who = Message.objects.filter(pk=number).values_list("round__study", "pseudonym").first()
    if who is None:
        return None
    theirs = Invitation.objects.filter(round__study=who[0], pseudonym=who[1]).order_by("pk")
    list(theirs.select_for_update().values_list("pk"))
    return queries.due(at=at).filter(pk=number).first()


def _ready(message: Message, at: datetime) -> Taken | None:
    asked = Invitation.objects.get(round=message.round_id, pseudonym=message.pseudonym)
    address = consent.addresses(message.round.study.code, [message.pseudonym]).get(message.pseudonym)
    if address is None or not (address.email if message.channel == Message.Channel.EMAIL else address.phone):
        settle_all([message], Status.FAILED, at, by=SYSTEM, reason=Reason.NO_ADDRESS)
        return None
    token = new_token()
    link = Link.objects.create(invitation=asked, token_hash=token_hash(token), made_at=at)
    message.tries, message.reason, message.due_at = message.tries + 1, rules.SENDING, at + rules.LEASE
    message.save(update_fields=["tries", "reason", "due_at"])
    words = told(message.round, kind=message.kind, token=token, language=asked.language)
    return Taken(message, address, words, link)


@transaction.atomic(using=RESEARCH)
def _failed(taken: Taken, problem: Undelivered, at: datetime) -> None:
    """Once more later, if it surely did not leave and there are tries left; its link then never existed."""
    message = taken.message
    if not problem.again or message.tries >= rules.TRIES:
        _settle(message, Status.FAILED, at, problem.reason)
        return
    taken.link.delete()
    later = hours().next(at + rules.BACK_OFF[message.tries - 1])
    _mine(message).update(reason=problem.reason, due_at=later)


@transaction.atomic(using=RESEARCH)
def _settle(message: Message, status: str, at: datetime, reason: str = "") -> None:
    _mine(message).update(status=status, settled_at=at, reason=reason)
    details: dict[str, object] = {
        "kind": message.kind, "channel": message.channel, "status": status, "reason": str(reason),
    }  # fmt: skip
    act, subject = "survey.send_message", message.pseudonym
    ledger.record(by=SYSTEM, at=at, side=RESEARCH, act=act, subject=subject, details=details)


def _mine(message: Message) -> QuerySet[Message]:
    """The row as this worker took it: who comes too late writes nothing."""
    return Message.objects.filter(
        pk=message.pk, status=Status.WAITING, reason=rules.SENDING, tries=message.tries
    )
