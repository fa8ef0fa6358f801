"""A standard list of skills and occupations, imported from its official files and searched locally."""

from django.db import models

from werkzaam.privacy import plain
from werkzaam.web.journey.models.labels.intake import CONCEPT_KINDS


class SkillScheme(models.Model):
    """One version of a standard list (ESCO, CompetentNL) in one language, as it was imported."""

    code = models.SlugField()
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)  # of the imported file
    rows = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["code", "language", "-imported_at"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version", "language"], name="journey_scheme_once")
        ]

    class Privacy:
        id = code = version = language = sha256 = rows = imported_at = is_current = plain

    def __str__(self) -> str:
        return f"{self.code} {self.version} ({self.language})"


class Concept(models.Model):
    """A skill or an occupation of a standard list; `search` holds all its names in lower case."""

    scheme = models.ForeignKey(SkillScheme, on_delete=models.CASCADE, related_name="concepts")
    kind = models.CharField(max_length=20, choices=CONCEPT_KINDS)
    uri = models.CharField(max_length=200)
    label = models.CharField(max_length=300)
    search = models.TextField()

    class Meta:
        ordering = ["label"]
        constraints = [models.UniqueConstraint(fields=["scheme", "uri"], name="journey_concept_once")]
        indexes = [models.Index(fields=["scheme", "kind", "label"], name="journey_concept_label")]

    class Privacy:
        id = scheme = kind = uri = label = search = plain

    def __str__(self) -> str:
        return self.label
