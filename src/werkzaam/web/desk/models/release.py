"""What leaves the desk: a release by two persons, and what became of recommendations."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from werkzaam.privacy import personal, plain


class Release(models.Model):
    """Asked by one, decided by another, over one draft: `digest` is the seal of the draft that was looked at."""

    class Decision(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("release", "waits for a second person")
        APPROVED = "approved", pgettext_lazy("release", "approved")
        RETURNED = "returned", pgettext_lazy("release", "sent back")

    run = models.ForeignKey("desk.Run", on_delete=models.PROTECT, related_name="releases")
    dossier_hash = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.WAITING)
    remark = models.TextField(_("Remark"), blank=True, max_length=2000)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "digest"], condition=~Q(decision="returned"), name="desk_release_once"
            ),
            models.CheckConstraint(
                condition=Q(decision="waiting", decided_at=None, decided_by="")
                | Q(decision__in=["approved", "returned"], decided_at__isnull=False) & ~Q(decided_by=""),
                name="desk_release_decided_by_someone",
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("asked_by")), name="desk_release_by_two"),
            models.CheckConstraint(
                condition=~Q(decision="returned") | ~Q(remark=""), name="desk_release_returned_says_why"
            ),
        ]

    class Privacy:
        id = run = dossier_hash = digest = decision = remark = asked_at = decided_at = plain
        asked_by = decided_by = personal(months=120)


class UptakeStep(models.Model):
    """What an addressee answered or did about a recommendation. Rows are only ever added."""

    class Uptake(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("uptake", "accepted")
        PLANNED = "planned", pgettext_lazy("uptake", "planned")
        DONE = "done", pgettext_lazy("uptake", "done")
        DECLINED = "declined", pgettext_lazy("uptake", "declined")

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="uptake_steps")
    claim = models.SlugField(max_length=60)  # key of the recommendation
    on = models.DateField(_("Day"))
    uptake = models.CharField(_("What happened"), max_length=10, choices=Uptake)
    reason_nl = models.TextField(_("In words (Dutch)"), blank=True, max_length=1000)
    reason_en = models.TextField(_("In words (English)"), blank=True, max_length=1000)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(uptake="declined") | ~Q(reason_nl="") & ~Q(reason_en=""),
                name="desk_uptake_declined_says_why",
            ),
            models.CheckConstraint(
                condition=Q(uptake__in=["accepted", "planned", "done", "declined"]),
                name="desk_uptake_known",
            ),
        ]

    class Privacy:
        id = study = claim = on = uptake = reason_nl = reason_en = noted_at = plain
        noted_by = personal(months=120)
