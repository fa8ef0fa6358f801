"""What a coach proposes for a plan; it becomes part of it only when the participant says yes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions import plan
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_team
from werkzaam.web.journey.models import Goal, PlanProposal, Trajectory
from werkzaam.web.journey.rules.codes.plan import Answer, GoalStatus, PlanProposalKind
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access


@transaction.atomic(using=GUIDANCE)
def propose(
    *,
    by: Access,
    at: datetime,
    id: UUID,
    trajectory: Trajectory,
    kind: str,
    goal: Goal | None = None,
    words: str = "",
    why: str = "",
) -> PlanProposal:
    """Propose a goal, a step, other words, or to close a goal. The same post twice gives one proposal."""
    require_team(by, "journey.propose_goal", trajectory)
    chosen = PlanProposalKind(kind)
    require(goal is None or goal.trajectory_id == trajectory.pk)
    _require_whole(chosen, goal, words)
    values = {
        "trajectory_id": trajectory.pk,
        "kind": chosen.value,
        "goal_id": goal.pk if goal and chosen != PlanProposalKind.GOAL else None,
        "words": "" if chosen == PlanProposalKind.CLOSE else words,
        "why": why,
    }
    made, fresh = PlanProposal.objects.get_or_create(
        pk=id, defaults={**values, "by_id": by.account, "created_at": at}
    )
    if fresh:
        note(by, at, "propose_plan", trajectory.person_id, kind=made.kind)
    elif any(getattr(made, name) != value for name, value in values.items()):
        message = _("Something else was saved from this form before. Open the form anew and save again.")
        raise JourneyProblem(message, code="already-saved")
    return made


@transaction.atomic(using=GUIDANCE)
def withdraw_proposal(*, by: Access, at: datetime, proposal: PlanProposal) -> PlanProposal:
    """The coach takes back what was not answered yet."""
    require_team(by, "journey.propose_goal", proposal.trajectory)
    _answer(proposal, at, Answer.WITHDRAWN)
    note(by, at, "withdraw_plan_proposal", proposal.trajectory.person_id, kind=proposal.kind)
    return proposal


@transaction.atomic(using=GUIDANCE)
def answer_proposal(
    *,
    by: Access,
    at: datetime,
    proposal: PlanProposal,
    accepted: bool,
    answer: str = "",
    closed_as: str = GoalStatus.REACHED.value,
) -> PlanProposal:
    """The participant decides. A yes changes the plan as if the participant had written it: the plan is the
    participant's. `closed_as` says how a goal is closed, where that was proposed."""
    plan.require_own(by, proposal.trajectory)
    _answer(proposal, at, Answer.ACCEPTED if accepted else Answer.DECLINED, answer)
    if accepted:
        _carry_out(by, at, proposal, closed_as)
    note(by, at, "answer_plan_proposal", proposal.trajectory.person_id, status=proposal.status)
    return proposal


def _require_whole(kind: PlanProposalKind, goal: Goal | None, words: str) -> None:
    if kind != PlanProposalKind.GOAL and goal is None:
        raise JourneyProblem(_("Choose the goal that this is about. Nothing was saved."), code="which-goal")
    if kind != PlanProposalKind.CLOSE and not words:
        raise JourneyProblem(_("Write what you propose. Nothing was saved."), code="no-words")
    if kind != PlanProposalKind.GOAL and goal and goal.status != GoalStatus.OPEN:
        message = _("This goal is closed already. Choose an open goal. Nothing was saved.")
        raise JourneyProblem(message, code="goal-closed")


def _answer(proposal: PlanProposal, at: datetime, status: Answer, answer: str = "") -> None:
    """Only what still waits: two answers at once give one."""
    waiting = PlanProposal.objects.filter(pk=proposal.pk, status=Answer.WAITING.value)
    if not waiting.update(status=status.value, answered_at=at, answer=answer):
        message = _("This proposal was answered or withdrawn already. Nothing was changed.")
        raise JourneyProblem(message, code="already-answered")
    proposal.refresh_from_db()


def _carry_out(by: Access, at: datetime, proposal: PlanProposal, closed_as: str) -> None:
    """Do what was proposed; the new goal or step has an id that follows from the proposal's."""
    goal, words = proposal.goal, proposal.words
    new = uuid5(proposal.pk, "accepted")
    if goal is None:
        plan.write_goal(by=by, at=at, id=new, trajectory=proposal.trajectory, words=words)
    elif proposal.kind == PlanProposalKind.STEP:
        plan.write_step(by=by, at=at, id=new, goal=goal, words=words)
    elif proposal.kind == PlanProposalKind.REWORD:
        plan.reword_goal(by=by, at=at, goal=goal, version=goal.version, words=words)
    elif goal.status == GoalStatus.OPEN:
        plan.settle_goal(by=by, at=at, goal=goal, version=goal.version, status=closed_as)
