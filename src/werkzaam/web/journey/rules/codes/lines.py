"""Codes of short lines: commitments of the municipality, questions, hand-overs."""

from __future__ import annotations

from enum import StrEnum


class CommitmentStatus(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    NOT_KEPT = "not-kept"
    DROPPED = "dropped"


class Topic(StrEnum):
    """What a question to another professional is about."""

    BENEFIT = "benefit"
    DEBT = "debt"
    HEALTH = "health"
    HOUSING = "housing"
    CHILDCARE = "childcare"
    CIVIC_INTEGRATION = "civic-integration"
    WORK = "work"
    OTHER = "other"


class Share(StrEnum):
    """What of a person may go with a question: only what the question needs."""

    NAME = "name"
    CONTACT = "contact"
    LANGUAGE = "language"
    NEED = "need"
    GOAL = "goal"
    PHASE = "phase"


class HandOverStatus(StrEnum):
    WITH_PARTICIPANT = "with-participant"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
