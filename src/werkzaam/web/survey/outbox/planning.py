"""Who gets which message when, written down as rows: one per person, round and kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from werkzaam.web.consent import queries as consent
from werkzaam.web.survey.models import Message, Round
from werkzaam.web.survey.outbox import queries, rules
from werkzaam.web.survey.outbox.channels import has_texts
from werkzaam.web.survey.outbox.hours import hours
from werkzaam.web.survey.outbox.rules import Reason


def channel_for(address: consent.Address | None, channels: Sequence[str]) -> str | None:
    """The first way that reaches a person; a letter reaches everyone, for the key-holder writes the address."""
    for channel in channels:
        if channel == Message.Channel.LETTER:
            return channel
        if address and (address.email if channel == Message.Channel.EMAIL else address.phone and has_texts()):
            return channel
    return None


def ways(found: Round, pseudonyms: Iterable[str], channels: Sequence[str]) -> dict[str, str | None]:
    """The way to each of these people."""
    known = consent.addresses(found.study.code, pseudonyms)
    return {one: channel_for(known.get(one), channels) for one in pseudonyms}


def dates(found: Round, at: datetime) -> list[tuple[str, datetime]]:
    """(kind, due) of what someone invited at `at` gets, none after the last day."""
    planned = rules.schedule(invited_at=at, opens_on=found.opens_on, reminders=found.reminders, hours=hours())
    return [(kind, due) for kind, due in planned if timezone.localdate(due) <= found.closes_on]


def plan(found: Round, at: datetime, to: Mapping[str, str | None]) -> None:
    """The invitation with its reminders for each of these; who cannot be reached is written down as failed."""
    rows = dates(found, at)
    if found.thanks:
        rows.append((rules.THANKS, at))
    made = [
        Message(round=found, pseudonym=pseudonym, kind=kind, channel=channel, due_at=due)
        for pseudonym, channel in to.items()
        if channel
        for kind, due in rows
    ]
    made += [_unreachable(found, pseudonym, at) for pseudonym, channel in to.items() if channel is None]
    Message.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)


def _unreachable(found: Round, pseudonym: str, at: datetime) -> Message:
    how = {"status": Message.Status.FAILED, "settled_at": at, "reason": Reason.NO_ADDRESS.value}
    channel = Message.Channel.EMAIL
    kind = rules.INVITATION
    return Message(round=found, pseudonym=pseudonym, kind=kind, channel=channel, due_at=at, **how)


def plan_half_way(at: datetime) -> int:
    """One message to everyone who began and stopped; how many."""
    found = list(queries.stuck(at=at))
    rows = []
    for one in {asked.round_id: asked.round for asked in found}.values():
        here = [asked.pseudonym for asked in found if asked.round_id == one.pk]
        rows += [
            Message(round=one, pseudonym=who, kind=rules.HALF_WAY, channel=channel, due_at=hours().next(at))
            for who, channel in queries.channels_of(one, here).items()
        ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def plan_renewal(found: Round, pseudonyms: Sequence[str], at: datetime) -> None:
    """A message with the new link, the way the earlier one went; what waited with an old one is taken out."""
    ask = Q(kind=rules.INVITATION) | Q(kind__startswith=rules.RENEWAL)
    earlier = found.messages.filter(ask, pseudonym__in=pseudonyms).exclude(reason=rules.SENDING)
    number = 1 + max((_number(one.kind) for one in earlier), default=0)
    gone = {"status": Message.Status.CANCELLED, "settled_at": at, "reason": Reason.RENEWED.value}
    channels = queries.channels_of(found, pseudonyms)
    earlier.filter(status=Message.Status.WAITING).update(**gone)
    kind, due = f"{rules.RENEWAL}{number}", dates(found, at)[0][1]
    made = [
        Message(
            round=found, pseudonym=one, kind=kind, channel=channels.get(one, found.channels[0]), due_at=due
        )
        for one in pseudonyms
    ]
    Message.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)


def _number(kind: str) -> int:
    return int(kind.removeprefix(rules.RENEWAL)) if kind.startswith(rules.RENEWAL) else 0


def replan(found: Round, at: datetime, *, moved: bool = False) -> None:
    """What waits follows the round as it is now: its days, its thanks and, where they `moved`, its channels."""
    if moved:
        _rechannel(found)
    _rethank(found, at)
    _remind(found, at)


def _rechannel(found: Round) -> None:
    """Whoever the new channels do not reach keeps the way that was there."""
    waiting = [one for one in found.messages.filter(status=Message.Status.WAITING, tries=0) if _movable(one)]
    to = ways(found, {one.pseudonym for one in waiting}, found.channels)
    for one in waiting:
        one.channel = to[one.pseudonym] or one.channel
    Message.objects.bulk_update(waiting, ["channel"], batch_size=500)


def _rethank(found: Round, at: datetime) -> None:
    """Thanks are owed to who still may answer; who answered before is not thanked late."""
    known = found.messages.filter(kind=rules.THANKS)
    if not found.thanks:
        gone = {"status": Message.Status.CANCELLED, "settled_at": at, "reason": Reason.UNPLANNED.value}
        known.filter(status=Message.Status.WAITING).exclude(reason=rules.SENDING).update(**gone)
        return
    back = {"status": Message.Status.WAITING, "settled_at": None, "reason": "", "due_at": at}
    known.filter(status=Message.Status.CANCELLED, reason=Reason.UNPLANNED).update(**back)
    asked = found.invitations.filter(submission__isnull=True).values_list("pseudonym", flat=True)
    made = [
        Message(round=found, pseudonym=who, kind=rules.THANKS, channel=channel, due_at=at)
        for who, channel in queries.channels_of(found, asked).items()
    ]
    Message.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)


def _remind(found: Round, at: datetime) -> None:
    """Reminders follow the round's days as they are now; what went out stays as it is."""
    planned = dict(rules.numbers(found.reminders))
    waiting = found.messages.filter(status=Message.Status.WAITING, kind__startswith=rules.REMINDER)
    gone = {"status": Message.Status.CANCELLED, "settled_at": at, "reason": Reason.UNPLANNED.value}
    waiting.exclude(kind__in=planned).exclude(reason=rules.SENDING).update(**gone)
    invited = dict(found.invitations.values_list("pseudonym", "created_at"))
    channels = queries.channels_of(found, invited)
    known = {(one.pseudonym, one.kind): one for one in found.messages.filter(kind__in=planned)}
    _redate(found, at, invited, channels, known)


def _redate(
    found: Round,
    at: datetime,
    invited: Mapping[str, datetime],
    channels: Mapping[str, str],
    known: Mapping[tuple[str, str], Message],
) -> None:
    moved, made = [], []
    for pseudonym, channel in channels.items():
        for kind, due in dates(found, invited[pseudonym])[1:]:
            old = known.get((pseudonym, kind))
            if old is None and due > at:  # no new reminder for a day that has passed
                made.append(Message(round=found, pseudonym=pseudonym, kind=kind, channel=channel, due_at=due))
            elif old is not None and _movable(old):
                old.status, old.settled_at, old.reason, old.due_at = Message.Status.WAITING, None, "", due
                moved.append(old)
    Message.objects.bulk_update(moved, ["status", "settled_at", "reason", "due_at"], batch_size=500)
    Message.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)


def _movable(message: Message) -> bool:
    """Still waiting in peace, or taken out by an earlier change of the days."""
    if message.status == Message.Status.CANCELLED:
        return message.reason == Reason.UNPLANNED
    return message.status == Message.Status.WAITING and message.reason != rules.SENDING and not message.tries
