"""Writing to the ledger: always inside the transaction of the act itself, as its last write."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from werkzaam.web.ledger.models import Event, Head
from werkzaam.web.ledger.rules import seal


def record(
    *,
    by: str,
    at: datetime,
    side: str,
    act: str,
    subject: object = "",
    details: dict[str, object] | None = None,
) -> Event:
    """Append one act to the chain of `side`. `details` holds counts and keys, never personal data."""
    return _append(by, at, side, act, False, [str(subject)], details or {})[0]


def looked(
    *,
    by: str,
    at: datetime,
    side: str,
    act: str,
    subjects: Iterable[object],
    details: dict[str, object] | None = None,
) -> None:
    """Append one look per person in `subjects` (opaque ids): a list counts one for each person on it."""
    _append(by, at, side, act, True, [str(subject) for subject in subjects], details or {})


def _append(
    by: str, at: datetime, side: str, act: str, look: bool, subjects: list[str], details: dict[str, object]
) -> list[Event]:
    if not subjects:
        return []
    with transaction.atomic(using=side, savepoint=False):  # with the act, or not at all
        head, _ = Head.objects.using(side).select_for_update().get_or_create(pk=1)
        events, previous = [], head.hash
        for subject in subjects:
            parts = {"at": at, "actor": by, "act": act, "look": look, "subject": subject, "details": details}
            sealed = seal(previous=previous, **parts)  # type: ignore[arg-type]
            events.append(Event(previous=previous, hash=sealed, **parts))
            previous = sealed
        if len(events) == 1:
            events[0].save(using=side, force_insert=True)
        else:
            Event.objects.using(side).bulk_create(events)
        Head.objects.using(side).filter(pk=1).update(count=head.count + len(events), hash=previous)
    return events
