"""A claim in a researcher's words, the evidence it rests on, and other explanations that were looked into."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain


class WrittenClaim(models.Model):
    """One version of a claim. Published, it never changes: a new version `replaces` it.

    `seen` holds each number of the sentence as it stood when it was last looked at: what differs today is stale.
    """

    class Kind(models.TextChoices):
        DESCRIBED = "described", _("described")
        EXPERIENCED = "experienced", _("experienced")
        CONTRIBUTION = "contribution", _("contribution")
        RECOMMENDATION = "recommendation", _("recommendation")

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="claims")
    key = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    sentence_nl = models.TextField(_("Sentence (Dutch)"), max_length=2000)
    sentence_en = models.TextField(_("Sentence (English)"), max_length=2000)
    answer_nl = models.TextField(_("Answer to the question (Dutch)"), blank=True, max_length=1000)
    answer_en = models.TextField(_("Answer to the question (English)"), blank=True, max_length=1000)
    period_nl = models.CharField(_("Period (Dutch)"), blank=True, max_length=120)
    period_en = models.CharField(_("Period (English)"), blank=True, max_length=120)
    mechanism_nl = models.TextField(_("How it would work (Dutch)"), blank=True, max_length=1000)
    mechanism_en = models.TextField(_("How it would work (English)"), blank=True, max_length=1000)
    addressee_nl = models.CharField(_("Addressed to (Dutch)"), blank=True, max_length=120)
    addressee_en = models.CharField(_("Addressed to (English)"), blank=True, max_length=120)
    seen = models.JSONField(default=dict, blank=True)  # path → number, or null
    published_in = models.ForeignKey(
        "desk.Publication", on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    gone_at = models.DateTimeField(null=True, blank=True)  # left out of every next edition
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=64)  # opaque id of an account

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["study", "key", "version"], name="desk_claim_version_once"),
            models.CheckConstraint(
                condition=~Q(sentence_nl="") & ~Q(sentence_en=""), name="desk_claim_in_both_languages"
            ),
            models.CheckConstraint(
                condition=Q(version=1, replaces=None) | Q(version__gt=1, replaces__isnull=False),
                name="desk_claim_version_replaces",
            ),
            models.CheckConstraint(
                condition=Q(kind="recommendation") | Q(addressee_nl="", addressee_en=""),
                name="desk_claim_addressee_of_recommendation",
            ),
            models.CheckConstraint(
                condition=Q(kind="contribution") | Q(mechanism_nl="", mechanism_en=""),
                name="desk_claim_mechanism_of_contribution",
            ),
        ]

    class Privacy:
        id = study = key = version = replaces = kind = sentence_nl = sentence_en = answer_nl = answer_en = (
            plain
        )
        period_nl = period_en = mechanism_nl = mechanism_en = addressee_nl = addressee_en = plain
        seen = published_in = gone_at = written_at = plain
        written_by = personal(months=120)

    def __str__(self) -> str:
        return self.key


class EvidenceLink(models.Model):
    """One piece of evidence of a claim, and why it bears on it. `target` is read as its `source` says."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        CONTRADICTS = "contradicts", _("contradicts")
        QUALIFIES = "qualifies", _("qualifies")

    class Source(models.TextChoices):
        NUMBER = "number", _("a number")
        ELEMENT = "element", _("an element")
        QUOTE = "quote", _("a quote")
        PASSAGE = "passage", _("a passage that is not published")
        DOCUMENT = "document", _("a document")
        CLAIM = "claim", _("another claim")

    claim = models.ForeignKey(WrittenClaim, on_delete=models.CASCADE, related_name="links")
    stance = models.CharField(_("what it does"), max_length=12, choices=Stance, default=Stance.SUPPORTS)
    source = models.CharField(_("evidence"), max_length=10, choices=Source)
    target = models.CharField(_("which"), max_length=200)
    note_nl = models.TextField(_("why it bears on this (Dutch)"), blank=True, max_length=500)
    note_en = models.TextField(_("why it bears on this (English)"), blank=True, max_length=500)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "source", "target"], name="desk_link_once"),
            models.CheckConstraint(condition=~Q(target=""), name="desk_link_has_target"),
            models.CheckConstraint(
                condition=Q(stance__in=["supports", "contradicts", "qualifies"]),
                name="desk_link_stance_known",
            ),
            models.CheckConstraint(
                condition=Q(source__in=["number", "element", "quote", "passage", "document", "claim"]),
                name="desk_link_source_known",
            ),
        ]

    class Privacy:
        id = claim = stance = source = target = note_nl = note_en = plain


class Rival(models.Model):
    """Another explanation of the same developments, and what was found when it was looked into."""

    claim = models.ForeignKey(WrittenClaim, on_delete=models.CASCADE, related_name="rivals")
    explanation_nl = models.TextField(_("Other explanation (Dutch)"), max_length=500)
    explanation_en = models.TextField(_("Other explanation (English)"), max_length=500)
    examined_nl = models.TextField(_("What was found (Dutch)"), blank=True, max_length=1000)
    examined_en = models.TextField(_("What was found (English)"), blank=True, max_length=1000)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(explanation_nl="") & ~Q(explanation_en=""), name="desk_rival_in_both_languages"
            )
        ]

    class Privacy:
        id = claim = explanation_nl = explanation_en = examined_nl = examined_en = plain
