"""How words and numbers meet, and a verdict that a reviewer lowered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from werkzaam.core.claim.model import Verdict
from werkzaam.privacy import personal, plain

VERDICTS = {
    Verdict.EFFECT: _("indications of an effect"),
    Verdict.HARM: _("indications of harm"),
    Verdict.NO_DIFFERENCE: _("indications of no relevant difference"),
    Verdict.INSUFFICIENT: _("insufficient ground to conclude an effect"),
    Verdict.NOT_COMPARABLE: _("not comparable"),
    Verdict.NOT_EXAMINED: _("not examined"),
}


class JointRow(models.Model):
    """A row of the joint display. `element` is a key; `seen` the fingerprint of both sides as they were read, and
    `sides` what stood there then, so that a change can be told."""

    class Fit(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("fit", "confirmed")
        EXPANDED = "expanded", pgettext_lazy("fit", "expanded")
        DISCORDANT = "discordant", pgettext_lazy("fit", "discordant")
        SILENT = "silent", pgettext_lazy("fit", "silent")

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="joint_rows")
    element = models.SlugField(_("element"), max_length=60)
    dose = models.CharField(_("what was delivered"), blank=True, max_length=200)
    estimand = models.CharField(_("effect on"), blank=True, max_length=100)
    fit = models.CharField(_("how they fit"), max_length=10, choices=Fit)
    reading_nl = models.TextField(_("What we make of it (Dutch)"), max_length=1000)
    reading_en = models.TextField(_("What we make of it (English)"), max_length=1000)
    seen = models.CharField(max_length=64, blank=True)
    sides = models.JSONField(default=dict, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["element", "estimand", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "element", "dose", "estimand"], name="desk_joint_row_once"
            ),
            models.CheckConstraint(
                condition=~Q(reading_nl="") & ~Q(reading_en=""), name="desk_joint_read_in_both"
            ),
            models.CheckConstraint(
                condition=Q(fit__in=["confirmed", "expanded", "discordant", "silent"]),
                name="desk_joint_fit_known",
            ),
        ]

    class Privacy:
        id = study = element = dose = estimand = fit = reading_nl = reading_en = seen = sides = plain
        changed_at = plain
        changed_by = personal(months=120)


class Lowering(models.Model):
    """A lower verdict on a computed claim, with the reason that is printed beside it."""

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="lowerings")
    claim = models.CharField(max_length=120)  # key of the computed claim
    verdict = models.CharField(
        _("lower verdict"), max_length=30, choices=[(one.value, label) for one, label in VERDICTS.items()]
    )
    reason_nl = models.TextField(_("Reason (Dutch)"), max_length=1000)
    reason_en = models.TextField(_("Reason (English)"), max_length=1000)
    lowered_at = models.DateTimeField()
    lowered_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["claim"]
        constraints = [
            models.UniqueConstraint(fields=["study", "claim"], name="desk_lowering_once"),
            models.CheckConstraint(
                condition=~Q(reason_nl="") & ~Q(reason_en=""), name="desk_lowering_says_why"
            ),
        ]

    class Privacy:
        id = study = claim = verdict = reason_nl = reason_en = lowered_at = plain
        lowered_by = personal(months=120)
