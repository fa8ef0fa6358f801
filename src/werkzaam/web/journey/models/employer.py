"""Employers: who they are, whom to call, which places they have."""

from django.db import models
from django.db.models import F, Q

from werkzaam.privacy import personal, plain
from werkzaam.web.journey.models.labels.intake import LEVELS
from werkzaam.web.journey.models.labels.practice import PLACEMENT_KINDS
from werkzaam.web.journey.models.skill import Concept


class Employer(models.Model):
    """Where someone may come to work; kept by one organisation."""

    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="employers"
    )
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=200, blank=True)
    neighbourhood = models.ForeignKey(
        "people.Neighbourhood", on_delete=models.PROTECT, null=True, blank=True, related_name="employers"
    )
    website = models.URLField(blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="journey_employer_once")]

    class Privacy:
        id = organisation = name = sector = address = neighbourhood = website = plain
        is_active = created_at = plain

    def __str__(self) -> str:
        return self.name


class EmployerContact(models.Model):
    """A person at an employer: no account, reached by magic links."""

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=200)
    job = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=10, default="nl")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["email"], name="journey_employer_email")]  # "resend my link"

    class Privacy:
        id = employer = language = is_active = plain
        name = job = email = phone = personal(months=24)

    def __str__(self) -> str:
        return self.name


class Vacancy(models.Model):
    """A place that an employer offers: a job or a placement."""

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="vacancies")
    kind = models.CharField(max_length=30, choices=PLACEMENT_KINDS)
    title = models.CharField(max_length=200)
    description = models.CharField(max_length=500, blank=True)
    concept = models.ForeignKey(
        Concept, on_delete=models.SET_NULL, null=True, blank=True, related_name="vacancies"
    )
    level = models.CharField(max_length=5, choices=LEVELS, blank=True)  # language level needed; empty: none
    days = models.JSONField(default=list)  # weekdays, Monday 1 … Sunday 7; empty: any day
    hours_per_week = models.PositiveSmallIntegerField(null=True, blank=True)
    places = models.PositiveSmallIntegerField(default=1)
    opens_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-opens_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                name="journey_vacancy_closes_after",
            )
        ]

    class Privacy:
        id = employer = kind = title = description = concept = level = days = plain
        hours_per_week = places = opens_on = closes_on = plain

    def __str__(self) -> str:
        return self.title
