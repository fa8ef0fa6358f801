"""Short lines: what the municipality agreed to, questions between professionals, hand-overs."""

import uuid

from django.db import models
from django.db.models import F, Q

from werkzaam.privacy import personal, plain, special
from werkzaam.web.journey.models.labels.lines import COMMITMENT_STATUSES, HAND_OVER_STATUSES, TOPICS
from werkzaam.web.journey.models.programme import Programme
from werkzaam.web.journey.models.trajectory import Trajectory
from werkzaam.web.journey.rules.codes.lines import CommitmentStatus, HandOverStatus


class Commitment(models.Model):
    """What an organisation agreed to do for a programme: what, who, by when, and whether it was kept."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="commitments")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="commitments"
    )
    what = models.CharField(max_length=300)
    who = models.CharField(max_length=200)  # the function that answers for it, not a name
    agreed_on = models.DateField()
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=COMMITMENT_STATUSES, default=CommitmentStatus.OPEN.value)
    settled_on = models.DateField(null=True, blank=True)
    explanation = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=64)  # opaque id of an account

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("agreed_on")), name="journey_commitment_due_after"
            ),
            models.CheckConstraint(
                condition=Q(status="open", settled_on__isnull=True)
                | ~Q(status="open") & Q(settled_on__isnull=False),
                name="journey_commitment_settled_when",
            ),
        ]

    class Privacy:
        id = programme = organisation = what = who = agreed_on = due_on = plain
        status = settled_on = explanation = plain
        by = personal(months=60)

    def __str__(self) -> str:
        return self.what


class ShortLine(models.Model):
    """A question to another professional, with a clock; only what the question needs goes with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(
        Trajectory, on_delete=models.CASCADE, null=True, blank=True, related_name="short_lines"
    )
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="short_lines"
    )  # whose professionals are asked
    topic = models.CharField(max_length=20, choices=TOPICS)
    asked_of = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="questions_received"
    )  # empty: whoever answers this topic there
    asked_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="questions_asked")
    question = models.CharField(max_length=1000)
    shares = models.JSONField(default=dict)  # code of what is shared → the words as they were shared
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="questions_answered"
    )

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="journey_short_line_due"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="journey_short_line_answered_by",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "answered_at", "due_at"], name="journey_short_line_open"),
            models.Index(fields=["asked_by", "answered_at"], name="journey_short_line_mine"),
        ]

    class Privacy:
        id = organisation = topic = asked_at = due_at = plain
        trajectory = asked_of = asked_by = answered_at = answered_by = personal(months=24)
        question = shares = answer = special(months=24)

    def __str__(self) -> str:
        return f"short line about {self.topic}"


class HandOver(models.Model):
    """A participant goes from one coach to another: the page the participant approved, a clock, an answer."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="hand_overs")
    from_coach = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, related_name="hand_overs_given"
    )
    to_coach = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, related_name="hand_overs_received"
    )
    to_team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="hand_overs")
    page = models.TextField()  # what the new coach will read
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    status = models.CharField(
        max_length=20, choices=HAND_OVER_STATUSES, default=HandOverStatus.WITH_PARTICIPANT.value
    )
    approved_at = models.DateTimeField(null=True, blank=True)  # by the participant
    answered_at = models.DateTimeField(null=True, blank=True)  # by the new coach
    reason = models.CharField(max_length=300, blank=True)  # of refusing

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory"],
                condition=Q(status__in=["with-participant", "waiting"]),
                name="journey_one_open_hand_over",
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="journey_hand_over_due"),
            models.CheckConstraint(
                condition=~Q(status__in=["waiting", "accepted"]) | Q(approved_at__isnull=False),
                name="journey_hand_over_approved",
            ),
        ]
        indexes = [models.Index(fields=["to_coach", "status"], name="journey_hand_over_to")]

    class Privacy:
        id = to_team = asked_at = due_at = plain
        trajectory = from_coach = to_coach = status = approved_at = answered_at = personal(months=24)
        page = reason = special(months=24)

    def __str__(self) -> str:
        return f"hand-over {self.pk}"
