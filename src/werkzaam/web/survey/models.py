"""The field: instruments, rounds, invitations by pseudonym, answers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain, special
from werkzaam.web.survey.rules import Mode

MODES = [
    (Mode.SELF.value, _("alone")),
    (Mode.HELPED.value, _("with help")),
    (Mode.TELEPHONE.value, _("by telephone")),
    (Mode.PAPER.value, _("on paper")),
]


class Instrument(models.Model):
    """A questionnaire as it is asked; one version never changes (triggers.py).

    `definition` is the sheet (as one CSV text), `xform` what it was compiled to, `sha256` of the sheet's content.
    """

    key = models.SlugField()
    version = models.CharField(max_length=20)
    title_nl = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    definition = models.TextField()
    xform = models.TextField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["key", "version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="survey_instrument_version_once")
        ]

    class Privacy:
        id = key = version = title_nl = title_en = definition = xform = sha256 = added_at = plain

    def __str__(self) -> str:
        title = self.title_en if (get_language() or "nl").startswith("en") else self.title_nl
        return f"{title} ({self.version})"


class Round(models.Model):
    """One instrument in the field at one wave, from its first to its last day."""

    study = models.ForeignKey("study.Study", on_delete=models.CASCADE, related_name="rounds")
    wave = models.ForeignKey("study.Wave", on_delete=models.PROTECT, related_name="rounds")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="rounds")
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        ordering = ["opens_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "instrument"], name="survey_round_once"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="survey_round_closes_after"
            ),
        ]

    class Privacy:
        id = study = wave = instrument = opens_on = closes_on = plain

    def __str__(self) -> str:
        return f"{self.wave}: {self.instrument}"


class Invitation(models.Model):
    """One pseudonym asked in one round; of the link only the hash of its token is kept."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitations")
    pseudonym = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10, default="nl")
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "pseudonym"], name="survey_invited_once")]

    class Privacy:
        id = round = token_hash = created_at = plain
        pseudonym = language = opened_at = personal(months=120)

    def __str__(self) -> str:
        return f"{self.pseudonym[:8]}…"


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

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(helper_language="") | Q(mode__in=[Mode.HELPED.value, Mode.TELEPHONE.value]),
                name="survey_helper_needs_help",
            )
        ]

    class Privacy:
        id = invitation = submitted_at = plain
        mode = helper_language = personal(months=120)
        answers = special(months=120)

    def __str__(self) -> str:
        return f"{self.submitted_at:%Y-%m-%d}"
