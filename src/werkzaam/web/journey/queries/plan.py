"""Plans: one's own, and those of the people a team guides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.web.journey.models import Goal, GoalScale, GoalScore, PlanProposal, Revision, Step, Trajectory
from werkzaam.web.journey.queries.due import Due
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.queries.timeline import Entry
from werkzaam.web.journey.rules import plan as rules
from werkzaam.web.journey.rules.codes import Rater
from werkzaam.web.journey.rules.codes.plan import Answer, GoalStatus, Moment
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access

MOST = 60  # goals, and proposals, on one page
ANSWERED = 10  # of the proposals that were answered
One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of one goal by one rater: the baseline, and the latest re-score if any."""

    rater: str
    baseline: GoalScore | None
    latest: GoalScore | None


@dataclass(frozen=True, slots=True)
class Aim:
    """One goal with its steps, its scale and its scores per rater."""

    goal: Goal
    steps: list[Step]
    scale: list[GoalScale]
    scored: list[Scored]


@dataclass(frozen=True, slots=True)
class Together:
    """The T-score of all scored goals by one rater, at the start and now."""

    rater: str
    baseline: float | None
    now: float | None


@dataclass(frozen=True, slots=True)
class Plan:
    aims: list[Aim]
    together: list[Together]
    proposals: list[PlanProposal]

    @property
    def waiting(self) -> list[PlanProposal]:
        return [one for one in self.proposals if one.status == Answer.WAITING]

    @property
    def answered(self) -> list[PlanProposal]:
        """What the participant answered last, newest first."""
        told = [one for one in self.proposals if one.answered_at]
        return sorted(told, key=lambda one: one.answered_at or one.created_at, reverse=True)[:ANSWERED]

    @property
    def open(self) -> list[Aim]:
        return [aim for aim in self.aims if aim.goal.status == GoalStatus.OPEN]

    @property
    def closed(self) -> list[Aim]:
        return [aim for aim in self.aims if aim.goal.status != GoalStatus.OPEN]


def plan(trajectory: Trajectory) -> Plan:
    """The whole plan of one trajectory (5 queries)."""
    found = list(_whole(Goal.objects.filter(trajectory=trajectory))[:MOST])
    aims = [aim(goal) for goal in found]
    proposed = trajectory.plan_proposals.select_related("goal", "by").order_by("-created_at")[:MOST]
    return Plan(aims, [together(aims, rater) for rater in _raters(aims)], [*reversed(proposed)])


def aim(goal: Goal) -> Aim:
    scores = list(goal.scores.all())
    raters = [rater.value for rater in (Rater.SELF, Rater.COACH)]
    scored = [of(scores, rater) for rater in raters if any(s.rater == rater for s in scores)]
    return Aim(goal, list(goal.steps.all()), list(goal.scale.all()), scored)


def of(scores: Sequence[GoalScore], rater: str) -> Scored:
    mine = [score for score in scores if score.rater == rater]
    later = [score for score in mine if score.moment == Moment.RESCORE]
    return Scored(
        str(mine[0].get_rater_display()),
        next((score for score in mine if score.moment == Moment.BASELINE), None),
        later[-1] if later else None,
    )


def together(aims: Sequence[Aim], rater: str) -> Together:
    """T-scores over the goals that this rater scored again, so that start and now are of the same goals."""
    pairs = [(one.goal.weight, told) for one in aims for told in one.scored if told.rater == rater]
    twice = [(weight, told) for weight, told in pairs if told.baseline and told.latest] or pairs
    first = [(weight, told.baseline.score) for weight, told in twice if told.baseline]
    last = [(weight, told.latest.score) for weight, told in twice if told.latest]
    return Together(rater, rules.t_score(first), rules.t_score(last))


def own_trajectory(access: Access) -> Trajectory:
    """The trajectory that my plan belongs to: the one that runs, else the last."""
    found = Trajectory.objects.filter(person=me(access))
    one = found.select_related("person", "programme", "coach", "team").order_by(
        "ended_on", "-started_on", "-pk"
    )
    running = [t for t in one if t.ended_on is None] or list(one)[-1:]
    if not running:
        raise refuse()
    return running[0]


def me(access: Access) -> UUID:
    """The person behind this account; of staff nobody, who has no plan."""
    return UUID(access.person) if access.person else UUID(int=0)


def own_goal(access: Access, pk: UUID) -> Goal:
    """One of my goals; the same refusal whether it is another's or nobody's."""
    found = _whole(Goal.objects.filter(pk=pk, trajectory__person=me(access)))
    mine: Goal | None = found.select_related("trajectory").first()
    return _only(mine)


def own_step(access: Access, pk: UUID) -> Step:
    found = Step.objects.filter(pk=pk, goal__trajectory__person=me(access))
    return _only(found.select_related("goal__trajectory").first())


def own_proposal(access: Access, pk: UUID) -> PlanProposal:
    found = PlanProposal.objects.filter(pk=pk, trajectory__person=me(access))
    return _only(found.select_related("goal__trajectory", "trajectory", "by").first())


def goal(access: Access, permission: str, pk: UUID) -> Goal:
    """One goal of someone within reach."""
    found = _whole(Goal.objects.filter(pk=pk, trajectory__in=trajectories(access, permission)))
    one: Goal | None = found.select_related("trajectory__person", "trajectory__team").first()
    return _only(one)


def proposal(access: Access, pk: UUID) -> PlanProposal:
    """One proposal to someone within reach."""
    within = trajectories(access, "journey.propose_goal")
    found = PlanProposal.objects.filter(pk=pk, trajectory__in=within)
    return _only(found.select_related("trajectory__team", "goal").first())


def revisions(goal: Goal) -> list[Revision]:
    """How the goal and its steps read before, newest first."""
    return list(goal.revisions.select_related("step").order_by("-at", "-pk")[:MOST])


def asked(access: Access, *, on: date) -> list[QuerySet[Any]]:
    """For the coach: steps of a plan whose day has come."""
    mine = trajectories(access, "journey.propose_goal").filter(
        coach=UUID(access.account), ended_on__isnull=True
    )
    found = Step.objects.filter(
        goal__trajectory__in=mine,
        goal__status=GoalStatus.OPEN.value,
        status=GoalStatus.OPEN.value,
        by_on__lte=on,
    )
    return [found.select_related("goal__trajectory__person")]


def due(access: Access, *, on: date) -> list[Due]:
    """Steps of a plan, the earliest first (1 query)."""
    (found,) = asked(access, on=on)
    return [_due(step) for step in found.order_by("by_on", "pk")[:MOST]]


def _due(step: Step) -> Due:
    one = step.goal.trajectory
    words = _("Step of the plan: %(words)s") % {"words": step.words}
    return Due(
        step.by_on or date.max, str(one.person), words, reverse("journey:plan", args=[one.pk]), one.person_id
    )


def entries(trajectory: Trajectory) -> list[Entry]:
    """How the plan came to be and changed, on the person's line of time (2 queries)."""
    found = Revision.objects.filter(goal__trajectory=trajectory).order_by("-at", "-pk")[:MOST]
    rows = list(found)
    names = people.names({row.by for row in rows} - {"system"})
    return [Entry(timezone.localdate(row.at), "plan", row, names.get(row.by, "")) for row in rows]


def _raters(aims: Sequence[Aim]) -> list[str]:
    return list(dict.fromkeys(told.rater for one in aims for told in one.scored))


def _whole(goals: Any) -> Any:
    return goals.prefetch_related("steps", "scale", "scores")


def _only(found: One | None) -> One:
    if found is None:
        raise refuse()
    return found
