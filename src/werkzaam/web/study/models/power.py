"""A power computation with what went in, kept: what a study could have known before it began."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain
from werkzaam.web.study.models.study import Study


class PowerRun(models.Model):
    """`plan_toml` is the plan as simulated, with the expectation that was filled in; `result` holds the curves."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="power_runs")
    plan_hash = models.CharField(max_length=64)
    plan_toml = models.TextField()
    draws = models.PositiveIntegerField()
    allocated = models.PositiveIntegerField(default=0)  # so many were in an arm when it was asked
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)
    code = models.CharField(max_length=60, blank=True)
    message = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="done", result__isnull=False, ended_at__isnull=False)
                | Q(status="failed", result__isnull=True, ended_at__isnull=False)
                | Q(status__in=["waiting", "running"], result__isnull=True, ended_at__isnull=True),
                name="study_power_ended",
            )
        ]

    class Privacy:
        id = study = plan_hash = plan_toml = draws = allocated = status = progress = result = plain
        code = message = asked_at = ended_at = plain
        asked_by = personal(months=120)

    def __str__(self) -> str:
        return f"power {self.plan_hash[:12]}"

    @property
    def active(self) -> bool:
        return self.status in (self.Status.WAITING, self.Status.RUNNING)

    @property
    def done(self) -> bool:
        return self.status == self.Status.DONE
