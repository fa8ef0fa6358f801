"""The participant's own plan: goals and steps in own words, every change kept, and goal attainment."""

import uuid

from django.db import models
from django.db.models import Q

from werkzaam.privacy import personal, plain, special
from werkzaam.web.journey.models.labels import DOMAINS, RATERS
from werkzaam.web.journey.models.labels.plan import (
    ANSWERS,
    ATTAINMENT_LEVELS,
    GOAL_STATUSES,
    MOMENTS,
    PROPOSAL_KINDS,
)
from werkzaam.web.journey.models.trajectory import Trajectory
from werkzaam.web.journey.rules.codes.plan import Answer, GoalStatus

ATTAINED = Q(score__gte=-2, score__lte=2)


class Goal(models.Model):
    """What the participant wants to reach. Only the participant changes it; a coach proposes.

    `version` counts its changes: who writes says which version was read, so two people never overwrite each other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="goals")
    domain = models.CharField(max_length=20, choices=DOMAINS, blank=True)
    words = models.CharField(max_length=300)
    status = models.CharField(max_length=10, choices=GOAL_STATUSES, default=GoalStatus.OPEN.value)
    weight = models.PositiveSmallIntegerField(default=1)  # in the T-score
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=1), name="journey_goal_weighs"),
            models.CheckConstraint(
                condition=Q(status="open", closed_at__isnull=True)
                | ~Q(status="open") & Q(closed_at__isnull=False),
                name="journey_goal_closed_when",
            ),
        ]

    class Privacy:
        id = position = version = created_at = plain
        trajectory = status = weight = closed_at = personal(months=24)
        domain = words = special(months=24)

    def __str__(self) -> str:
        return f"goal {self.pk}"


class Step(models.Model):
    """One thing the participant will do for a goal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="steps")
    words = models.CharField(max_length=300)
    by_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=GOAL_STATUSES, default=GoalStatus.OPEN.value)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", closed_at__isnull=True)
                | ~Q(status="open") & Q(closed_at__isnull=False),
                name="journey_step_closed_when",
            )
        ]

    class Privacy:
        id = position = version = created_at = plain
        goal = by_on = status = closed_at = personal(months=24)
        words = special(months=24)

    def __str__(self) -> str:
        return f"step {self.pk}"


class Revision(models.Model):
    """How a goal or a step read after one change. Never changed itself: the database refuses (`triggers`)."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="revisions")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, null=True, blank=True, related_name="revisions")
    version = models.PositiveIntegerField()
    words = models.CharField(max_length=300)
    status = models.CharField(max_length=10, choices=GOAL_STATUSES)
    by_on = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=64)  # opaque id of an account
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "version"], condition=Q(step__isnull=True), name="journey_goal_version_once"
            ),
            models.UniqueConstraint(
                fields=["step", "version"], condition=Q(step__isnull=False), name="journey_step_version_once"
            ),
        ]

    class Privacy:
        id = version = at = plain
        goal = step = status = by_on = by = personal(months=24)
        words = special(months=24)

    def __str__(self) -> str:
        return f"version {self.version}"


class PlanProposal(models.Model):
    """What a coach proposes for the plan; it becomes part of it only when the participant accepts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="plan_proposals")
    kind = models.CharField(max_length=10, choices=PROPOSAL_KINDS)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, null=True, blank=True, related_name="proposals")
    words = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="plan_proposals")
    created_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=ANSWERS, default=Answer.WAITING.value)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)  # in the participant's words

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="goal") | Q(goal__isnull=False), name="journey_proposal_for_a_goal"
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", answered_at__isnull=True)
                | ~Q(status="waiting") & Q(answered_at__isnull=False),
                name="journey_proposal_answered_when",
            ),
        ]
        indexes = [models.Index(fields=["trajectory", "status"], name="journey_plan_proposal_open")]

    class Privacy:
        id = kind = created_at = plain
        trajectory = goal = by = status = answered_at = personal(months=24)
        words = why = answer = special(months=24)

    def __str__(self) -> str:
        return f"proposal of a {self.kind}"


class GoalScale(models.Model):
    """What one level of attainment of a goal looks like, agreed beforehand."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="scale")
    score = models.SmallIntegerField(choices=ATTAINMENT_LEVELS)
    words = models.CharField(max_length=300)

    class Meta:
        ordering = ["score"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "score"], name="journey_scale_once"),
            models.CheckConstraint(condition=ATTAINED, name="journey_scale_minus_two_to_two"),
        ]

    class Privacy:
        id = plain
        goal = score = personal(months=24)
        words = special(months=24)

    def __str__(self) -> str:
        return f"{self.score:+d}"


class GoalScore(models.Model):
    """How far a goal was attained on a day, by whose rating: the person's and the coach's stand side by side."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="scores")
    score = models.SmallIntegerField(choices=ATTAINMENT_LEVELS)
    rater = models.CharField(max_length=10, choices=RATERS)
    moment = models.CharField(max_length=10, choices=MOMENTS)
    on = models.DateField()
    by = models.CharField(max_length=64)  # opaque id of an account
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=ATTAINED, name="journey_score_minus_two_to_two"),
            models.UniqueConstraint(
                fields=["goal", "rater"], condition=Q(moment="baseline"), name="journey_one_baseline"
            ),
        ]

    class Privacy:
        id = rater = moment = created_at = plain
        goal = score = on = by = personal(months=24)

    def __str__(self) -> str:
        return f"{self.score:+d} by {self.rater}"
