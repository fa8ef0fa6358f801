"""Codes of experienced discrimination: where it happened, on what ground, what the person wants."""

from __future__ import annotations

from enum import StrEnum


class Setting(StrEnum):
    JOB_SEARCH = "job-search"
    WORK = "work"
    PLACEMENT = "placement"
    TRAINING = "training"
    MUNICIPALITY = "municipality"
    STREET = "street"
    HOUSING = "housing"
    ONLINE = "online"
    OTHER = "other"


class DiscriminationGround(StrEnum):
    """Grounds of Dutch equal-treatment law."""

    ORIGIN = "origin"
    SKIN_COLOUR = "skin-colour"
    RELIGION = "religion"
    BELIEF = "belief"
    SEX = "sex"
    NATIONALITY = "nationality"
    ORIENTATION = "orientation"
    CIVIL_STATUS = "civil-status"
    DISABILITY = "disability"
    AGE = "age"
    PART_TIME = "part-time"
    NOT_SAID = "not-said"


class Wanted(StrEnum):
    ONLY_TOLD = "only-told"
    TALK = "talk"
    ADVICE = "advice"
    REPORT = "report"


class Reader(StrEnum):
    """Who may know, chosen by the person; nobody is the default."""

    COACH = "coach"
    TEAM_LEAD = "team-lead"
    SERVICE = "service"
