from django.db import models

from werkzaam.privacy import personal, plain
from werkzaam.web.ledger.rules import GENESIS


class Event(models.Model):
    """One act, or one look at one person. No foreign keys, so that the log never hinders deletion."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=64)  # opaque id of an account, or "system"
    act = models.CharField(max_length=64)  # room.verb
    look = models.BooleanField(default=False)
    subject = models.CharField(
        max_length=64, blank=True, db_index=True
    )  # opaque id of a person, or a pseudonym
    details = models.JSONField(default=dict)  # counts, keys, never words about a person
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]

    class Privacy:
        id = at = act = look = details = previous = hash = plain
        actor = subject = personal(months=60)

    def __str__(self) -> str:
        return f"{self.act} {self.at:%Y-%m-%d %H:%M}"


class Head(models.Model):
    """The one row that says where the chain ends; locking it keeps the chain single."""

    count = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Privacy:
        id = count = hash = plain

    def __str__(self) -> str:
        return f"{self.count} events"
