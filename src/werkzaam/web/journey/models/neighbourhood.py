"""Places: the areas of the national statistics by year, and where people meet."""

from django.db import models
from django.db.models import Q

from werkzaam.privacy import plain
from werkzaam.web.journey.models.labels.neighbourhood import AREA_LEVELS


class Area(models.Model):
    """An area of the national statistics in one year: its code, name and simplified shape.

    Codes change from year to year; `neighbourhood` says which of our own neighbourhoods it is.
    """

    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10)  # GM0153, WK015301, BU01530101
    level = models.CharField(max_length=20, choices=AREA_LEVELS)
    name = models.CharField(max_length=200)
    parent_code = models.CharField(max_length=10, blank=True)
    neighbourhood = models.ForeignKey(
        "people.Neighbourhood", on_delete=models.SET_NULL, null=True, blank=True, related_name="areas"
    )
    shape = models.JSONField(null=True, blank=True)  # GeoJSON geometry, simplified, degrees (WGS 84)
    longitude = models.FloatField(null=True, blank=True)  # of the middle
    latitude = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["year", "code"]
        constraints = [models.UniqueConstraint(fields=["year", "code"], name="journey_area_once_a_year")]
        indexes = [models.Index(fields=["neighbourhood", "year"], name="journey_area_of")]

    class Privacy:
        id = year = code = level = name = parent_code = neighbourhood = shape = plain
        longitude = latitude = plain

    def __str__(self) -> str:
        return f"{self.name} ({self.code}, {self.year})"


class MeetingPlace(models.Model):
    """Where people meet in a neighbourhood: a community centre, a library, a mosque, a sports club."""

    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="meeting_places"
    )
    neighbourhood = models.ForeignKey(
        "people.Neighbourhood", on_delete=models.PROTECT, null=True, blank=True, related_name="meeting_places"
    )
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=200, blank=True)
    open_when = models.CharField(max_length=200, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    is_accessible = models.BooleanField(default=False)  # by wheelchair
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="journey_meeting_place_once"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="journey_meeting_place_on_earth",
            ),
        ]

    class Privacy:
        id = organisation = neighbourhood = name = address = open_when = plain
        longitude = latitude = is_accessible = is_active = plain

    def __str__(self) -> str:
        return self.name
