"""The waist: who, in which arm, at which wave, with which dose. Frozen, hashed, pseudonymous."""

from werkzaam.core.panel.build import build_panel
from werkzaam.core.panel.freeze import freeze, thaw
from werkzaam.core.panel.model import DOSE, PERSONS, VALUES, Panel
from werkzaam.core.panel.problem import PanelProblem
from werkzaam.core.panel.read import read_panel

__all__ = [
    "DOSE",
    "PERSONS",
    "VALUES",
    "Panel",
    "PanelProblem",
    "build_panel",
    "freeze",
    "read_panel",
    "thaw",
]
