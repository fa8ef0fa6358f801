"""Disclosure control: no cell about fewer than ten people leaves, nor can it be worked out from what does.

All tables, margins, waves and earlier editions together are cells with sums between them (`cells.py`); `rules.py`
says which cells may not be known, `protect.py` which others must go with them, `attacker.py` what a reader could still
find out. `leaks.py` looks through finished files.
"""

from werkzaam.core.report.disclosure.announce import Told, announce, given_away
from werkzaam.core.report.disclosure.attacker import Found, attack, recovered
from werkzaam.core.report.disclosure.cells import (
    Cell,
    Figures,
    Sum,
    differences,
    one_way,
    parts,
    tree,
    two_way,
)
from werkzaam.core.report.disclosure.protect import DisclosureProblem, Protected, protect
from werkzaam.core.report.disclosure.rules import Rules

__all__ = [
    "Cell",
    "DisclosureProblem",
    "Figures",
    "Found",
    "Protected",
    "Rules",
    "Sum",
    "Told",
    "announce",
    "attack",
    "differences",
    "given_away",
    "one_way",
    "parts",
    "protect",
    "recovered",
    "tree",
    "two_way",
]
