"""Who is in which arm, and how the lot fell."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from werkzaam.privacy import personal, plain
from werkzaam.web.study.models.study import Arm, Study


class Allocation(models.Model):
    """This pseudonym is in this arm: decided once. `starts_on` is the day a lottery of starts gave."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="allocations")
    pseudonym = models.CharField(max_length=32)
    arm = models.ForeignKey(Arm, on_delete=models.PROTECT, related_name="allocations")
    starts_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "pseudonym"], name="study_allocated_once")]

    class Privacy:
        id = study = plain
        pseudonym = arm = starts_on = personal(months=120)

    def __str__(self) -> str:
        return f"{self.pseudonym[:8]}… {self.arm_id}"


class Lottery(models.Model):
    """One lottery: prepared (seed and list are fixed, hashes shown), drawn, closed (the seed is shown).

    `slots` lists what can be drawn: key, arm and the day it starts. The seed is concealed until it is closed;
    the database refuses to change it, the hashes and the rules of the draw (triggers.py).
    """

    study = models.OneToOneField(Study, on_delete=models.CASCADE, related_name="lottery")
    algorithm = models.CharField(max_length=40)
    by_cluster = models.BooleanField(default=False)
    strata = models.CharField(max_length=100, blank=True)
    slots = models.JSONField()
    seed = models.CharField(max_length=64)
    seed_hash = models.CharField(max_length=64)
    list_hash = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    prepared_by = models.CharField(max_length=64)
    drawn_at = models.DateTimeField(null=True, blank=True)
    drawn_by = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True, drawn_by="")
                | (Q(drawn_at__isnull=False) & ~Q(drawn_by="")),
                name="study_draw_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="")
                | (Q(closed_at__isnull=False, drawn_at__isnull=False) & ~Q(closed_by="")),
                name="study_close_after_draw",
            ),
        ]

    class Privacy:
        id = study = algorithm = by_cluster = strata = slots = seed = seed_hash = list_hash = plain
        prepared_at = drawn_at = closed_at = plain
        prepared_by = drawn_by = closed_by = personal(months=120)

    def __str__(self) -> str:
        return f"{self.seed_hash[:12]}"

    @property
    def is_drawn(self) -> bool:
        return self.drawn_at is not None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class LotteryTicket(models.Model):
    """Someone in the list of a lottery; batch 0 is the list that was fixed, later ones came one by one."""

    lottery = models.ForeignKey(Lottery, on_delete=models.CASCADE, related_name="tickets")
    pseudonym = models.CharField(max_length=32)
    stratum = models.CharField(max_length=100, blank=True)
    cluster = models.CharField(max_length=100, blank=True)
    batch = models.PositiveIntegerField(default=0)
    place = models.PositiveIntegerField(null=True, blank=True)
    slot = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["batch", "stratum", "place", "pseudonym"]
        constraints = [
            models.UniqueConstraint(fields=["lottery", "pseudonym"], name="study_ticket_once"),
            models.CheckConstraint(
                condition=Q(place__isnull=True, slot="") | (Q(place__isnull=False) & ~Q(slot="")),
                name="study_ticket_place_and_slot",
            ),
        ]

    class Privacy:
        id = lottery = batch = plain
        pseudonym = stratum = cluster = place = slot = personal(months=120)

    def __str__(self) -> str:
        return f"{self.pseudonym[:8]}… {self.slot}"
