from django.db import models
from django.db.models import Q

from werkzaam.privacy import personal, plain, special
from werkzaam.web.people.models.person import Person


class Objection(models.Model):
    """A person asks why someone looked. `event` is the number of the look in the ledger, without a key to it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="objections")
    event = models.BigIntegerField()
    words = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    due_on = models.DateField()  # of the answer
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=64, blank=True)  # opaque id of an account

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["person", "event"], name="people_one_objection"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="", answer="")
                | Q(answered_at__isnull=False) & ~Q(answered_by="") & ~Q(answer=""),
                name="people_objection_answered_by",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(answered_at__isnull=True), name="people_objection_open"
            )
        ]

    class Privacy:
        id = made_at = due_on = plain
        person = event = answered_at = answered_by = personal(months=60)
        words = answer = special(months=60)

    def __str__(self) -> str:
        return f"objection {self.pk}"
