"""What will go out when, before anyone presses the button: counts per day and way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from werkzaam.web.survey.models import Message, Round
from werkzaam.web.survey.models.round import CHANNELS
from werkzaam.web.survey.outbox import planning, rules
from werkzaam.web.survey.outbox.hours import hours


@dataclass(frozen=True, slots=True)
class Day:
    """How many go out at most; who answered before gets nothing more."""

    on: date
    email: int
    sms: int
    letter: int


@dataclass(frozen=True, slots=True)
class Preview:
    days: list[Day]
    invited: int
    unreachable: int


def preview(found: Round, *, at: datetime, pseudonyms: Sequence[str], channels: Sequence[str]) -> Preview:
    """If `pseudonyms` were invited now, on top of what waits; `found` carries the days of reminders to try."""
    to = planning.ways(found, pseudonyms, channels)
    counts: Counter[tuple[date, str]] = Counter()
    for channel, many in Counter(way for way in to.values() if way).items():
        for _kind, due in planning.dates(found, at):
            counts[timezone.localdate(due), channel] += many
    for due, channel in _waiting(found):
        counts[timezone.localdate(hours().next(max(due, at))), channel] += 1
    days = sorted({day for day, _channel in counts})
    told = [Day(day, *(counts[day, channel] for channel in CHANNELS)) for day in days]
    return Preview(told, len(to), sum(1 for way in to.values() if way is None))


def _waiting(found: Round) -> Sequence[tuple[datetime, str]]:
    """Thanks have no day: they follow the answers."""
    rows = found.messages.filter(status=Message.Status.WAITING).exclude(kind=rules.THANKS)
    return list(rows.values_list("due_at", "channel"))
