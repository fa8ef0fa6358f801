"""The steps of the desk as they run: each knows who asked, how far it is, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain

STEPS = {
    "gather": _("gathering rows"),
    "freeze": _("freezing the panel"),
    "developments": _("describing developments"),
    "estimates": _("estimating"),
    "comparability": _("comparing the groups"),
    "done": _("judging"),
    "compose": _("drawing and writing"),
    "typeset": _("typesetting the report"),
    "placed": _("putting it in place"),
}


class Job(models.Model):
    """Something that takes a while: waiting, running, then done or failed with a message."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    step = models.CharField(max_length=30, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    code = models.CharField(max_length=60, blank=True)  # of the Problem, when failed
    message = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)  # opaque id of an account
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="%(app_label)s_%(class)s_progress"),
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "running"], ended_at__isnull=True)
                | Q(status__in=["done", "failed"], ended_at__isnull=False),
                name="%(app_label)s_%(class)s_ended",
            ),
            models.CheckConstraint(
                condition=Q(status="failed") & ~Q(message="") | ~Q(status="failed") & Q(message=""),
                name="%(app_label)s_%(class)s_failed_says_why",
            ),
        ]

    class Privacy:
        id = status = step = progress = code = message = asked_at = started_at = ended_at = plain
        asked_by = personal(months=120)

    @property
    def active(self) -> bool:
        return self.status in (self.Status.WAITING, self.Status.RUNNING)

    @property
    def done(self) -> bool:
        return self.status == self.Status.DONE

    @property
    def step_label(self) -> str:
        return str(STEPS.get(self.step, self.step))

    @property
    def kind(self) -> str:
        return str(self._meta.model_name)


class Freeze(Job):
    """A panel frozen from the rows of one day: `panel_hash` names its folder."""

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="freezes")
    panel_hash = models.CharField(max_length=64, blank=True)
    persons = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    answers = models.PositiveIntegerField(default=0)  # questionnaires taken up

    class Meta(Job.Meta):
        pass

    class Privacy(Job.Privacy):
        study = panel_hash = persons = rows = answers = plain

    def __str__(self) -> str:
        return f"freeze {self.panel_hash[:12]}"


class Run(Job):
    """The registered analysis of one frozen panel, kept as a draft edition in `folder`."""

    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="runs")
    plan_hash = models.CharField(max_length=64, blank=True)
    registered = models.BooleanField(default=False)
    folder = models.CharField(max_length=200, blank=True)
    dossier_hash = models.CharField(max_length=64, blank=True)  # what researchers had brought by then

    class Meta(Job.Meta):
        pass

    class Privacy(Job.Privacy):
        freeze = plan_hash = registered = folder = dossier_hash = plain

    def __str__(self) -> str:
        return f"run {self.pk}"


class Report(Job):
    """The draft edition of a run, written again with what researchers brought since (`dossier_hash`)."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="reports")
    dossier_hash = models.CharField(max_length=64, blank=True)
    folder = models.CharField(max_length=200, blank=True)

    class Meta(Job.Meta):
        pass

    class Privacy(Job.Privacy):
        run = dossier_hash = folder = plain

    def __str__(self) -> str:
        return f"report {self.pk}"


class Publication(Job):
    """One run published as the edition `key`."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="publications")
    key = models.SlugField(max_length=100, unique=True)

    class Meta(Job.Meta):
        pass

    class Privacy(Job.Privacy):
        run = key = plain

    def __str__(self) -> str:
        return self.key
