"""What a respondent gave: answers not sent yet, what was sent, and how the pages were walked through."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain, special
from werkzaam.web.survey.models.invitation import Invitation
from werkzaam.web.survey.models.modes import MODES
from werkzaam.web.survey.rules import Mode

SOURCES = [
    ("web", _("pages")),
    ("offline", _("pages, without network")),
    ("collector", _("collecting app")),
    ("entry", _("entered")),
]


class DraftAnswer(models.Model):
    """An answer that was given but not sent yet: kept, so that stopping loses nothing.

    `item` is the question's address in the form (its key, and its turn where it repeats); `value` as the form keeps it.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="drafts")
    item = models.CharField(max_length=80)
    value = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invitation", "item"], name="survey_one_draft_per_item")
        ]

    class Privacy:
        id = invitation = item = saved_at = plain
        value = special(months=120)

    def __str__(self) -> str:
        return self.item


class Submission(models.Model):
    """What was sent, once and for good."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="submission")
    answers = models.JSONField()
    mode = models.CharField(max_length=12, choices=MODES)
    helper_language = models.CharField(max_length=10, blank=True)
    submitted_at = models.DateTimeField()
    source = models.CharField(max_length=12, choices=SOURCES, default="web")
    instance = models.CharField(max_length=100, blank=True)  # a collector's own id of it
    sha256 = models.CharField(max_length=64, blank=True)  # of what a collector sent
    entered_by = models.CharField(max_length=64, blank=True)  # opaque id of an interviewer's account

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(helper_language="") | Q(mode__in=[Mode.HELPED.value, Mode.TELEPHONE.value]),
                name="survey_helper_needs_help",
            ),
            models.UniqueConstraint(
                fields=["instance"], condition=~Q(instance=""), name="survey_instance_once"
            ),
        ]

    class Privacy:
        id = invitation = submitted_at = source = instance = sha256 = plain
        mode = helper_language = entered_by = personal(months=120)
        answers = special(months=120)

    def __str__(self) -> str:
        return f"{self.submitted_at:%Y-%m-%d}"


class Visit(models.Model):
    """One page of a questionnaire as it was met: shown, answered, in which language, listened to or not.

    `item` is the address of the page's first question; `answered_at` stays empty when it was only looked at.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="visits")
    item = models.CharField(max_length=80)
    shown_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=10)
    listened = models.BooleanField(default=False)
    mode = models.CharField(max_length=12, choices=MODES, default=Mode.SELF.value)

    class Meta:
        ordering = ["shown_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("shown_at")),
                name="survey_answered_after_shown",
            )
        ]

    class Privacy:
        id = invitation = item = plain
        shown_at = answered_at = language = listened = mode = personal(months=120)

    def __str__(self) -> str:
        return self.item
