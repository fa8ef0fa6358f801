"""Group training: a group of a programme, its sessions, who takes part and who was there."""

from django.db import models
from django.db.models import F, Q

from werkzaam.privacy import personal, plain, special
from werkzaam.web.journey.models.labels.training import (
    ENROLMENT_STATUSES,
    GROUP_STATUSES,
    PRESENCES,
    SESSION_STATUSES,
)
from werkzaam.web.journey.models.neighbourhood import MeetingPlace
from werkzaam.web.journey.models.programme import Module, Programme
from werkzaam.web.journey.models.trajectory import Trajectory
from werkzaam.web.journey.rules.codes.training import EnrolmentStatus, GroupStatus, SessionStatus


class TrainingGroup(models.Model):
    """One series of sessions for a group; `capacity` places, then a waiting list."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="groups")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="groups")
    team = models.ForeignKey(
        "people.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="groups"
    )
    trainer = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="groups"
    )
    place = models.ForeignKey(
        MeetingPlace, on_delete=models.PROTECT, null=True, blank=True, related_name="groups"
    )
    name = models.CharField(max_length=200)
    capacity = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=GROUP_STATUSES, default=GroupStatus.PLANNED.value)

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(capacity__gte=0), name="journey_group_capacity"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="journey_group_ends_after",
            ),
            models.UniqueConstraint(fields=["organisation", "name"], name="journey_group_once"),
        ]

    class Privacy:
        id = programme = organisation = team = trainer = place = name = plain
        capacity = starts_on = ends_on = status = plain

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """One meeting of a group; `capacity` only where the room holds fewer than the group."""

    group = models.ForeignKey(TrainingGroup, on_delete=models.CASCADE, related_name="sessions")
    module = models.ForeignKey(
        Module, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    place = models.ForeignKey(
        MeetingPlace, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    trainer = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=SESSION_STATUSES, default=SessionStatus.PLANNED.value)
    sequence = models.PositiveSmallIntegerField(default=0)  # of changes, for calendars (RFC 5545 §3.8.7.4)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="journey_session_ends"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=0), name="journey_session_capacity"
            ),
            models.UniqueConstraint(fields=["group", "starts_at"], name="journey_session_once"),
        ]
        indexes = [models.Index(fields=["trainer", "starts_at"], name="journey_session_trainer")]

    class Privacy:
        id = group = module = place = trainer = starts_at = ends_at = capacity = status = sequence = plain

    def __str__(self) -> str:
        return f"session {self.starts_at:%Y-%m-%d %H:%M}"


class Enrolment(models.Model):
    """One participant's place in a group, or on its waiting list."""

    group = models.ForeignKey(TrainingGroup, on_delete=models.PROTECT, related_name="enrolments")
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="enrolments")
    status = models.CharField(
        max_length=10, choices=ENROLMENT_STATUSES, default=EnrolmentStatus.ENROLLED.value
    )
    since_at = models.DateTimeField()  # the order of the waiting list
    ended_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)  # of stopping
    by = models.CharField(max_length=64)  # opaque id of an account

    class Meta:
        ordering = ["since_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "trajectory"], name="journey_enrolled_once")]
        indexes = [
            models.Index(fields=["group", "status", "since_at"], name="journey_enrolment_queue"),
        ]

    class Privacy:
        id = group = plain
        trajectory = status = since_at = ended_on = by = personal(months=24)
        reason = special(months=24)

    def __str__(self) -> str:
        return f"enrolment {self.pk}"


class Attendance(models.Model):
    """Who was at a session. The client makes the id, so that sending again after a lost network is harmless."""

    id = models.UUIDField(primary_key=True, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendances")
    presence = models.CharField(max_length=10, choices=PRESENCES)
    marked_at = models.DateTimeField()  # when it was tapped, perhaps before it was sent
    by = models.CharField(max_length=64)  # opaque id of an account

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "enrolment"], name="journey_attended_once")]

    class Privacy:
        id = session = marked_at = plain
        enrolment = presence = by = personal(months=24)

    def __str__(self) -> str:
        return self.presence


class Certificate(models.Model):
    """The paper of a completed training: what was attended, on the day of issue."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="certificate")
    number = models.CharField(max_length=20, unique=True)
    issued_on = models.DateField()
    sessions = models.PositiveSmallIntegerField()
    practical_hours = models.PositiveSmallIntegerField(default=0)
    by = models.CharField(max_length=64)  # opaque id of an account

    class Privacy:
        id = sessions = practical_hours = plain
        enrolment = number = issued_on = by = personal(months=60)

    def __str__(self) -> str:
        return self.number
