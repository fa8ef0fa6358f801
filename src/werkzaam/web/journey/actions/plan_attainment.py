"""Goal attainment: what each level looks like, agreed beforehand, and scores by the person and by the coach."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_day, require_team
from werkzaam.web.journey.actions.plan import OWN, require_own
from werkzaam.web.journey.models import Goal, GoalScale, GoalScore
from werkzaam.web.journey.rules import plan as rules
from werkzaam.web.journey.rules.codes import Rater
from werkzaam.web.people.rules import Access


@transaction.atomic(using=GUIDANCE)
def write_scale(*, by: Access, at: datetime, goal: Goal, levels: Mapping[int, str]) -> list[GoalScale]:
    """What each level from −2 to +2 looks like, in the participant's words; fixed once the goal was scored."""
    require_own(by, goal.trajectory)
    if any(not rules.is_attainment(score) for score in levels):
        raise JourneyProblem(_("The levels go from −2 to +2. Nothing was saved."), code="attainment")
    if goal.scores.exists():
        message = _("This goal was scored already, so its levels stay as they are. Nothing was changed.")
        raise JourneyProblem(message, code="already-scored")
    goal.scale.all().delete()
    told = [GoalScale(goal=goal, score=score, words=words) for score, words in levels.items() if words]
    note(by, at, "write_goal_scale", goal.trajectory.person_id, levels=len(told))
    return GoalScale.objects.bulk_create(told)


@transaction.atomic(using=GUIDANCE)
def score_goal(*, by: Access, at: datetime, goal: Goal, on: date, score: int) -> GoalScore:
    """How far a goal is attained: the person's score and the coach's stand side by side."""
    rater = Rater.SELF if by.may(OWN) else Rater.COACH
    if rater == Rater.SELF:
        require_own(by, goal.trajectory)
    else:
        require_team(by, "journey.rate_goal", goal.trajectory)
    require_day(goal.trajectory, on, at)
    if not rules.is_attainment(score):
        raise JourneyProblem(_("The levels go from −2 to +2. Nothing was saved."), code="attainment")
    earlier = list(goal.scores.filter(rater=rater.value))
    if earlier and on < earlier[-1].on:
        message = _("There is a later score already. Choose that day or a later one. Nothing was saved.")
        raise JourneyProblem(message, code="before-last")
    made = GoalScore.objects.create(
        goal=goal,
        score=score,
        rater=rater.value,
        moment=rules.moment(len(earlier)).value,
        on=on,
        by=by.account,
        created_at=at,
    )
    note(by, at, "score_goal", goal.trajectory.person_id, rater=made.rater, moment=made.moment)
    return made
