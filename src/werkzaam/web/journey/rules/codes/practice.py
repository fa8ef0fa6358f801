"""Codes of practice: kinds of placement, agreements, check-ins."""

from __future__ import annotations

from enum import StrEnum


class PlacementKind(StrEnum):
    TASTER = "taster"
    LANGUAGE = "language-placement"
    WORK_EXPERIENCE = "work-experience"
    TRIAL = "trial-placement"
    PARTICIPATION = "participation-placement"
    LEARNING_WORKING = "learning-working"
    INTERNSHIP = "internship"
    VOLUNTEERING = "volunteering"
    PAID_WORK = "paid-work"


class EncounterKind(StrEnum):
    COMPANY_VISIT = "company-visit"
    MOCK_INTERVIEW = "mock-interview"
    SPEED_DATE = "speed-date"


class PlacementStatus(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    RUNNING = "running"
    ENDED = "ended"
    BROKEN_OFF = "broken-off"
    CANCELLED = "cancelled"


ACTIVE = (PlacementStatus.AGREED, PlacementStatus.RUNNING)
"""Placements whose days may not overlap."""


class EndReason(StrEnum):
    AS_PLANNED = "as-planned"
    JOB_HERE = "job-here"
    JOB_ELSEWHERE = "job-elsewhere"
    PARTICIPANT = "participant"
    EMPLOYER = "employer"
    ILLNESS = "illness"
    CARE = "care"
    OTHER = "other"


class Party(StrEnum):
    PARTICIPANT = "participant"
    EMPLOYER = "employer"
    AGENCY = "agency"


class LinkPurpose(StrEnum):
    SIGN = "sign"
    CHECK_IN = "check-in"
    OVERVIEW = "overview"


class Going(StrEnum):
    """How a placement goes, as a supervisor or participant says it."""

    WELL = "well"
    MIXED = "mixed"
    BADLY = "badly"


CHECK_IN_WEEKS = (1, 4, 12)
