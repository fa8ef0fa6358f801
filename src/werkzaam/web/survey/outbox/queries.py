"""Reads on what goes out: what is due, how things stand for each message, how a page shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from werkzaam.web.consent import queries as consent
from werkzaam.web.people.access import refuse
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import queries
from werkzaam.web.survey.models import DraftAnswer, Invitation, Message, OptOut, Round, Submission
from werkzaam.web.survey.outbox import rules
from werkzaam.web.survey.outbox.rules import State

SENT = (Message.Status.SENT, Message.Status.PRINTED)
POSTED = (Message.Channel.EMAIL, Message.Channel.SMS)


def waiting() -> QuerySet[Message]:
    return Message.objects.filter(status=Message.Status.WAITING).select_related("round__study")


def due(*, at: datetime) -> QuerySet[Message]:
    """What a worker may send now: not what is printed by hand, nor thanks to who did not answer yet."""
    ready = Q(answered=True) | ~Q(kind=rules.THANKS)
    found = waiting().annotate(answered=_answered()).filter(ready, due_at__lte=at, channel__in=POSTED)
    return found.exclude(reason=rules.SENDING)


def to_print(found: Round, *, at: datetime) -> QuerySet[Message]:
    """Letters of a round that may be printed now."""
    ready = Q(answered=True) | ~Q(kind=rules.THANKS)
    letters = waiting().annotate(answered=_answered()).filter(ready, round=found, due_at__lte=at)
    return letters.filter(channel=Message.Channel.LETTER).order_by("pseudonym", "due_at")


def unsure(*, at: datetime) -> QuerySet[Message]:
    """A worker took these and was never heard of again."""
    return waiting().filter(reason=rules.SENDING, due_at__lte=at)


def doubtful(*, at: datetime) -> QuerySet[Message]:
    """What may not be needed any more: all that is due, and all whose person answered or opted out, or is too late."""
    refused = OptOut.objects.filter(study=OuterRef("round__study"), pseudonym=OuterRef("pseudonym"))
    over = Q(round__closes_on__lt=timezone.localdate(at))
    settled = Q(_answered()) & ~Q(kind=rules.THANKS)
    return (
        waiting().exclude(reason=rules.SENDING).filter(Q(due_at__lte=at) | over | settled | Exists(refused))
    )


def states(found: Iterable[Message], *, on: date) -> dict[int, State]:
    """How things stand for each message (by id), in three reads a study."""
    by_study: dict[int, list[Message]] = defaultdict(list)
    for message in found:
        by_study[message.round.study_id].append(message)
    return {key: state for group in by_study.values() for key, state in _states(group, on).items()}


def _states(group: Sequence[Message], on: date) -> dict[int, State]:
    study = group[0].round.study
    allowed = consent.allowed_pseudonyms(study.code, on)
    refused = set(study.opt_outs.values_list("pseudonym", flat=True))
    rounds = {message.round_id for message in group}
    sent = Submission.objects.filter(invitation__round__in=rounds)
    answered = set(sent.values_list("invitation__round", "invitation__pseudonym"))
    return {
        one.pk: State(
            allowed=one.pseudonym in allowed,
            answered=(one.round_id, one.pseudonym) in answered,
            opted_out=one.pseudonym in refused,
            closes_on=one.round.closes_on,
        )
        for one in group
    }


def free_from(message: Message, *, at: datetime) -> datetime | None:
    """When the person may be written to again; None when that is now. Another message under way counts as sent."""
    others = Message.objects.filter(round__study=message.round.study_id, pseudonym=message.pseudonym)
    others = others.exclude(pk=message.pk)
    if others.filter(status=Message.Status.WAITING, reason=rules.SENDING).exists():
        return at + rules.APART
    last = others.filter(status__in=SENT).aggregate(last=Max("settled_at"))["last"]
    return last + rules.APART if last and last + rules.APART > at else None


def stuck(*, at: datetime) -> QuerySet[Invitation]:
    """Who began an open round, gave no answer for some days, did not send, and was not told so yet."""
    on = timezone.localdate(at)
    told = Message.objects.filter(
        round=OuterRef("round"), pseudonym=OuterRef("pseudonym"), kind=rules.HALF_WAY
    )
    busy = DraftAnswer.objects.filter(invitation=OuterRef("pk"), saved_at__gt=at - rules.STOPPED)
    begun = Invitation.objects.filter(opened_at__lte=at - rules.STOPPED, submission__isnull=True)
    open_now = begun.filter(round__opens_on__lte=on, round__closes_on__gte=on)
    return open_now.exclude(Exists(told)).exclude(Exists(busy)).select_related("round__study")


def channels_of(found: Round, pseudonyms: Iterable[str]) -> dict[str, str]:
    """How each of these was last written to in this round."""
    rows = found.messages.filter(pseudonym__in=list(pseudonyms)).order_by("due_at", "pk")
    return dict(rows.values_list("pseudonym", "channel"))


def is_opted_out(asked: Invitation) -> bool:
    return OptOut.objects.filter(study=asked.round.study_id, pseudonym=asked.pseudonym).exists()


def holder(token: str) -> Invitation | None:
    """Whose link this is, whether or not it still opens the questions."""
    return queries.invitation(token)


def messages(study: studies.Study) -> QuerySet[Message]:
    """All messages of a study, the next to go first, then the last that went."""
    found = Message.objects.filter(round__study=study).select_related("round__wave")
    return found.order_by(F("settled_at").desc(nulls_first=True), "due_at", "pk")


def message_of(study: studies.Study, pk: int) -> Message:
    found = messages(study).filter(pk=pk).first()
    if found is None:
        raise refuse()
    return found


def _answered() -> Exists:
    return Exists(
        Submission.objects.filter(
            invitation__round=OuterRef("round"), invitation__pseudonym=OuterRef("pseudonym")
        )
    )
