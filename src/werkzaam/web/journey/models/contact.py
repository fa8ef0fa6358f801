from django.db import models
from django.db.models import Q

from werkzaam.privacy import personal, plain, special
from werkzaam.web.journey.models.labels import CHANNELS, OUTCOMES
from werkzaam.web.journey.models.trajectory import Trajectory


class Contact(models.Model):
    """One contact of a coach with a participant. The client makes the id, so a double post is harmless."""

    id = models.UUIDField(primary_key=True, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="contacts")
    coach = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="contacts")
    on = models.DateField()
    channel = models.CharField(max_length=20, choices=CHANNELS)
    outcome = models.CharField(max_length=30, choices=OUTCOMES)
    minutes = models.PositiveSmallIntegerField()  # of contact held; 0 where it was not
    note = models.CharField(max_length=500, blank=True)
    next_step = models.CharField(max_length=200, blank=True)
    next_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="held") | Q(minutes=0), name="journey_minutes_only_if_held"
            )
        ]
        indexes = [
            models.Index(fields=["trajectory", "on"], name="journey_contact_by_day"),
            models.Index(fields=["on"], name="journey_contact_on"),
            models.Index(  # all that counting contacts asks for, so that the rows themselves are left alone
                fields=["trajectory", "on", "channel"],
                condition=Q(outcome="held"),
                name="journey_contact_held",
            ),
            models.Index(fields=["coach", "-created_at"], name="journey_contact_recent"),
        ]

    class Privacy:
        id = created_at = plain
        trajectory = coach = on = channel = outcome = minutes = next_on = personal(months=24)
        note = next_step = special(months=24)

    def __str__(self) -> str:
        return f"{self.channel} {self.on}"


class RegularContact(models.Model):
    """A contact of regular services with someone outside the programme: the dose of the comparison."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="regular_contacts")
    on = models.DateField()
    channel = models.CharField(max_length=20, choices=CHANNELS)
    outcome = models.CharField(max_length=30, choices=OUTCOMES)
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="held") | Q(minutes=0), name="journey_regular_minutes_only_if_held"
            )
        ]
        indexes = [models.Index(fields=["person", "on"], name="journey_regular_by_day")]

    class Privacy:
        id = plain
        person = on = channel = outcome = minutes = personal(months=24)

    def __str__(self) -> str:
        return f"{self.channel} {self.on}"
