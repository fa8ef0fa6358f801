"""Codes of appointments and reminders."""

from __future__ import annotations

from enum import StrEnum


class AppointmentStatus(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    NO_SHOW = "no-show"
    CANCELLED_BY_PARTICIPANT = "cancelled-by-participant"
    CANCELLED_BY_US = "cancelled-by-us"
    MOVED = "moved"


class DraftKind(StrEnum):
    CONTACT = "contact"
    NEED = "need"
    HAND_OVER = "hand-over"
    OTHER = "other"


class About(StrEnum):
    """What a reminder is about; the thing itself is asked for its state at the moment of sending."""

    APPOINTMENT = "appointment"
    SESSION = "session"
    CHECK_IN = "check-in"
    AFTERCARE = "aftercare"
    SIGNATURE = "signature"


class Medium(StrEnum):
    EMAIL = "e-mail"
    SMS = "sms"


class Sending(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    SKIPPED = "skipped"
    FAILED = "failed"
