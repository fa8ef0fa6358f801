from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from werkzaam.privacy import personal, plain, special


class Perspective(models.TextChoices):
    """Who speaks, or whose document it is (3-domain §3.3)."""

    PARTICIPANT = "participant", _("participant")
    COACH = "job-coach", _("job coach")
    EMPLOYER = "employer", _("employer")
    MUNICIPALITY = "municipality", _("municipality")
    LEADER = "project-leader", _("project leader")
    OTHER = "other-professional", _("other professional")


class Source(models.Model):
    """A document or a transcript. Its text never changes: positions of codings count on it."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("document")
        INTERVIEW = "interview", _("interview")
        GROUP = "group-interview", _("group interview")

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="sources")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    perspective = models.CharField(_("perspective"), max_length=20, choices=Perspective)
    title = models.CharField(_("title"), max_length=200)
    pseudonym = models.CharField(_("pseudonym"), max_length=32, blank=True, db_index=True)
    language = models.CharField(_("language"), max_length=10, default="nl")
    text = models.TextField(_("text"))
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)  # opaque id of an account

    class Meta:
        ordering = ["perspective", "title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["study", "sha256", "pseudonym"], name="interview_source_once"),
            models.CheckConstraint(condition=~Q(text=""), name="interview_source_has_text"),
            models.CheckConstraint(
                condition=Q(pseudonym="") | Q(kind="interview"),
                name="interview_pseudonym_of_one_person",
                violation_error_message=_(
                    "Only an interview belongs to one person: leave the pseudonym empty."
                ),
            ),
        ]

    class Privacy:
        id = study = kind = perspective = language = sha256 = added_at = plain
        title = pseudonym = added_by = personal(months=120)
        text = special(months=120)

    def __str__(self) -> str:
        return self.title


class Code(models.Model):
    """A label from the codebook, with what it means."""

    class Kind(models.TextChoices):
        ELEMENT = "working-element", _("working element")
        IMPROVEMENT = "improvement-point", _("improvement point")
        DEVELOPMENT = "development", pgettext_lazy("code", "development")
        CONTEXT = "context", pgettext_lazy("code", "context")
        MECHANISM = "mechanism", _("mechanism")
        OUTCOME = "outcome", pgettext_lazy("code", "outcome")
        RECOMMENDATION = "recommendation", _("recommendation")

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="codes")
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    definition = models.TextField(_("definition"))
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["study", "name"], name="interview_code_once")]

    class Privacy:
        id = study = name = kind = definition = added_at = plain
        added_by = personal(months=120)

    def __str__(self) -> str:
        return self.name


class Coding(models.Model):
    """One code on one passage, source.text[start:end] in code points, by one coder."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="codings")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="codings")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    coder = models.CharField(max_length=64)  # opaque id of an account
    coded_at = models.DateTimeField()

    class Meta:
        ordering = ["start", "end", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="interview_coding_has_length"),
            models.UniqueConstraint(
                fields=["source", "code", "start", "end", "coder"], name="interview_coding_once"
            ),
        ]

    class Privacy:
        id = source = code = start = end = coded_at = plain
        coder = personal(months=120)

    def __str__(self) -> str:
        return f"{self.code_id} {self.start}–{self.end}"
