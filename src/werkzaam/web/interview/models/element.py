from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain, special


class Quote(models.Model):
    """A passage that may be published, with what is told of its speaker, signed off by a reader."""

    coding = models.OneToOneField("interview.Coding", on_delete=models.CASCADE, related_name="quote")
    wording = models.TextField(_("wording"))  # the passage, or the same in other words
    told = models.JSONField(default=dict, blank=True)  # attribute → value, as printed with it
    fewest = models.PositiveIntegerField(null=True, blank=True)  # persons whom all of `told` fits
    reason = models.TextField(_("why it can be published"), blank=True)
    signed_at = models.DateTimeField()
    signed_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(wording=""), name="interview_quote_has_wording")]

    class Privacy:
        id = coding = fewest = signed_at = plain
        wording = told = reason = special(months=120)
        signed_by = personal(months=120)


class Judgement(models.Model):
    """One of four questions about what is said of an element, answered in words."""

    class Question(models.TextChoices):
        LIMITS = "limits", _("Methodological limits")
        COHERENCE = "coherence", _("Coherence")
        ADEQUACY = "adequacy", _("Adequacy")
        RELEVANCE = "relevance", _("Relevance")

    code = models.ForeignKey("interview.Code", on_delete=models.CASCADE, related_name="judgements")
    question = models.CharField(max_length=10, choices=Question)
    text = models.TextField(_("answer"))
    judged_at = models.DateTimeField()
    judged_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["code", "question"], name="interview_judgement_once"),
            models.CheckConstraint(condition=~Q(text=""), name="interview_judgement_has_text"),
        ]

    class Privacy:
        id = code = question = text = judged_at = plain
        judged_by = personal(months=120)
