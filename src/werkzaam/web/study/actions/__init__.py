"""Writes on studies."""

from werkzaam.web.study.actions.allocation import allocate, allocate_by_district, read_districts
from werkzaam.web.study.actions.field import record_deviation, schedule_wave
from werkzaam.web.study.actions.lottery import (
    close_lottery,
    draw_arrivals,
    draw_lottery,
    prepare_lottery,
    read_lottery,
)
from werkzaam.web.study.actions.plan import amend_plan, lock_plan, open_study, open_unregistered
from werkzaam.web.study.actions.power import ask_power
from werkzaam.web.study.actions.review import review_plan
from werkzaam.web.study.queries import REGISTER

__all__ = [
    "REGISTER",
    "allocate",
    "allocate_by_district",
    "amend_plan",
    "ask_power",
    "close_lottery",
    "draw_arrivals",
    "draw_lottery",
    "lock_plan",
    "open_study",
    "open_unregistered",
    "prepare_lottery",
    "read_districts",
    "read_lottery",
    "record_deviation",
    "review_plan",
    "schedule_wave",
]
