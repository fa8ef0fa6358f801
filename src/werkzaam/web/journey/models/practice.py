"""Practice with employers: meetings, placements, how they go."""

import uuid

from django.db import models
from django.db.models import F, Q

from werkzaam.privacy import personal, plain, special
from werkzaam.web.journey.models.employer import Employer, EmployerContact, Vacancy
from werkzaam.web.journey.models.labels import OUTCOMES
from werkzaam.web.journey.models.labels.practice import (
    ENCOUNTER_KINDS,
    END_REASONS,
    GOING,
    PARTIES,
    PLACEMENT_KINDS,
    PLACEMENT_STATUSES,
)
from werkzaam.web.journey.models.trajectory import Trajectory
from werkzaam.web.journey.rules.codes.practice import PlacementStatus


class Encounter(models.Model):
    """A participant meets an employer: company visit, mock interview, speed date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="encounters")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="encounters")
    contact = models.ForeignKey(
        EmployerContact, on_delete=models.SET_NULL, null=True, blank=True, related_name="encounters"
    )
    kind = models.CharField(max_length=20, choices=ENCOUNTER_KINDS)
    on = models.DateField()
    outcome = models.CharField(max_length=30, choices=OUTCOMES)
    minutes = models.PositiveSmallIntegerField(default=0)
    feedback = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=64)  # opaque id of an account
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="held") | Q(minutes=0), name="journey_encounter_minutes_only_if_held"
            )
        ]
        indexes = [models.Index(fields=["trajectory", "on"], name="journey_encounter_by_day")]

    class Privacy:
        id = employer = kind = created_at = plain
        trajectory = contact = on = outcome = minutes = by = personal(months=24)
        feedback = special(months=24)

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class Placement(models.Model):
    """A participant at an employer for a time; `previous` is the stepping stone that led here.

    Its days: from `starts_on` to `ended_on`, or to `ends_on` as long as it has not ended. That active placements
    of one person do not overlap is a rule, not a constraint: some kinds may stand side by side.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="placements")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="placements")
    supervisor = models.ForeignKey(
        EmployerContact, on_delete=models.SET_NULL, null=True, blank=True, related_name="placements"
    )
    vacancy = models.ForeignKey(
        Vacancy, on_delete=models.SET_NULL, null=True, blank=True, related_name="placements"
    )
    previous = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by"
    )
    kind = models.CharField(max_length=30, choices=PLACEMENT_KINDS)
    tasks = models.CharField(max_length=500, blank=True)
    learns = models.CharField(max_length=500, blank=True)
    hours_per_week = models.PositiveSmallIntegerField()
    days = models.JSONField(default=list)  # weekdays, Monday 1 … Sunday 7
    is_paid = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # as agreed
    ended_on = models.DateField(null=True, blank=True)  # as it went
    status = models.CharField(
        max_length=20, choices=PLACEMENT_STATUSES, default=PlacementStatus.PROPOSED.value
    )
    end_reason = models.CharField(max_length=20, choices=END_REASONS, blank=True)
    by = models.CharField(max_length=64)  # opaque id of an account
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="journey_placement_ends_after",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
                name="journey_placement_ended_after",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="")
                | Q(ended_on__isnull=False) & ~Q(end_reason=""),
                name="journey_placement_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__gte=0, hours_per_week__lte=60), name="journey_placement_hours"
            ),
        ]
        indexes = [
            models.Index(fields=["trajectory", "starts_on"], name="journey_placement_by_day"),
            models.Index(fields=["employer", "status"], name="journey_placement_employer"),
            models.Index(fields=["status", "ends_on"], name="journey_placement_ending"),
        ]

    class Privacy:
        id = employer = kind = is_paid = created_at = plain
        trajectory = supervisor = vacancy = previous = hours_per_week = days = personal(months=60)
        starts_on = ends_on = ended_on = status = by = personal(months=60)
        tasks = learns = end_reason = special(months=60)

    def __str__(self) -> str:
        return f"{self.kind} since {self.starts_on}"


class CheckIn(models.Model):
    """How a placement goes in week 1, 4 or 12, told by one of its parties.

    The row that waits is the employer's; what the participant tells is a row of its own beside it.
    """

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="check_ins")
    week = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    party = models.CharField(max_length=20, choices=PARTIES, blank=True)
    going = models.CharField(max_length=10, choices=GOING, blank=True)
    hours = models.PositiveSmallIntegerField(null=True, blank=True)  # worked in the last week
    goes_well = models.CharField(max_length=500, blank=True)
    is_hard = models.CharField(max_length=500, blank=True)
    wants_call = models.BooleanField(default=False)

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["placement", "week", "party"], name="journey_check_in_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, party="") | Q(done_at__isnull=False) & ~Q(party=""),
                name="journey_check_in_by_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_at__isnull=True), name="journey_check_in_due")
        ]

    class Privacy:
        id = week = due_on = plain
        placement = done_at = party = hours = wants_call = personal(months=24)
        going = goes_well = is_hard = special(months=24)

    def __str__(self) -> str:
        return f"week {self.week}"
