from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain, special


class Coding(models.Model):
    """One code on one passage, source.text[start:end] in code points, by one coder, perhaps in a round.

    `set_aside`: the coders settled that the code does not hold here; it counts no more.
    """

    class Origin(models.TextChoices):
        HUMAN = "human", _("a person")
        RULE = "rule", _("a rule")
        MODEL = "model", _("a model")

    class Stance(models.TextChoices):
        FOR = "for", _("speaks for it")
        AGAINST = "against", _("speaks against it")

    source = models.ForeignKey("interview.Source", on_delete=models.CASCADE, related_name="codings")
    code = models.ForeignKey("interview.Code", on_delete=models.PROTECT, related_name="codings")
    round = models.ForeignKey(
        "interview.Round", on_delete=models.PROTECT, null=True, blank=True, related_name="codings"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    origin = models.CharField(max_length=5, choices=Origin, default=Origin.HUMAN)
    stance = models.CharField(max_length=7, choices=Stance, default=Stance.FOR)
    memo = models.TextField(_("memo"), blank=True)
    speakers = models.JSONField(default=list, blank=True)  # names of turns it touches (actions/speakers.py)
    set_aside = models.BooleanField(default=False)
    coder = models.CharField(max_length=64)  # opaque id of an account
    coded_at = models.DateTimeField()

    class Meta:
        ordering = ["start", "end", "id"]
        indexes = [models.Index(fields=["code", "source", "start"], name="interview_coding_by_code")]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="interview_coding_has_length"),
            models.UniqueConstraint(
                fields=["source", "code", "start", "end", "stance", "coder"],
                condition=Q(round=None),
                name="interview_coding_once",
            ),
            models.UniqueConstraint(
                fields=["round", "source", "code", "start", "end", "stance", "coder"],
                condition=Q(round__isnull=False),
                name="interview_coding_once_a_round",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["human", "rule", "model"]), name="interview_coding_origin_known"
            ),
            models.CheckConstraint(
                condition=Q(stance__in=["for", "against"]), name="interview_coding_stance_known"
            ),
            models.CheckConstraint(
                condition=Q(set_aside=False) | Q(round__isnull=False), name="interview_set_aside_in_a_round"
            ),
        ]

    class Privacy:
        id = source = code = round = start = end = origin = stance = set_aside = coded_at = plain
        coder = personal(months=120)
        memo = speakers = special(months=120)

    def __str__(self) -> str:
        return f"{self.code_id} {self.start}–{self.end}"


class Memo(models.Model):
    """A researcher's note on a source, on a code, or on the study as a whole. (A coding has its own.)"""

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="memos")
    source = models.ForeignKey(
        "interview.Source", on_delete=models.CASCADE, null=True, blank=True, related_name="memos"
    )
    code = models.ForeignKey(
        "interview.Code", on_delete=models.CASCADE, null=True, blank=True, related_name="memos"
    )
    text = models.TextField(_("memo"))
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="interview_memo_has_text"),
            models.CheckConstraint(
                condition=Q(source=None) | Q(code=None), name="interview_memo_on_one_thing"
            ),
        ]

    class Privacy:
        id = study = source = code = written_at = plain
        written_by = personal(months=120)
        text = special(months=120)
