"""Purposes, grants and the key file."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain
from werkzaam.web.consent.rules import Ground, is_choice, is_research


class Purpose(models.Model):
    """One use of personal data, in words the person understands, with its legal ground and retention."""

    GROUNDS = [
        (Ground.CONSENT.value, _("your consent")),
        (Ground.RESEARCH.value, _("scientific research, with your consent to take part")),
        (Ground.PUBLIC_TASK.value, _("a public task of the municipality")),
        (Ground.LEGAL_DUTY.value, _("a legal duty")),
    ]

    code = models.SlugField(unique=True)
    text_nl = models.TextField()
    text_en = models.TextField()
    ground = models.CharField(max_length=20, choices=GROUNDS)
    months = models.PositiveSmallIntegerField()  # kept this long after the purpose ends

    class Meta:
        ordering = ["pk"]

    class Privacy:
        id = code = text_nl = text_en = ground = months = plain

    def __str__(self) -> str:
        return self.code

    @property
    def text(self) -> str:
        """As the programme wrote it; other languages have the words of the catalogue, if it knows these."""
        return self.text_nl if (get_language() or "nl").startswith("nl") else gettext(self.text_en)

    @property
    def is_research(self) -> bool:
        return is_research(self.code, self.ground)

    @property
    def is_choice(self) -> bool:
        return is_choice(self.ground)


class Grant(models.Model):
    """One consent, given once and perhaps withdrawn; giving again makes a new one, so the history stays."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="grants")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="grants")
    given_on = models.DateField()
    given_by = models.CharField(max_length=64)  # opaque id of an account
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by=""),
                name="consent_withdrawn_by_whom",
            ),
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_one_open_grant",
            ),
        ]

    class Privacy:
        id = purpose = plain
        person = given_on = given_by = withdrawn_at = withdrawn_by = personal(months=60)

    def __str__(self) -> str:
        return f"{self.purpose} since {self.given_on}"


class Key(models.Model):
    """One line of the key file: a person's pseudonym in one study. It opens nothing without a consent."""

    study = models.SlugField()
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="keys")
    pseudonym = models.CharField(max_length=32, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "person"], name="consent_one_key_per_study")]

    class Privacy:
        id = study = plain
        person = pseudonym = personal(months=24)

    def __str__(self) -> str:
        return f"a key of {self.study}"
