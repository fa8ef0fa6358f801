"""Writes on guidance: each one checks, decides, writes, and leaves one line in the ledger."""

from werkzaam.web.journey.actions.contact import log_contact, record_regular_contacts
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.actions.programme import start_programme
from werkzaam.web.journey.actions.trajectory import (
    assign_coach,
    end_trajectory,
    enter_phase,
    rate_rung,
    record_need,
    start_trajectory,
)
from werkzaam.web.journey.rules.dose import ContactMade, NormStep

__all__ = [
    "ContactMade",
    "JourneyProblem",
    "NormStep",
    "assign_coach",
    "end_trajectory",
    "enter_phase",
    "log_contact",
    "rate_rung",
    "record_need",
    "record_regular_contacts",
    "start_programme",
    "start_trajectory",
]
