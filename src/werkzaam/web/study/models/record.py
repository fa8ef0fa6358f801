"""What is recorded beside a plan: who read it, and what went otherwise."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain
from werkzaam.web.study.models.study import Study


class Review(models.Model):
    """What a second researcher thinks of the plan as it stood: `plan_hash` says which version was read."""

    class Judgement(models.TextChoices):
        AGREED = "agreed", _("ready to be locked")
        COMMENT = "comment", _("a comment")
        CHANGE = "change", _("must change before it is locked")

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="reviews")
    plan_hash = models.CharField(max_length=64)
    judgement = models.CharField(_("judgement"), max_length=10, choices=Judgement)
    text = models.TextField(_("why"), max_length=2000, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        ordering = ["at", "id"]

    class Privacy:
        id = study = plan_hash = judgement = text = at = plain
        by = personal(months=120)

    def __str__(self) -> str:
        return f"{self.judgement} {self.plan_hash[:12]}"


class Deviation(models.Model):
    """What went otherwise than registered, and why: told beside the plan, never in it."""

    class Kind(models.TextChoices):
        PEOPLE = "people", _("who takes part")
        ALLOCATION = "allocation", _("allocation to arms")
        PROGRAMME = "programme", _("the programme itself")
        TIMING = "timing", _("when was measured")
        INSTRUMENT = "instrument", _("how was measured")
        ANALYSIS = "analysis", _("the analysis")
        OTHER = "other", _("something else")

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="deviations")
    on = models.DateField(_("on"))
    kind = models.CharField(_("what changed"), max_length=12, choices=Kind, default=Kind.OTHER)
    text = models.TextField(_("what went otherwise, and why"), max_length=2000)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["on", "id"]

    class Privacy:
        id = study = on = kind = text = recorded_at = plain
        recorded_by = personal(months=120)

    def __str__(self) -> str:
        return f"{self.on}"
