from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain, special


class Round(models.Model):
    """Blind double coding: until `released_at` nobody sees another's codings of these sources."""

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="coding_rounds")
    name = models.CharField(_("name"), max_length=100)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=64)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["study", "name"], name="interview_round_once"),
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(released_at__gte=F("opened_at")),
                name="interview_released_after_opening",
            ),
        ]

    class Privacy:
        id = study = name = opened_at = released_at = plain
        opened_by = personal(months=120)

    def __str__(self) -> str:
        return self.name


class RoundSource(models.Model):
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="sources")
    source = models.ForeignKey("interview.Source", on_delete=models.CASCADE, related_name="rounds")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "source"], name="interview_round_source_once")
        ]

    class Privacy:
        id = round = source = plain


class RoundCoder(models.Model):
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="coders")
    coder = models.CharField(max_length=64)  # opaque id of an account
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["round", "coder"], name="interview_round_coder_once")]

    class Privacy:
        id = round = finished_at = plain
        coder = personal(months=120)


class Decision(models.Model):
    """What the coders settled on one sentence (index from 0) and one code, and why."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="decisions")
    source = models.ForeignKey("interview.Source", on_delete=models.CASCADE, related_name="decisions")
    code = models.ForeignKey("interview.Code", on_delete=models.PROTECT, related_name="decisions")
    sentence = models.PositiveIntegerField()
    applies = models.BooleanField(_("the code applies"))
    reason = models.TextField(_("reason"), blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["source", "sentence", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "source", "sentence", "code"], name="interview_decision_once"
            )
        ]

    class Privacy:
        id = round = source = code = sentence = applies = decided_at = plain
        reason = special(months=120)
        decided_by = personal(months=120)
