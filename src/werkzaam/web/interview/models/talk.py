from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain
from werkzaam.web.interview.models.source import Perspective, SourceKind


class TopicGuide(models.Model):
    """What is talked about with one perspective: one subject a line."""

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="topic_guides")
    perspective = models.CharField(_("perspective"), max_length=20, choices=Perspective)
    text = models.TextField(_("topics, one a line"))
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["study", "perspective"], name="interview_guide_once"),
            models.CheckConstraint(condition=~Q(text=""), name="interview_guide_has_text"),
        ]

    class Privacy:
        id = study = perspective = text = changed_at = plain
        changed_by = personal(months=120)


class Talk(models.Model):
    """An interview that is to be held, was held, or did not come about."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        REFUSED = "refused", _("did not want to")
        LOST = "lost", _("could not be reached")

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="talks")
    perspective = models.CharField(_("perspective"), max_length=20, choices=Perspective)
    kind = models.CharField(
        _("kind"), max_length=20, choices=SourceKind.choices[1:], default=SourceKind.INTERVIEW
    )
    pseudonym = models.CharField(_("pseudonym"), max_length=32, blank=True, db_index=True)
    planned_on = models.DateField(_("day"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.PLANNED)
    source = models.ForeignKey(
        "interview.Source", on_delete=models.SET_NULL, null=True, blank=True, related_name="talks"
    )
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["planned_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pseudonym="") | Q(kind="interview"), name="interview_talk_with_one_person"
            ),
            models.CheckConstraint(
                condition=Q(source=None) | Q(status="held"), name="interview_talk_with_source_was_held"
            ),
        ]

    class Privacy:
        id = study = perspective = kind = planned_on = status = source = added_at = plain
        pseudonym = added_by = personal(months=120)
