"""What a researcher does at the desk: each step, what is brought to a report, and letting it go."""

from werkzaam.web.desk.actions.claims import leave_out, look_again, write_claim
from werkzaam.web.desk.actions.elements import leave_out_element, print_element
from werkzaam.web.desk.actions.held import BadClaim, NotReady
from werkzaam.web.desk.actions.joint import drop_row, look_again_row, lower, read_row, take_back_lowering
from werkzaam.web.desk.actions.release import SamePerson, ask_release, decide_release
from werkzaam.web.desk.actions.steps import NotYet, export, freeze, publish, report, run
from werkzaam.web.desk.actions.uptake import note_uptake

__all__ = [
    "BadClaim",
    "NotReady",
    "NotYet",
    "SamePerson",
    "ask_release",
    "decide_release",
    "drop_row",
    "export",
    "freeze",
    "leave_out",
    "leave_out_element",
    "look_again",
    "look_again_row",
    "lower",
    "note_uptake",
    "print_element",
    "publish",
    "read_row",
    "report",
    "run",
    "take_back_lowering",
    "write_claim",
]
