"""Codes of the participant's own plan and of goal attainment scaling."""

from __future__ import annotations

from enum import StrEnum


class GoalStatus(StrEnum):
    OPEN = "open"
    REACHED = "reached"
    STOPPED = "stopped"


class PlanProposalKind(StrEnum):
    """What a coach may propose; only the participant changes the plan itself."""

    GOAL = "goal"
    STEP = "step"
    REWORD = "reword"
    CLOSE = "close"


class Answer(StrEnum):
    """What became of something that was proposed."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Moment(StrEnum):
    BASELINE = "baseline"
    RESCORE = "re-score"


ATTAINMENT = range(-2, 3)
"""Goal attainment: −2 much less than expected … 0 as expected … +2 much more (Kiresuk & Sherman 1968)."""
