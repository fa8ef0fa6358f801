"""The design of a study: pseudonyms only, organisations and accounts by opaque code."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from werkzaam.core.plan import Role
from werkzaam.privacy import personal, plain


def in_language(nl: str, en: str) -> str:
    return en if (get_language() or "nl").startswith("en") else nl


class Study(models.Model):
    """One registered question. Once locked, the database refuses any change to its plan (triggers.py)."""

    code = models.SlugField(unique=True)
    title_nl = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    organisation = models.SlugField()
    programme = models.SlugField(blank=True)
    plan_toml = models.TextField()
    plan_hash = models.CharField(max_length=64)
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.CharField(max_length=64, blank=True)  # who wrote the plan as it stands
    opened_at = models.DateTimeField(null=True, blank=True)  # outcomes were opened without a lock
    opened_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-created_at", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, opened_by="")
                | (Q(opened_at__isnull=False, locked_at__isnull=True) & ~Q(opened_by="")),
                name="study_opened_or_locked",
            ),
            models.CheckConstraint(
                condition=Q(locked_at__isnull=True, locked_by="")
                | (Q(locked_at__isnull=False) & ~Q(locked_by="")),
                name="study_lock_has_a_name",
            ),
        ]

    class Privacy:
        id = code = title_nl = title_en = organisation = programme = plan_toml = plan_hash = plain
        locked_at = created_at = changed_at = opened_at = plain
        locked_by = created_by = changed_by = opened_by = personal(months=120)

    def __str__(self) -> str:
        return in_language(self.title_nl, self.title_en)

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def author(self) -> str:
        """Who wrote the plan as it stands."""
        return self.changed_by or self.created_by

    @property
    def is_opened(self) -> bool:
        """Whether later outcomes were opened without registration: then everything is exploratory for good."""
        return self.opened_at is not None


class Arm(models.Model):
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="arms")
    key = models.SlugField()
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    place = models.PositiveSmallIntegerField()
    label_nl = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["study", "key"], name="study_arm_once")]

    class Privacy:
        id = study = key = role = place = label_nl = label_en = plain

    def __str__(self) -> str:
        return in_language(self.label_nl, self.label_en)


class Wave(models.Model):
    """A measurement moment; `opens_on` and `closes_on` are empty until it is scheduled."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="waves")
    key = models.SlugField()
    months = models.FloatField()
    label_nl = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)

    class Meta:
        ordering = ["months"]
        constraints = [
            models.UniqueConstraint(fields=["study", "key"], name="study_wave_once"),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True, closes_on__isnull=True)
                | Q(opens_on__isnull=False, closes_on__isnull=False, closes_on__gte=F("opens_on")),
                name="study_wave_closes_after",
                violation_error_message=_("The last day lies before the first day. Swap them."),
            ),
        ]

    class Privacy:
        id = study = key = months = label_nl = label_en = opens_on = closes_on = plain

    def __str__(self) -> str:
        return in_language(self.label_nl, self.label_en)
