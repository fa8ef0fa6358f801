"""Codes of a trajectory and its contacts (design: 3-domain §3.3)."""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    INTAKE = "intake"
    ORIENTATION = "orientation"
    ACTIVATION = "activation"
    MATCHING = "matching"
    AFTERCARE = "aftercare"


class Channel(StrEnum):
    OFFICE = "office"
    NEIGHBOURHOOD = "neighbourhood-place"
    HOME_VISIT = "home-visit"
    TELEPHONE = "telephone"
    VIDEO = "video"
    MESSAGE = "message"
    EMAIL = "e-mail"


CONVERSATION = frozenset(
    {Channel.OFFICE, Channel.NEIGHBOURHOOD, Channel.HOME_VISIT, Channel.TELEPHONE, Channel.VIDEO}
)
"""Channels in which two people really speak; a message or an e-mail is a contact, but not a conversation."""


class Outcome(StrEnum):
    HELD = "held"
    NO_SHOW = "no-show"
    CANCELLED_BY_PARTICIPANT = "cancelled-by-participant"
    CANCELLED_BY_US = "cancelled-by-us"


class ExitReason(StrEnum):
    WORK = "work"
    MOVED = "moved"
    ILLNESS = "illness"
    CARE = "care"
    OWN_REQUEST = "own-request"
    OTHER_PROGRAMME = "other-programme"
    END_OF_TERM = "end-of-term"
    NO_SHOW = "no-show"
    UNKNOWN = "unknown"


class Domain(StrEnum):
    """Life domains in our own words: the licensed self-sufficiency matrix is not copied."""

    WORK = "work"
    LEARNING = "learning"
    LANGUAGE = "language"
    MONEY = "money"
    HOUSING = "housing"
    HEALTH = "health"
    FAMILY = "family"
    NETWORK = "network"
    DAILY_LIFE = "daily-life"


class Rater(StrEnum):
    COACH = "coach"
    SELF = "self"


RUNGS = range(1, 7)
"""Participation ladder: 1 isolated … 6 paid work without support."""


def is_conversation(channel: str, outcome: str) -> bool:
    """Whether this contact counts as really having spoken."""
    return outcome == Outcome.HELD and channel in CONVERSATION


def counted_minutes(outcome: str, minutes: int) -> int:
    """A contact that was not held took no minutes of contact, whatever was filled in."""
    return minutes if outcome == Outcome.HELD else 0
