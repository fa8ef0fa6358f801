"""Agreements and the links by which an employer signs and tells how it goes."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from werkzaam.web.journey.rules.codes.practice import LinkPurpose

LIFETIMES = {
    LinkPurpose.SIGN: timedelta(days=14),
    LinkPurpose.CHECK_IN: timedelta(days=14),
    LinkPurpose.OVERVIEW: timedelta(days=7),
}
MOST_SIGNATORIES = 2  # of one employer


class Door(StrEnum):
    """How a link stands at a moment."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Key:
    """What decides whether a link still opens."""

    expires_at: datetime
    uses: int
    max_uses: int
    is_revoked: bool = False


def new_token() -> str:
    """192 random bits: cannot be guessed, fits an address."""
    return secrets.token_urlsafe(24)


def fingerprint(text: str) -> str:
    """SHA-256, hex: of a token, of which nothing else is kept; of a text, to know that these words were signed."""
    return hashlib.sha256(text.encode()).hexdigest()


def door(key: Key, *, at: datetime) -> Door:
    """Used goes before expired: who acted in time reads thanks, also later."""
    if key.uses >= key.max_uses:
        return Door.USED
    return Door.EXPIRED if key.is_revoked or at >= key.expires_at else Door.OPEN


def with_line(text: str, before: str, now: str) -> str:
    """The words with one line as it reads now, in its old place, or at the end of words that lost it."""
    lines = text.splitlines()
    if now in lines:
        return text
    if before in lines:
        return "\n".join(now if line == before else line for line in lines)
    return f"{text.rstrip()}\n\n{now}"


def is_complete(signed: list[bool]) -> bool:
    """Whether all that an agreement asks for have signed; one without signatories is never complete."""
    return bool(signed) and all(signed)
