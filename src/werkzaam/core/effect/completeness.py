"""How whole the answers are: per arm and wave, who was asked, who answered anything, who answered everything."""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.result import Completeness
from werkzaam.core.effect.sample import Flags
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Plan
from werkzaam.problem import Problem


def completeness(wide: Wide, plan: Plan) -> tuple[Completeness, ...]:
    """One per arm and wave, in the plan's order.

    Only outcomes that are compared count: what a coach rates of participants alone is no answer of theirs.
    An outcome that nobody answered at a wave was not asked then, and is not missed.
    """
    answered = {wave.key: _answered(wide, plan, wave.key) for wave in plan.waves}
    return tuple(
        _complete(arm.key, wave.key, answered[wave.key][:, wide.arm == arm.key])
        for arm in plan.arms
        for wave in plan.waves
    )


def _answered(wide: Wide, plan: Plan, wave: str) -> Flags:
    """Which outcomes that were asked at this wave (rows) each person answered (columns)."""
    compared = {estimand.outcome for estimand in plan.estimands} or {each.key for each in plan.outcomes}
    known = []
    for outcome in (each for each in plan.outcomes if each.key in compared):
        try:
            known.append(~np.isnan(wide.answers(outcome, wave)))
        except Problem:  # rated by others only, or twice: the analysis says so where it is asked
            continue
    asked = [flags for flags in known if flags.any()]
    return np.array(asked, dtype=bool).reshape(len(asked), len(wide.arm))


def _complete(arm: str, wave: str, answered: Flags) -> Completeness:
    """`answered` (outcomes, persons of the arm)."""
    any_answer = answered.any(axis=0)
    whole = any_answer & answered.all(axis=0)
    return Completeness(arm, wave, answered.shape[1], int(any_answer.sum()), int(whole.sum()))
