"""What is sent to people, one row per person, round and message; and who wants no more of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain
from werkzaam.web.survey.models.invitation import Invitation
from werkzaam.web.survey.models.round import Round


class Message(models.Model):
    """One message to one pseudonym: rendered when it goes, so that nothing stale is ever sent.

    `kind` is "invitation", "reminder-1" and on, "half-way" or "thanks"; `reason` says why it was cancelled or failed.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        PRINTED = "printed", _("printed")
        CANCELLED = "cancelled", _("not needed any more")
        FAILED = "failed", _("failed")

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        SMS = "sms", _("text message")
        LETTER = "letter", _("letter")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="messages")
    pseudonym = models.CharField(max_length=32)
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=10, choices=Channel)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "pseudonym", "kind"], name="survey_message_once"),
            models.CheckConstraint(
                condition=Q(status="waiting", settled_at__isnull=True)
                | ~Q(status="waiting") & Q(settled_at__isnull=False),
                name="survey_message_settled",
            ),
        ]
        indexes = [models.Index(fields=["status", "due_at"], name="survey_message_due")]

    class Privacy:
        id = round = kind = status = due_at = tries = settled_at = reason = plain
        pseudonym = channel = personal(months=120)

    def __str__(self) -> str:
        return f"{self.kind} {self.pseudonym[:8]}…"


class OptOut(models.Model):
    """This pseudonym wants no more messages of the study; a link that is there still opens."""

    study = models.ForeignKey("study.Study", on_delete=models.CASCADE, related_name="opt_outs")
    pseudonym = models.CharField(max_length=32)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "pseudonym"], name="survey_opted_out_once")]

    class Privacy:
        id = study = plain
        pseudonym = asked_at = personal(months=120)

    def __str__(self) -> str:
        return f"{self.pseudonym[:8]}…"


class Incentive(models.Model):
    """A thank-you that is owed for a questionnaire that was sent, and when it was handed over."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="incentive")
    cents = models.PositiveIntegerField()
    owed_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(given_at__isnull=True, given_by="") | Q(given_at__isnull=False) & ~Q(given_by=""),
                name="survey_incentive_given_by",
            )
        ]

    class Privacy:
        id = invitation = cents = plain
        owed_at = given_at = given_by = personal(months=120)

    def __str__(self) -> str:
        return f"{self.cents / 100:.2f}"
