"""What there is to offer, what was proposed to whom, and which needs nothing answers."""

import uuid

from django.db import models
from django.db.models import F, Q

from werkzaam.privacy import personal, plain, special
from werkzaam.web.journey.models.labels import DOMAINS
from werkzaam.web.journey.models.labels.intake import LEVELS
from werkzaam.web.journey.models.labels.offer import LACKS, OFFER_KINDS, OFFER_STATUSES
from werkzaam.web.journey.models.neighbourhood import MeetingPlace
from werkzaam.web.journey.models.trajectory import Need, Trajectory
from werkzaam.web.journey.rules.codes.offer import OPEN, OfferStatus


class Offer(models.Model):
    """A course, a service or a workplace that can be proposed."""

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="offers")
    kind = models.CharField(max_length=20, choices=OFFER_KINDS)
    domain = models.CharField(max_length=20, choices=DOMAINS)  # the need it answers
    name = models.CharField(max_length=200)
    provider = models.CharField(max_length=200, blank=True)
    description = models.CharField(max_length=500, blank=True)
    level = models.CharField(max_length=5, choices=LEVELS, blank=True)  # language level needed; empty: none
    place = models.ForeignKey(
        MeetingPlace, on_delete=models.PROTECT, null=True, blank=True, related_name="offers"
    )
    neighbourhood = models.ForeignKey(
        "people.Neighbourhood", on_delete=models.PROTECT, null=True, blank=True, related_name="offers"
    )
    is_online = models.BooleanField(default=False)
    has_childcare = models.BooleanField(default=False)
    days = models.JSONField(default=list)  # weekdays, Monday 1 … Sunday 7; empty: any day
    hours_per_week = models.PositiveSmallIntegerField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)  # empty: without limit
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    contact = models.CharField(max_length=200, blank=True)  # where to enrol: a desk, not a person
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=0), name="journey_offer_capacity"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="journey_offer_ends_after",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "is_active", "domain"], name="journey_offer_found")]

    class Privacy:
        id = organisation = kind = domain = name = provider = description = level = plain
        place = neighbourhood = is_online = has_childcare = days = hours_per_week = plain
        capacity = starts_on = ends_on = contact = is_active = plain

    def __str__(self) -> str:
        return self.name


class OfferProposal(models.Model):
    """An offer proposed to one participant, why it fits, and the participant's answer with own reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="offer_proposals")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="proposals")
    need = models.ForeignKey(
        Need, on_delete=models.SET_NULL, null=True, blank=True, related_name="offer_proposals"
    )
    reasons = models.JSONField(default=list)  # codes of what fits and what lacks, as shown when proposed
    by = models.CharField(max_length=64)  # opaque id of an account
    created_at = models.DateTimeField()
    status = models.CharField(max_length=20, choices=OFFER_STATUSES, default=OfferStatus.PROPOSED.value)
    answer = models.CharField(max_length=300, blank=True)  # in the participant's words
    answered_at = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField(null=True, blank=True)  # the order of the waiting list
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "offer"],
                condition=Q(status__in=[status.value for status in OPEN]),
                name="journey_one_open_proposal",
            ),
            models.CheckConstraint(
                condition=~Q(status="queued") | Q(queued_at__isnull=False), name="journey_queued_when"
            ),
        ]
        indexes = [
            models.Index(fields=["offer", "status", "queued_at"], name="journey_proposal_queue"),
            models.Index(fields=["trajectory", "status"], name="journey_proposal_of"),
        ]

    class Privacy:
        id = offer = reasons = created_at = plain
        trajectory = need = by = status = answered_at = queued_at = ended_on = personal(months=24)
        answer = special(months=24)

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class UnmetNeed(models.Model):
    """A need that no offer answers, and what lacks: the municipality sees these as counts."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="unmet")
    lack = models.CharField(max_length=20, choices=LACKS)
    on = models.DateField()
    resolved_on = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=64)  # opaque id of an account

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "lack"], condition=Q(resolved_on__isnull=True), name="journey_unmet_once"
            ),
            models.CheckConstraint(
                condition=Q(resolved_on__isnull=True) | Q(resolved_on__gte=F("on")),
                name="journey_unmet_resolved_after",
            ),
        ]

    class Privacy:
        id = lack = plain
        need = on = resolved_on = by = personal(months=24)

    def __str__(self) -> str:
        return self.lack
