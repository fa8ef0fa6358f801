"""Reading the ledger: who looked, and whether the chain is whole."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from werkzaam.web.ledger.models import Event, Head
from werkzaam.web.ledger.rules import GENESIS, seal


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold: the event's number (None: the end is missing) and why."""

    event: int | None
    reason: str


def looks_at(subject: object, *, side: str) -> QuerySet[Event]:
    """Who looked at this person or pseudonym, newest first."""
    return Event.objects.using(side).filter(look=True, subject=str(subject)).order_by("-id")


def acts_on(subject: object, *, side: str) -> QuerySet[Event]:
    """What was done concerning this person or pseudonym, newest first."""
    return Event.objects.using(side).filter(look=False, subject=str(subject)).order_by("-id")


def count(*, side: str) -> int:
    return Event.objects.using(side).count()


def first_break(*, side: str) -> Break | None:
    """Walk the whole chain of `side`; None when every event is as it was written and none is missing."""
    previous, seen = GENESIS, 0
    for event in Event.objects.using(side).order_by("id").iterator(chunk_size=2000):
        if event.previous != previous:
            return Break(event.pk, "an event before this one was removed or changed")
        if event.hash != _seal_again(event):
            return Break(event.pk, "this event was changed")
        previous, seen = event.hash, seen + 1
    head = Head.objects.using(side).filter(pk=1).first()
    if (head.hash if head else GENESIS) != previous or (head.count if head else 0) != seen:
        return Break(None, "events at the end were removed")
    return None


def _seal_again(event: Event) -> str:
    return seal(
        previous=event.previous,
        at=event.at,
        actor=event.actor,
        act=event.act,
        look=event.look,
        subject=event.subject,
        details=event.details,
    )
