"""Experienced discrimination: told in own words, seen only by whom the person chose."""

import uuid

from django.db import models
from django.db.models import Q

from werkzaam.privacy import personal, plain, special
from werkzaam.web.journey.models.labels.voice import DISCRIMINATION_GROUNDS, READERS, SETTINGS, WANTED
from werkzaam.web.journey.models.trajectory import Trajectory


class Experience(models.Model):
    """What happened, in the person's own words and language. Nobody else sees it unless a reader was chosen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="experiences")
    words = models.TextField(max_length=4000)
    language = models.CharField(max_length=10, default="nl")
    happened_on = models.DateField(null=True, blank=True)
    setting = models.CharField(max_length=20, choices=SETTINGS)
    ground = models.CharField(max_length=20, choices=DISCRIMINATION_GROUNDS, blank=True)
    wanted = models.CharField(max_length=20, choices=WANTED)
    may_count = models.BooleanField(default=True)  # in the signals of the programme, without person or words
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["trajectory", "-created_at"], name="journey_experience_of")]

    class Privacy:
        id = created_at = may_count = plain
        trajectory = language = withdrawn_at = personal(months=24)
        words = happened_on = setting = ground = wanted = special(months=24)

    def __str__(self) -> str:
        return f"experience {self.pk}"


class ExperienceReader(models.Model):
    """Whom the person lets know; taken back by `until_at`, and the row stays."""

    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="readers")
    reader = models.CharField(max_length=20, choices=READERS)
    since_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["experience", "reader"],
                condition=Q(until_at__isnull=True),
                name="journey_reader_once",
            )
        ]

    class Privacy:
        id = since_at = until_at = plain
        experience = reader = special(months=24)

    def __str__(self) -> str:
        return self.reader


class AdviceService(models.Model):
    """An anti-discrimination service to which someone can turn."""

    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="advice_services"
    )  # for whose inhabitants
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="journey_advice_service_once")
        ]

    class Privacy:
        id = organisation = name = phone = email = website = is_active = plain

    def __str__(self) -> str:
        return self.name


class AdviceReferral(models.Model):
    """The person asked to be brought into contact with a service; the person's yes comes first."""

    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="referrals")
    service = models.ForeignKey(AdviceService, on_delete=models.PROTECT, related_name="referrals")
    agreed_at = models.DateTimeField()  # by the person
    by = models.CharField(max_length=64)  # opaque id of an account
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["agreed_at"]
        constraints = [models.UniqueConstraint(fields=["experience", "service"], name="journey_advice_once")]

    class Privacy:
        id = agreed_at = plain
        experience = service = by = done_on = special(months=24)

    def __str__(self) -> str:
        return f"advice referral {self.pk}"
