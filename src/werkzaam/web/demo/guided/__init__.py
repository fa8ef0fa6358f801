"""Guidance after a year and a half: beside the contacts of the scenario, everything else of a programme."""

from __future__ import annotations

from werkzaam.web.demo.cast import Stage
from werkzaam.web.demo.guided import (
    agenda,
    around,
    coming_in,
    employers,
    leaving,
    lines,
    own,
    practice,
    programme,
    proposals,
    training,
    voice,
)

ACTS = (
    programme.set_up,
    around.furnish,
    employers.hire,
    own.own,
    proposals.propose,
    training.train,
    practice.practise,
    lines.keep_lines,
    leaving.leave,
    agenda.plan,
    coming_in.wait,
    voice.speak,
)


def accompany(stage: Stage) -> None:
    """journey: plans, offers, training, practice, short lines, outcomes"""
    for act in ACTS:
        act(stage)
