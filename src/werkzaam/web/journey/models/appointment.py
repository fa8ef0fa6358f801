"""What is agreed for later, what is half written, and what is sent to remind of it."""

import uuid

from django.db import models
from django.db.models import F, Q

from werkzaam.privacy import personal, plain, special
from werkzaam.web.journey.models.contact import Contact
from werkzaam.web.journey.models.labels import CHANNELS
from werkzaam.web.journey.models.labels.contact import (
    ABOUT,
    APPOINTMENT_STATUSES,
    DRAFT_KINDS,
    MEDIA,
    SENDINGS,
)
from werkzaam.web.journey.models.neighbourhood import MeetingPlace
from werkzaam.web.journey.models.trajectory import Trajectory
from werkzaam.web.journey.rules.codes.contact import AppointmentStatus, Sending


class Appointment(models.Model):
    """A contact that is planned. When it is held it becomes a contact: nothing is written down twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="appointments")
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="appointments")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    channel = models.CharField(max_length=20, choices=CHANNELS)
    place = models.ForeignKey(MeetingPlace, on_delete=models.PROTECT, null=True, blank=True)
    where = models.CharField(max_length=200, blank=True)
    status = models.CharField(
        max_length=30, choices=APPOINTMENT_STATUSES, default=AppointmentStatus.PLANNED.value
    )
    contact = models.OneToOneField(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="appointment"
    )
    sequence = models.PositiveSmallIntegerField(default=0)  # of changes, for calendars (RFC 5545 §3.8.7.4)
    by = models.CharField(max_length=64)  # opaque id of an account
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="journey_appointment_ends")
        ]
        indexes = [
            models.Index(fields=["account", "starts_at"], name="journey_appoint_account"),
            models.Index(fields=["trajectory", "starts_at"], name="journey_appoint_trajectory"),
        ]

    class Privacy:
        id = sequence = created_at = plain
        trajectory = account = starts_at = ends_at = channel = by = personal(months=24)
        status = contact = personal(months=24)
        place = where = special(months=24)  # a place may tell of health

    def __str__(self) -> str:
        return f"appointment {self.starts_at:%Y-%m-%d %H:%M}"


class Draft(models.Model):
    """What someone was writing, so that a lost connection loses nothing. Gone when it is saved."""

    id = models.UUIDField(primary_key=True, editable=False)  # the id of the form, made by the client
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="drafts")
    trajectory = models.ForeignKey(
        Trajectory, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts"
    )
    kind = models.CharField(max_length=20, choices=DRAFT_KINDS)
    content = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["-updated_at"]
        indexes = [models.Index(fields=["account", "-updated_at"], name="journey_draft_recent")]

    class Privacy:
        id = kind = updated_at = plain
        account = trajectory = personal(months=1)
        content = special(months=1)

    def __str__(self) -> str:
        return f"draft of {self.kind}"


class CalendarFeed(models.Model):
    """A personal address for a calendar. Only the hash of its token is kept; names are not in the feed."""

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256, hex
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(revoked_at__isnull=True), name="journey_one_calendar_feed"
            )
        ]

    class Privacy:
        id = created_at = revoked_at = plain
        account = token_hash = personal(months=12)

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"


class Reminder(models.Model):
    """One message that falls due. What it is about is asked for its state at the moment of sending.

    `about` and `about_id` name the thing without a key to it: a reminder never hinders a deletion.
    """

    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    about = models.CharField(max_length=20, choices=ABOUT)
    about_id = models.CharField(max_length=40)
    medium = models.CharField(max_length=10, choices=MEDIA)
    due_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=SENDINGS, default=Sending.WAITING.value)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["about", "about_id", "medium", "due_at"], name="journey_reminder_once"
            ),
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False) | ~Q(status="sent"),
                name="journey_reminder_sent_when",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(status="waiting"), name="journey_reminder_due")
        ]

    class Privacy:
        id = about = medium = due_at = status = sent_at = attempts = plain
        person = about_id = personal(months=12)

    def __str__(self) -> str:
        return f"reminder of {self.about}"
