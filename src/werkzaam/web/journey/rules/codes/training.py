"""Codes of group training: groups, sessions, enrolment, presence."""

from __future__ import annotations

from enum import StrEnum


class GroupStatus(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


class SessionStatus(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class EnrolmentStatus(StrEnum):
    WAITING = "waiting"
    ENROLLED = "enrolled"
    COMPLETED = "completed"
    STOPPED = "stopped"


class Presence(StrEnum):
    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"


THERE = frozenset({Presence.PRESENT, Presence.LATE})
"""Who was there, also for a part."""
