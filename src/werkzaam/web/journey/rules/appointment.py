"""Appointments: how long, and when and how to remind of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from werkzaam.web.journey.rules.codes.contact import Medium

LONGEST = timedelta(hours=10)
REMIND_BEFORE = timedelta(hours=24)
ATTEMPTS = 3  # of one reminder, before it counts as not delivered
MINUTES = (2, 5, 10, 15, 30, 45, 60, 90)
"""As the contact form offers them: two minutes to ask how it went is a contact too."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one instant to another."""

    starts_at: datetime
    ends_at: datetime


def remind_at(starts_at: datetime) -> datetime:
    """A day before, at the same hour."""
    return starts_at - REMIND_BEFORE


def nearest_minutes(span: Span) -> int:
    """The choice of the contact form that is nearest to how long an appointment was planned."""
    minutes = (span.ends_at - span.starts_at).total_seconds() / 60
    return min(MINUTES, key=lambda choice: abs(choice - minutes))


def medium_for(*, phone: str, email: str, texts: bool) -> Medium | None:
    """How to reach someone: a text message where there is a gateway for them, else e-mail, else not at all."""
    if texts and phone:
        return Medium.SMS
    return Medium.EMAIL if email else None
