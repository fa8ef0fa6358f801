from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain, special


class Perspective(models.TextChoices):
    """Who speaks, or whose document it is (3-domain §3.3)."""

    PARTICIPANT = "participant", _("participant")
    COACH = "job-coach", _("job coach")
    EMPLOYER = "employer", _("employer")
    MUNICIPALITY = "municipality", _("municipality")
    LEADER = "project-leader", _("project leader")
    OTHER = "other-professional", _("other professional")


class Quoting(models.TextChoices):
    """What the speaker agreed to about their words."""

    QUOTE = "quote", _("may be quoted")
    PARAPHRASE = "paraphrase", _("may only be told in other words")
    NONE = "none", _("may not be quoted")


class SourceKind(models.TextChoices):
    DOCUMENT = "document", _("document")
    INTERVIEW = "interview", _("interview")
    GROUP = "group-interview", _("group interview")


class About(models.Model):
    """What is told of a text: whose it is, in which language, and what may be done with it."""

    Kind = SourceKind

    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind)
    perspective = models.CharField(_("perspective"), max_length=20, choices=Perspective)
    title = models.CharField(_("title"), max_length=200)
    pseudonym = models.CharField(_("pseudonym"), max_length=32, blank=True, db_index=True)
    language = models.CharField(_("language"), max_length=10, default="nl")
    region = models.CharField(_("region"), max_length=100, blank=True)
    quoting = models.CharField(_("quoting"), max_length=12, choices=Quoting, default=Quoting.QUOTE)
    text = models.TextField(_("text"))
    turns = models.JSONField(default=list, blank=True)  # [start, words, end, speaker, begins, ends]
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)  # opaque id of an account

    class Meta:
        abstract = True

    class Privacy:
        kind = perspective = language = region = quoting = added_at = plain
        title = pseudonym = added_by = personal(months=120)
        text = turns = special(months=120)

    def __str__(self) -> str:
        return self.title


class Source(About):
    """A document or a transcript. Its text, sentences and turns never change: positions of codings count on them."""

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="sources")
    sha256 = models.CharField(max_length=64)
    sentences = models.JSONField(default=list)  # [start, end, paragraph] in code points, in order
    folded = models.TextField(
        blank=True
    )  # to search in: a sentence a line, without case and marks on letters
    speakers = models.JSONField(default=list, blank=True)  # names before its turns (actions/speakers.py)
    asking = models.JSONField(default=list, blank=True)  # those of them who ask, and speak for nobody

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
            models.CheckConstraint(
                condition=Q(quoting__in=Quoting.values), name="interview_source_quoting_known"
            ),
        ]

    class Privacy(About.Privacy):
        id = study = sha256 = sentences = plain
        speakers = asking = folded = special(months=120)
