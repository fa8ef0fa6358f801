"""What the field work decides without a database: whether a link opens, which question comes next."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from werkzaam.problem import Problem

OPEN_ROUND = "survey.open_round"
INTERVIEW = "survey.interview"
CODE_DIGITS = 6
CODE_LASTS = timedelta(minutes=30)


class Mode(StrEnum):
    """How the answers came in."""

    SELF = "self"
    HELPED = "helped"
    TELEPHONE = "telephone"
    PAPER = "paper"


ASKED_BY = frozenset({Mode.TELEPHONE.value, Mode.PAPER.value})
"""Ways in which an interviewer fills in."""


class Helper(StrEnum):
    """Who helps a respondent; grown-ups all, a child is never asked to read along."""

    FAMILY = "family"
    VOLUNTEER = "volunteer"
    INTERPRETER = "interpreter"
    PROFESSIONAL = "professional"


@dataclass(frozen=True, slots=True)
class Interviewer:
    """An interviewer at one invitation: `account` is opaque, `invitation` the number of the row."""

    account: str
    invitation: int


Opener = str | Interviewer
"""What opens an invitation: the token of a link, or an interviewer at it."""


class Door(StrEnum):
    """What a link opens on a day."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    EARLY = "early"
    CLOSED = "closed"


class InstrumentChanged(Problem):
    """The same version with other content: answers would no longer mean what they meant."""

    code = "instrument-changed"
    status = 409


class RoundRefused(Problem):
    code = "round-refused"
    status = 422


class LinkUnknown(Problem):
    code = "link-unknown"
    status = 404


class DoorClosed(Problem):
    """The link is real, but nothing can be filled in; `door` says why."""

    code = "door-closed"
    status = 410

    def __init__(self, message: str, door: Door) -> None:
        super().__init__(message, door=door.value)
        self.door = door


class NothingAnswered(Problem):
    code = "nothing-answered"
    status = 422


class AnswersUnfinished(Problem):
    """What is asked and still needs an answer, or another one; `addresses` in the order of asking."""

    code = "answers-unfinished"
    status = 422

    def __init__(self, message: str, addresses: list[str]) -> None:
        super().__init__(message, addresses=addresses)
        self.addresses = addresses


def new_token() -> str:
    """128 random bits, as 22 characters that can stand in an address."""
    return secrets.token_urlsafe(16)


def token_hash(token: str) -> str:
    """SHA-256 (hex): a random token of 128 bits needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def door(*, submitted: bool, allowed: bool, opens_on: date, closes_on: date, on: date) -> Door:
    """What the link opens; consent is looked at anew each time, and the last day counts."""
    if submitted:
        return Door.DONE
    if not allowed:
        return Door.WITHDRAWN
    if on < opens_on:
        return Door.EARLY
    return Door.CLOSED if on > closes_on else Door.OPEN


def resume_at(items: Sequence[str], answered: Collection[str]) -> int:
    """The number (from 1) of the question after the last one answered; past the end means: all seen."""
    seen = [number for number, item in enumerate(items, start=1) if item in answered]
    return max(seen, default=0) + 1


def new_code() -> str:
    """Six digits, to type over on another device."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def code_hash(code: str, secret: str) -> str:
    """HMAC-SHA-256 (hex): six digits are soon tried without the site's secret."""
    return hmac.new(secret.encode(), f"survey-code:{code}".encode(), hashlib.sha256).hexdigest()


def moment(*, said: float | None, earliest: datetime, latest: datetime) -> datetime:
    """An instant told in seconds since 1970, within what can be true: a clock elsewhere may be wrong."""
    if said is None or not earliest.timestamp() <= said <= latest.timestamp():
        return latest
    return datetime.fromtimestamp(said, tz=latest.tzinfo)
