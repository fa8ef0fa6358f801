"""Who may give or withdraw a consent, and which purposes are a choice at all: pure decisions."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from werkzaam.web.people.rules import Access


class Ground(StrEnum):
    """Why data may be used (GDPR art. 6). Consent cannot repair a ground that is missing."""

    CONSENT = "consent"
    RESEARCH = "scientific-research"
    PUBLIC_TASK = "public-task"
    LEGAL_DUTY = "legal-duty"


RESEARCH_PURPOSE = "research"
"""The purpose that invitations and freezes ask for."""

CHOICES = frozenset({Ground.CONSENT, Ground.RESEARCH})


def is_choice(ground: str) -> bool:
    """Whether the person decides: a public task or a legal duty is told, not asked."""
    return ground in CHOICES


def is_research(code: str, ground: str) -> bool:
    """Whether this consent is about research: then guidance may not know of it."""
    return code == RESEARCH_PURPOSE or ground == Ground.RESEARCH


def stands(*, given_on: date, withdrawn_on: date | None, on: date) -> bool:
    """Whether a consent holds on a day; on the day of withdrawal it no longer does."""
    return given_on <= on and (withdrawn_on is None or on < withdrawn_on)


def may_decide(by: Access, *, person: str, organisation: int, control: bool) -> bool:
    """The person; else a coach who writes down what was said, or the key-holder for the control group."""
    if by.person == person and by.may("consent.decide_own"):
        return True
    permission = "consent.issue_keys" if control else "consent.record_grant"
    return organisation in by.organisations(permission)
