"""What guidance led to, and whether it lasts."""

import uuid

from django.db import models
from django.db.models import F, Q

from werkzaam.privacy import personal, plain, special
from werkzaam.web.journey.models.employer import Employer
from werkzaam.web.journey.models.labels import RATERS
from werkzaam.web.journey.models.labels.outcome import (
    EXPORT_KINDS,
    OUTCOME_KINDS,
    OUTCOME_SOURCES,
    REACHED,
)
from werkzaam.web.journey.models.practice import Placement
from werkzaam.web.journey.models.programme import Programme
from werkzaam.web.journey.models.trajectory import Trajectory


class OutcomeEvent(models.Model):
    """Where someone stands from a day on: in work, education, volunteering …; with source and rater."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="outcomes")
    kind = models.CharField(max_length=20, choices=OUTCOME_KINDS)
    on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    hours_per_week = models.PositiveSmallIntegerField(null=True, blank=True)
    employer = models.ForeignKey(
        Employer, on_delete=models.SET_NULL, null=True, blank=True, related_name="outcomes"
    )
    placement = models.ForeignKey(
        Placement, on_delete=models.SET_NULL, null=True, blank=True, related_name="outcomes"
    )
    source = models.CharField(max_length=20, choices=OUTCOME_SOURCES)
    rater = models.CharField(max_length=10, choices=RATERS)
    evidence = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=64)  # opaque id of an account
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("on")),
                name="journey_outcome_ends_after",
            )
        ]
        indexes = [
            models.Index(fields=["trajectory", "on"], name="journey_outcome_by_day"),
            models.Index(fields=["kind", "on"], name="journey_outcome_kind"),
        ]

    class Privacy:
        id = source = rater = created_at = plain
        trajectory = kind = on = until_on = hours_per_week = personal(months=60)
        employer = placement = by = personal(months=60)
        evidence = special(months=60)

    def __str__(self) -> str:
        return f"{self.kind} since {self.on}"


class AftercareCheck(models.Model):
    """How it goes 1, 3 or 6 months after a trajectory ended; made due when it ends."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="aftercare")
    month = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    reached = models.CharField(max_length=20, choices=REACHED, blank=True)
    outcome = models.ForeignKey(
        OutcomeEvent, on_delete=models.SET_NULL, null=True, blank=True, related_name="aftercare"
    )  # where the person stands at this check
    note = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=64, blank=True)  # opaque id of an account

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["trajectory", "month"], name="journey_aftercare_once"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, reached="", by="")
                | Q(done_on__isnull=False) & ~Q(reached="") & ~Q(by=""),
                name="journey_aftercare_by_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_on__isnull=True), name="journey_aftercare_due")
        ]

    class Privacy:
        id = month = plain
        trajectory = due_on = done_on = reached = outcome = by = personal(months=24)
        note = special(months=24)

    def __str__(self) -> str:
        return f"month {self.month}"


class ProvisionCode(models.Model):
    """Which code of the statutory statistics a kind of act goes by; kept as data, completed by an administrator."""

    provision = models.SlugField()  # a kind of placement, or another provision such as "job-coach"
    code = models.CharField(max_length=10)
    label = models.CharField(max_length=200)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["provision", "since_on"]
        constraints = [
            models.UniqueConstraint(fields=["provision", "since_on"], name="journey_provision_once"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="journey_provision_ends_after",
            ),
        ]

    class Privacy:
        id = provision = code = label = since_on = until_on = plain

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class Export(models.Model):
    """One table that left: which, over what time, how many rows, and the hash of what was given."""

    kind = models.CharField(max_length=20, choices=EXPORT_KINDS)
    programme = models.ForeignKey(
        Programme, on_delete=models.SET_NULL, null=True, blank=True, related_name="exports"
    )
    since_on = models.DateField()
    until_on = models.DateField()
    rows = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    by = models.CharField(max_length=64)  # opaque id of an account

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("since_on")), name="journey_export_ends_after")
        ]

    class Privacy:
        id = kind = programme = since_on = until_on = rows = sha256 = made_at = plain
        by = personal(months=60)

    def __str__(self) -> str:
        return f"{self.kind} {self.until_on}"
