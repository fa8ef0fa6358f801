"""When a message may go and whether it still should: pure decisions, the same for every arm."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from werkzaam.problem import Problem

INVITATION, HALF_WAY, THANKS = "invitation", "half-way", "thanks"
REMINDER, RENEWAL = "reminder-", "renewal-"

APART = timedelta(hours=48)  # between two messages to one person, of whatever round
STOPPED = timedelta(days=3)  # without an answer: then someone who began is stuck half-way
LEASE = timedelta(
    minutes=10
)  # a message that was taken and never settled in this time: nobody knows whether it went
BACK_OFF = (timedelta(minutes=10), timedelta(hours=2))  # before the second and the third try
TRIES = 1 + len(BACK_OFF)
SENDING = "sending"  # the reason of a waiting message that a worker holds

LATEST_REMINDER = 180  # days after the invitation
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # base 32 without look-alikes (Crockford)
TYPED = 7  # groups of four: 140 bits


class Reason(StrEnum):
    """Why a message was not sent."""

    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"
    OPTED_OUT = "opted-out"
    CLOSED = "closed"
    RENEWED = "renewed"
    UNPLANNED = "unplanned"
    BY_HAND = "by-hand"
    NO_ADDRESS = "no-address"
    BOUNCED = "bounced"
    INTERRUPTED = "interrupted"
    NOT_TAKEN = "not-taken"


class OutboxRefused(Problem):
    """What was asked of the outbox cannot be; nothing was changed."""

    code = "outbox-refused"
    status = 409


@dataclass(frozen=True, slots=True)
class Hours:
    """The part of a day, and the days of a week (ISO, 1 is Monday), on which people may be written to."""

    first: time
    last: time
    rest_days: frozenset[int]
    zone: ZoneInfo

    def allow(self, at: datetime) -> bool:
        return self.next(at) == at

    def next(self, at: datetime) -> datetime:
        """`at`, or the first moment after it that is allowed, by the clock on the wall there."""
        here = at.astimezone(self.zone)
        day = here.date()
        if here.time() >= self.last or day.isoweekday() in self.rest_days:
            return self._opening(day + timedelta(days=1))
        return at if here.time() >= self.first else self._opening(day)

    def _opening(self, day: date) -> datetime:
        while day.isoweekday() in self.rest_days:
            day += timedelta(days=1)
        return datetime.combine(day, self.first, self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class State:
    """How things stand at the moment a message would go."""

    allowed: bool
    answered: bool
    opted_out: bool
    closes_on: date


def cancelled(kind: str, state: State, *, on: date) -> Reason | None:
    """Why this message is not needed any more; None when it still is. Only thanks wait for an answer."""
    if not state.allowed:
        return Reason.WITHDRAWN
    if state.opted_out:
        return Reason.OPTED_OUT
    if kind == THANKS:
        return Reason.CLOSED if on > state.closes_on and not state.answered else None
    if state.answered:
        return Reason.ANSWERED
    return Reason.CLOSED if on > state.closes_on else None


def schedule(
    *, invited_at: datetime, opens_on: date, reminders: Sequence[int], hours: Hours
) -> list[tuple[str, datetime]]:
    """(kind, due) of the invitation and of each reminder, none in quiet hours, none before the round opens."""
    start = max(invited_at, datetime.combine(opens_on, time(), hours.zone))
    days = [(INVITATION, 0), *((f"{REMINDER}{n}", day) for n, day in enumerate(reminders, start=1))]
    return [(kind, hours.next(_days_later(start, day, hours.zone))) for kind, day in days]


def _days_later(at: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same time on the clock, also when the clock changed in between."""
    here = at.astimezone(zone)
    return datetime.combine(here.date() + timedelta(days=days), here.time(), zone).astimezone(UTC)


def tidy_days(days: Sequence[int]) -> list[int]:
    """Days of reminders in order, each once. Raises OutboxRefused(`reminder-days`) for a day that cannot be."""
    if any(not 2 <= day <= LATEST_REMINDER for day in days):
        raise OutboxRefused(f"2 – {LATEST_REMINDER}", code="reminder-days")
    return sorted(set(days))


def known_channels(channels: Sequence[str]) -> list[str]:
    """Ways to write to people, each once. Raises OutboxRefused(`channels`) for none, or one that does not exist."""
    if not channels or not set(channels) <= {"email", "sms", "letter"} or len(set(channels)) < len(channels):
        raise OutboxRefused(", ".join(channels), code="channels")
    return list(channels)


def letter_number(pseudonym: str) -> str:
    """The number on a letter: enough of the pseudonym for the key-holder to find whose it is."""
    return f"{pseudonym[:5]}-{pseudonym[5:10]}"


def typed_token() -> str:
    """A token that can be typed from paper: seven groups of four small letters and digits."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(TYPED))
    return "-".join(groups)


GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)  # 3GPP TS 23.038, basic alphabet


def segments(text: str) -> int:
    """How many text messages this costs: 160 letters of the GSM alphabet, or 70 of any other script."""
    plain = set(text) <= GSM
    size = len(text) if plain else len(text.encode("utf-16-be")) // 2
    one, more = (160, 153) if plain else (70, 67)
    return 1 if size <= one else -(-size // more)


def shortest(choices: Sequence[str]) -> str:
    """The first that fits in one text message, else the last."""
    return next((text for text in choices if segments(text) == 1), choices[-1])


def numbers(days: Sequence[int]) -> Iterator[tuple[str, int]]:
    """(kind, day) of each reminder."""
    for number, day in enumerate(days, start=1):
        yield f"{REMINDER}{number}", day
