"""A questionnaire as it is asked, with the sounds and pictures that belong to it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language

from werkzaam.privacy import plain


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


class Media(models.Model):
    """A sound or picture a sheet names (`media::audio`, `media::image`): kept by its content, never changed.

    `name` is what the sheet calls it; `content` its bytes, `sha256` (hex) of them, `kind` the media type.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="media")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["instrument", "name"], name="survey_media_once")]

    class Privacy:
        id = instrument = name = kind = content = sha256 = added_at = plain

    def __str__(self) -> str:
        return self.name
