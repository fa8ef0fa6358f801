"""The own plan: the participant writes it. No one else changes a word of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note
from werkzaam.web.journey.models import Goal, Revision, Step, Trajectory
from werkzaam.web.journey.rules.codes import Domain
from werkzaam.web.journey.rules.codes.plan import GoalStatus
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

OWN = "journey.own_plan"


def require_own(by: Access, trajectory: Trajectory) -> None:
    """Only the person whose plan it is."""
    require(by.may(OWN) and by.person == str(trajectory.person_id))


@transaction.atomic(using=GUIDANCE)
def write_goal(
    *, by: Access, at: datetime, id: UUID, trajectory: Trajectory, words: str, domain: str = ""
) -> Goal:
    """A new goal in the participant's own words. The same post twice gives one goal."""
    require_own(by, trajectory)
    written = {"trajectory_id": trajectory.pk, "domain": Domain(domain).value if domain else ""}
    last = {"position": trajectory.goals.count(), "words": words, "created_at": at}
    goal, fresh = Goal.objects.get_or_create(pk=id, defaults={**written, **last})
    if fresh:
        _keep(goal, by, at)
        note(by, at, "write_goal", trajectory.person_id)
    else:
        _require_same(goal.trajectory_id == trajectory.pk and _first_words(goal) == words)
    return goal


@transaction.atomic(using=GUIDANCE)
def reword_goal(*, by: Access, at: datetime, goal: Goal, version: int, words: str) -> Goal:
    """Other words for a goal; `version` is the one that was read when they were written."""
    require_own(by, goal.trajectory)
    if goal.words != words:
        _change(goal, version, by, at, words=words)
        note(by, at, "reword_goal", goal.trajectory.person_id, version=goal.version)
    return goal


@transaction.atomic(using=GUIDANCE)
def settle_goal(*, by: Access, at: datetime, goal: Goal, version: int, status: str) -> Goal:
    """Close a goal as reached or stopped, or take it up again."""
    require_own(by, goal.trajectory)
    _settle(goal, version, by, at, status)
    note(by, at, "settle_goal", goal.trajectory.person_id, status=goal.status)
    return goal


@transaction.atomic(using=GUIDANCE)
def write_step(
    *, by: Access, at: datetime, id: UUID, goal: Goal, words: str, by_on: date | None = None
) -> Step:
    """A new step for an open goal. The same post twice gives one step."""
    require_own(by, goal.trajectory)
    last = {"position": goal.steps.count(), "words": words, "by_on": by_on, "created_at": at}
    known = Step.objects.filter(pk=id).first()
    if known is None and goal.status != GoalStatus.OPEN:
        message = _("This goal is closed. Take it up again to add a step. Nothing was saved.")
        raise JourneyProblem(message, code="goal-closed")
    step, fresh = Step.objects.get_or_create(pk=id, defaults={"goal": goal, **last})
    if fresh:
        _keep(step, by, at)
        note(by, at, "write_step", goal.trajectory.person_id)
    else:
        _require_same(step.goal_id == goal.pk and _first_words(step) == words)
    return step


@transaction.atomic(using=GUIDANCE)
def reword_step(
    *, by: Access, at: datetime, step: Step, version: int, words: str, by_on: date | None = None
) -> Step:
    """Other words, or another day, for a step."""
    require_own(by, step.goal.trajectory)
    if (step.words, step.by_on) != (words, by_on):
        _change(step, version, by, at, words=words, by_on=by_on)
        note(by, at, "reword_step", step.goal.trajectory.person_id, version=step.version)
    return step


@transaction.atomic(using=GUIDANCE)
def settle_step(*, by: Access, at: datetime, step: Step, version: int, status: str) -> Step:
    """A step is done or stopped, or taken up again."""
    require_own(by, step.goal.trajectory)
    _settle(step, version, by, at, status)
    note(by, at, "settle_step", step.goal.trajectory.person_id, status=step.status)
    return step


def _settle(one: Goal | Step, version: int, by: Access, at: datetime, status: str) -> None:
    chosen = GoalStatus(status)
    closed_at = None if chosen == GoalStatus.OPEN else at
    _change(one, version, by, at, status=chosen.value, closed_at=closed_at)


def _change(one: Goal | Step, version: int, by: Access, at: datetime, **values: object) -> None:
    """Write only over the version that was read; what two people typed is never lost to either."""
    rows = type(one).objects.filter(pk=one.pk, version=version)
    if not rows.update(**values, version=version + 1):
        message = _("This was changed meanwhile. What you wrote still stands here. Read both and save again.")
        raise JourneyProblem(message, code="changed-meanwhile")
    one.refresh_from_db()
    _keep(one, by, at)


def _keep(one: Goal | Step, by: Access, at: datetime) -> None:
    """How it reads now, for ever."""
    step = one if isinstance(one, Step) else None
    Revision.objects.create(
        goal_id=one.goal_id if isinstance(one, Step) else one.pk,
        step=step,
        version=one.version,
        words=one.words,
        status=one.status,
        by_on=step.by_on if step else None,
        by=by.account,
        at=at,
    )


def _first_words(one: Goal | Step) -> str:
    own = {"step": one} if isinstance(one, Step) else {"goal": one, "step": None}
    return Revision.objects.get(**own, version=1).words


def _require_same(same: bool) -> None:
    if not same:
        message = _("Something else was saved from this form before. Open the form anew and save again.")
        raise JourneyProblem(message, code="already-saved")
