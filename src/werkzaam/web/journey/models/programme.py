from django.db import models
from django.db.models import F, Q

from werkzaam.privacy import plain


class Programme(models.Model):
    """What is run: by whom, when, and with how many people a coach."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="programmes"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    caseload_norm = models.PositiveSmallIntegerField()  # participants per coach

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="journey_programme_ends_after",
            )
        ]

    class Privacy:
        id = code = name = organisation = starts_on = ends_on = caseload_norm = plain

    def __str__(self) -> str:
        return self.name


class Norm(models.Model):
    """One step of the planned intensity: from this week of a trajectory on, so many contacts a week."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="norm")
    from_week = models.PositiveSmallIntegerField()
    contacts_per_week = models.FloatField()

    class Meta:
        ordering = ["from_week"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "from_week"], name="journey_norm_once_a_week"),
            models.CheckConstraint(condition=Q(contacts_per_week__gte=0), name="journey_norm_not_negative"),
        ]

    class Privacy:
        id = programme = from_week = contacts_per_week = plain

    def __str__(self) -> str:
        return f"{self.contacts_per_week:g} a week from week {self.from_week}"
