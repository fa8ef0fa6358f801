"""Codes of offers: kinds, what becomes of a proposal, why a need is not met."""

from __future__ import annotations

from enum import StrEnum


class OfferKind(StrEnum):
    LANGUAGE_COURSE = "language-course"
    COURSE = "course"
    HEALTH = "health"
    DEBT_HELP = "debt-help"
    LANGUAGE_BUDDY = "language-buddy"
    TRAINING = "training"
    WORKPLACE = "workplace"
    CHILDCARE = "childcare"
    OTHER = "other"


class OfferStatus(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    QUEUED = "queued"
    STARTED = "started"
    COMPLETED = "completed"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


OPEN = (OfferStatus.PROPOSED, OfferStatus.ACCEPTED, OfferStatus.QUEUED, OfferStatus.STARTED)
"""An offer stands only once for one person."""


class Lack(StrEnum):
    """Why no offer fits, or why this one does not."""

    NO_OFFER = "no-offer"
    FULL = "full"
    LEVEL = "level"
    DISTANCE = "distance"
    DAYS = "days"
    CHILDCARE = "childcare"
    NOT_ALLOWED = "not-allowed"


WEEKDAYS = range(1, 8)
"""Monday 1 … Sunday 7 (ISO 8601)."""
