"""How someone comes in, and what is learnt in the first conversations."""

import uuid

from django.db import models
from django.db.models import Q

from werkzaam.privacy import personal, plain, special
from werkzaam.web.journey.models.labels import DOMAINS
from werkzaam.web.journey.models.labels.intake import (
    LANGUAGE_SKILLS,
    LEVEL_SOURCES,
    LEVELS,
    REFERRAL_SOURCES,
    REFERRAL_STATUSES,
    REFUSAL_REASONS,
    SKILL_SOURCES,
)
from werkzaam.web.journey.models.programme import Programme
from werkzaam.web.journey.models.skill import Concept
from werkzaam.web.journey.models.trajectory import Trajectory
from werkzaam.web.journey.rules.codes.intake import ReferralStatus


class Referral(models.Model):
    """Someone comes to a programme, referred or by own wish; accepted, or refused with a reason.

    Who refers oneself is not yet a registered person: then the way to reach them stands here until the answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="referrals")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="referrals"
    )
    source = models.CharField(max_length=20, choices=REFERRAL_SOURCES)
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="referrals"
    )
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=10, default="nl")
    reason = models.CharField(max_length=500, blank=True)  # why this programme, in the words of who refers
    by = models.CharField(max_length=64, blank=True)  # opaque id of an account; empty: by the person
    created_at = models.DateTimeField()
    status = models.CharField(max_length=20, choices=REFERRAL_STATUSES, default=ReferralStatus.WAITING.value)
    refusal_reason = models.CharField(max_length=20, choices=REFUSAL_REASONS, blank=True)
    explanation = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=64, blank=True)
    trajectory = models.OneToOneField(
        Trajectory, on_delete=models.SET_NULL, null=True, blank=True, related_name="referral"
    )

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(given_name=""), name="journey_referral_of_whom"
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_at__isnull=True, decided_by="")
                | ~Q(status="waiting") & Q(decided_at__isnull=False) & ~Q(decided_by=""),
                name="journey_referral_decided_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(status="refused") & ~Q(refusal_reason="")
                | ~Q(status="refused") & Q(refusal_reason=""),
                name="journey_referral_refused_why",
            ),
            models.UniqueConstraint(
                fields=["person", "programme"],
                condition=Q(status="waiting"),
                name="journey_one_waiting_referral",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "status", "created_at"], name="journey_referral_waiting")
        ]

    class Privacy:
        id = programme = organisation = source = created_at = status = plain
        person = given_name = family_name = email = phone = language = by = personal(months=24)
        decided_at = decided_by = trajectory = personal(months=24)
        reason = refusal_reason = explanation = special(months=24)

    def __str__(self) -> str:
        return f"referral {self.pk}"


class ProgrammeDomain(models.Model):
    """A life domain that a programme asks about, and why: never all by default."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=20, choices=DOMAINS)
    reason = models.CharField(max_length=300)
    by = models.CharField(max_length=64)  # opaque id of an account
    since_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "domain"], name="journey_domain_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="journey_domain_with_reason"),
        ]

    class Privacy:
        id = programme = domain = reason = by = since_at = plain

    def __str__(self) -> str:
        return self.domain


class Skill(models.Model):
    """Something the person can do, in own words and perhaps as a concept of a standard list."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="skills")
    concept = models.ForeignKey(
        Concept, on_delete=models.SET_NULL, null=True, blank=True, related_name="skills"
    )
    words = models.CharField(max_length=200)
    source = models.CharField(max_length=20, choices=SKILL_SOURCES)
    on = models.DateField()
    by = models.CharField(max_length=64)  # opaque id of an account

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["trajectory", "words"], name="journey_skill_once"),
        ]

    class Privacy:
        id = plain
        trajectory = concept = words = source = on = by = personal(months=24)

    def __str__(self) -> str:
        return self.words


class LanguageLevel(models.Model):
    """One language skill at one level, said by whom, on which day; the newest counts, the older stay."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="language_levels")
    language = models.CharField(max_length=10, default="nl")
    skill = models.CharField(max_length=10, choices=LANGUAGE_SKILLS)
    level = models.CharField(max_length=5, choices=LEVELS)
    source = models.CharField(max_length=10, choices=LEVEL_SOURCES)
    on = models.DateField()
    by = models.CharField(max_length=64)  # opaque id of an account

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [
            models.Index(fields=["trajectory", "language", "skill", "-on"], name="journey_language_newest")
        ]

    class Privacy:
        id = plain
        trajectory = language = skill = level = source = on = by = personal(months=24)

    def __str__(self) -> str:
        return f"{self.skill} {self.level}"


class Circumstance(models.Model):
    """What an offer must fit: days, hours, distance, childcare."""

    trajectory = models.OneToOneField(Trajectory, on_delete=models.CASCADE, related_name="circumstance")
    days = models.JSONField(default=list)  # weekdays, Monday 1 … Sunday 7; empty: any day
    hours_per_week = models.PositiveSmallIntegerField(null=True, blank=True)
    travel_km = models.PositiveSmallIntegerField(null=True, blank=True)  # at most
    needs_childcare = models.BooleanField(default=False)
    by = models.CharField(max_length=64)  # opaque id of an account
    updated_at = models.DateTimeField()

    class Privacy:
        id = updated_at = plain
        trajectory = days = hours_per_week = travel_km = needs_childcare = by = personal(months=24)

    def __str__(self) -> str:
        return f"circumstance {self.pk}"
