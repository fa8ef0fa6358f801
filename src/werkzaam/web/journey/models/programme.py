from django.db import models
from django.db.models import F, Q

from werkzaam.privacy import plain
from werkzaam.web.journey.models.labels import CHANNELS
from werkzaam.web.journey.models.labels.outcome import OUTCOME_KINDS
from werkzaam.web.journey.models.labels.practice import PLACEMENT_KINDS
from werkzaam.web.journey.models.labels.programme import PILLARS, THEMES


class Programme(models.Model):
    """What is run: by whom, when, how long for each person, and with how many people a coach."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="programmes"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    caseload_norm = models.PositiveSmallIntegerField()  # participants per coach
    theme = models.CharField(max_length=30, choices=THEMES, blank=True)
    aim = models.CharField(max_length=500, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)  # planned length of one trajectory
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__gte=1), name="journey_programme_lasts"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="journey_programme_ends_after",
            ),
        ]

    class Privacy:
        id = code = name = organisation = starts_on = ends_on = caseload_norm = plain
        theme = aim = months = copied_from = plain

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


class ChannelNorm(models.Model):
    """How much of the planned intensity goes by one channel; together never more than the norm (`rules`)."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="channel_norm")
    from_week = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=20, choices=CHANNELS)
    contacts_per_week = models.FloatField()

    class Meta:
        ordering = ["from_week", "channel"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "from_week", "channel"], name="journey_channel_norm_once"
            ),
            models.CheckConstraint(
                condition=Q(contacts_per_week__gte=0), name="journey_channel_norm_not_negative"
            ),
        ]

    class Privacy:
        id = programme = from_week = channel = contacts_per_week = plain

    def __str__(self) -> str:
        return f"{self.contacts_per_week:g} a week by {self.channel}"


class Pillar(models.Model):
    """One of the ways in which a programme helps: training, coaching, practice."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="pillars")
    kind = models.CharField(max_length=20, choices=PILLARS)
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind", "name"], name="journey_pillar_once")
        ]

    class Privacy:
        id = programme = kind = name = position = plain

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """One condition for taking part, asked at referral."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="criteria")
    text = models.CharField(max_length=300)
    is_required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    class Privacy:
        id = programme = text = is_required = position = plain

    def __str__(self) -> str:
        return self.text


class Module(models.Model):
    """A part of the group training with its practical hours."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="modules")
    code = models.SlugField()
    name = models.CharField(max_length=200)
    practical_hours = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="journey_module_once")]

    class Privacy:
        id = programme = code = name = practical_hours = position = plain

    def __str__(self) -> str:
        return self.name


class PlacementRule(models.Model):
    """A kind of placement that a programme uses, with its legal counter; `source` says where the limit stands."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="placement_rules")
    kind = models.CharField(max_length=30, choices=PLACEMENT_KINDS)
    max_days = models.PositiveIntegerField(null=True, blank=True)  # over all placements of this kind
    warn_days = models.PositiveSmallIntegerField(default=30)  # before the limit
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind"], name="journey_placement_rule_once"),
            models.CheckConstraint(
                condition=Q(max_days__isnull=True) | Q(max_days__gte=1), name="journey_placement_rule_days"
            ),
        ]

    class Privacy:
        id = programme = kind = max_days = warn_days = source = plain

    def __str__(self) -> str:
        return self.kind


class Target(models.Model):
    """How many participants (no `outcome`) or outcomes a region agreed to reach by a day."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="targets")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="targets")
    outcome = models.CharField(max_length=20, choices=OUTCOME_KINDS, blank=True)
    number = models.PositiveIntegerField()
    by_on = models.DateField()

    class Meta:
        ordering = ["by_on", "organisation", "outcome"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation", "outcome", "by_on"], name="journey_target_once"
            )
        ]

    class Privacy:
        id = programme = organisation = outcome = number = by_on = plain

    def __str__(self) -> str:
        return f"{self.number} by {self.by_on}"
