"""One instrument in the field at one wave."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from werkzaam.privacy import plain
from werkzaam.web.survey.models.instrument import Instrument

REMINDERS = (7, 14)
CHANNELS = ("email", "sms", "letter")  # as they are tried, one after the other


def usual_reminders() -> list[int]:
    return list(REMINDERS)


def usual_channels() -> list[str]:
    return list(CHANNELS)


class Round(models.Model):
    """One instrument in the field at one wave, from its first to its last day."""

    study = models.ForeignKey("study.Study", on_delete=models.CASCADE, related_name="rounds")
    wave = models.ForeignKey("study.Wave", on_delete=models.PROTECT, related_name="rounds")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="rounds")
    opens_on = models.DateField()
    closes_on = models.DateField()
    reminders = models.JSONField(default=usual_reminders)  # days after the invitation
    incentive_cents = models.PositiveIntegerField(default=0)  # a thank-you per questionnaire sent
    channels = models.JSONField(default=usual_channels)  # the first that reaches a person is used
    thanks = models.BooleanField(default=False)  # a message after the answers
    short_words = models.JSONField(default=dict, blank=True)  # language: own words of a text message

    class Meta:
        ordering = ["opens_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "instrument"], name="survey_round_once"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="survey_round_closes_after"
            ),
        ]

    class Privacy:
        id = study = wave = instrument = opens_on = closes_on = reminders = incentive_cents = plain
        channels = thanks = short_words = plain

    def __str__(self) -> str:
        return f"{self.wave}: {self.instrument}"
