"""Codes of a programme: themes of the national pilots, pillars, kinds of provision."""

from __future__ import annotations

from enum import StrEnum


class Theme(StrEnum):
    """The eight pilot themes of the national programme."""

    SCHOOL_CHOICE = "school-choice"
    VOCATIONAL_SCHOOL = "vocational-school"
    FAIR_RECRUITMENT = "fair-recruitment"
    DIVERSITY_INSIGHT = "diversity-insight"
    RETENTION = "retention"
    WORK_AND_LEARN = "work-and-learn"
    BENEFIT_FIT = "benefit-fit"
    INTENSIVE_GUIDANCE = "intensive-guidance"


class PillarKind(StrEnum):
    GROUP_TRAINING = "group-training"
    COACHING = "coaching"
    PRACTICE = "practice"
    NEIGHBOURHOOD = "neighbourhood"
    OTHER = "other"
