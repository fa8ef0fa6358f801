from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain, special
from werkzaam.web.interview.models.source import About


class Pending(About):
    """A text that may still hold names. It goes when its reader signs it off, or leaves it."""

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="pending")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="interview_pending_has_text"),
            models.CheckConstraint(
                condition=Q(pseudonym="") | Q(kind="interview"),
                name="interview_pending_of_one_person",
                violation_error_message=_(
                    "Only an interview belongs to one person: leave the pseudonym empty."
                ),
            ),
        ]

    class Privacy(About.Privacy):
        id = study = plain
        title = pseudonym = added_by = personal(months=3)
        text = turns = special(months=3)


class Mark(models.Model):
    """pending.text[start:end] may give someone away; the reader decides."""

    class Choice(models.TextChoices):
        OPEN = "open", _("not decided")
        REPLACE = "replace", _("replace")
        KEEP = "keep", _("leave as it is")

    pending = models.ForeignKey(Pending, on_delete=models.CASCADE, related_name="marks")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    reason = models.CharField(max_length=20)  # core.coding.pseudonym.Reason, or "reader"
    replacement = models.CharField(max_length=60)
    choice = models.CharField(max_length=10, choices=Choice, default=Choice.OPEN)

    class Meta:
        ordering = ["start", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="interview_mark_has_length"),
            models.UniqueConstraint(fields=["pending", "start"], name="interview_mark_once"),
        ]

    class Privacy:
        id = pending = start = end = reason = choice = plain
        replacement = personal(months=3)
