"""A goal with a step, scored, and a proposal that waits: for the pages of the own plan."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any
from uuid import UUID

GOAL, STEP, PROPOSAL = UUID(int=31), UUID(int=32), UUID(int=33)


def pages(cast: Any, at: Any) -> dict[str, dict[str, object]]:
    base = runpy.run_path(str(Path(__file__).parent / "guidance.py"))["trajectory"](cast, at)
    planned(cast, at, base)
    of_goal = ("goal", "goal_settle", "step_write", "goal_scale", "goal_score", "plan_rate")
    return (
        {f"journey:{name}": {"pk": GOAL} for name in of_goal}
        | {f"journey:{name}": {"pk": STEP} for name in ("step", "step_settle")}
        | {f"journey:{name}": {"pk": PROPOSAL} for name in ("proposal", "plan_withdraw")}
        | {f"journey:{name}": {"pk": base.pk} for name in ("plan", "plan_propose")}
    )


def planned(cast: Any, at: Any, base: Any) -> None:
    from werkzaam.web.journey.actions import plan, plan_attainment, plan_proposal
    from werkzaam.web.journey.models import Goal

    if Goal.objects.filter(pk=GOAL).exists():
        return
    amina, bram = {"by": cast.access("amina"), "at": at}, {"by": cast.access("bram"), "at": at}
    goal = plan.write_goal(**amina, id=GOAL, trajectory=base, words="Werken met stof", domain="work")
    plan.write_step(**amina, id=STEP, goal=goal, words="Kijken bij een naaiatelier", by_on=at.date())
    levels = {-2: "Ik doe niets met stof", 0: "Ik naai één dag per week", 2: "Ik heb een eigen atelier"}
    plan_attainment.write_scale(**amina, goal=goal, levels=levels)
    plan_attainment.score_goal(**amina, goal=goal, on=at.date(), score=-2)
    plan_attainment.score_goal(**bram, goal=goal, on=at.date(), score=-1)
    words = "Een keer meelopen bij een kleermaker"
    plan_proposal.propose(
        **bram, id=PROPOSAL, trajectory=base, kind="step", goal=goal, words=words, why="Jij noemde het zelf"
    )
