"""Codes of referral and intake: sources, decisions, languages, skills."""

from __future__ import annotations

from enum import StrEnum


class ReferralSource(StrEnum):
    MUNICIPALITY = "municipality"
    PROFESSIONAL = "professional"
    SELF = "self"
    OTHER = "other"


class ReferralStatus(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class RefusalReason(StrEnum):
    NOT_ELIGIBLE = "not-eligible"
    FULL = "full"
    OTHER_HELP = "other-help"
    OWN_CHOICE = "own-choice"
    NOT_REACHED = "not-reached"
    OTHER = "other"


class Level(StrEnum):
    """Common European Framework of Reference, with the two steps before it."""

    ALFA = "alfa"
    A0 = "a0"
    A1 = "a1"
    A2 = "a2"
    B1 = "b1"
    B2 = "b2"
    C1 = "c1"


LEVELS = tuple(Level)
"""From lowest to highest."""


class LanguageSkill(StrEnum):
    LISTENING = "listening"
    READING = "reading"
    SPEAKING = "speaking"
    WRITING = "writing"


class LevelSource(StrEnum):
    EXAM = "exam"
    TEACHER = "teacher"
    SELF = "self"


class SkillSource(StrEnum):
    SELF = "self"
    COACH = "coach"
    EMPLOYER = "employer"
    CERTIFICATE = "certificate"


class ConceptKind(StrEnum):
    SKILL = "skill"
    OCCUPATION = "occupation"
