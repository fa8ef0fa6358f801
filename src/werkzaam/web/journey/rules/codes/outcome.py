"""Codes of what guidance led to: outcomes, their sources, aftercare."""

from __future__ import annotations

from enum import StrEnum


class OutcomeKind(StrEnum):
    PAID_FULL = "paid-full"
    PAID_PART = "paid-part"
    SELF_EMPLOYED = "self-employed"
    WORK_EXPERIENCE = "work-experience"
    VOLUNTEERING = "volunteering"
    EDUCATION = "education"
    SEARCHING = "searching"
    LOST = "lost"


WORKING = frozenset({OutcomeKind.PAID_FULL, OutcomeKind.PAID_PART, OutcomeKind.SELF_EMPLOYED})


class OutcomeSource(StrEnum):
    CONTRACT = "contract"
    EMPLOYER = "employer"
    PARTICIPANT = "participant"
    COACH = "coach"
    REGISTER = "register"


class Reached(StrEnum):
    REACHED = "reached"
    NOT_REACHED = "not-reached"
    DECLINED = "declined"


AFTERCARE_MONTHS = (1, 3, 6)


class ExportKind(StrEnum):
    FUNDER = "funder"
    STATUTORY = "statutory"
    OUTCOMES = "outcomes"
