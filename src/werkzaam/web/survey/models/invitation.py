"""Who is asked in a round, by pseudonym, and the links that open the questionnaire."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from werkzaam.privacy import personal, plain
from werkzaam.web.survey.models.modes import MODES
from werkzaam.web.survey.models.round import Round
from werkzaam.web.survey.rules import Mode


class Invitation(models.Model):
    """One pseudonym asked in one round; of the link only the hash of its token is kept."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitations")
    pseudonym = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10, default="nl")
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    mode = models.CharField(max_length=12, choices=MODES, default=Mode.SELF.value)  # as it is filled in now
    helper = models.CharField(max_length=20, blank=True)  # who helps: see rules
    helper_language = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "pseudonym"], name="survey_invited_once")]

    class Privacy:
        id = round = token_hash = created_at = plain
        pseudonym = language = opened_at = mode = helper = helper_language = personal(months=120)

    def __str__(self) -> str:
        return f"{self.pseudonym[:8]}…"


class Link(models.Model):
    """A further way into one invitation: sent with a reminder, made for another device, or for an interviewer.

    `token_hash` is empty until a code was used; `code_hash` is of a six-digit code, keyed with the site's secret.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    code_hash = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="survey_code_once"
            ),
            models.CheckConstraint(
                condition=Q(token_hash__isnull=False) | ~Q(code_hash=""), name="survey_link_opens"
            ),
        ]

    class Privacy:
        id = invitation = token_hash = code_hash = made_at = ends_at = plain

    def __str__(self) -> str:
        return f"{self.invitation_id}"
