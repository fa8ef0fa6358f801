from django.db import models
from django.db.models import F, Q

from werkzaam.privacy import personal, plain, special
from werkzaam.web.journey.models.labels import DOMAINS, EXIT_REASONS, LADDER, PHASES, RATERS
from werkzaam.web.journey.models.programme import Programme
from werkzaam.web.journey.rules.codes import Phase


class Trajectory(models.Model):
    """One person's way through one programme, with one coach in one team."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="trajectories")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="trajectories")
    coach = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="trajectories")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="trajectories")
    phase = models.CharField(max_length=20, choices=PHASES, default=Phase.INTAKE.value)
    dream = models.CharField(
        max_length=500, blank=True
    )  # what the person would most like to do, in own words
    strengths = models.CharField(max_length=500, blank=True)  # what the person is good at, in own words
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    exit_reason = models.CharField(max_length=20, choices=EXIT_REASONS, blank=True)
    # the days of the last conversation and of the last contact held, kept by `log_contact`: two million
    # contacts must not be searched for every list
    last_spoken_on = models.DateField(null=True, blank=True)
    last_contact_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["coach", "ended_on"], name="journey_traj_coach"),
            models.Index(fields=["team", "ended_on", "phase"], name="journey_traj_team"),
            models.Index(fields=["programme", "started_on"], name="journey_traj_programme"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, exit_reason="")
                | Q(ended_on__isnull=False) & ~Q(exit_reason=""),
                name="journey_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="journey_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["person", "programme"],
                condition=Q(ended_on__isnull=True),
                name="journey_one_open_trajectory",
            ),
        ]

    class Privacy:
        id = programme = team = plain
        person = coach = phase = started_on = ended_on = personal(months=24)
        last_spoken_on = last_contact_on = personal(months=24)
        dream = strengths = exit_reason = special(months=24)  # own words and reasons may tell of health

    def __str__(self) -> str:
        return f"trajectory {self.pk}"


class PhaseChange(models.Model):
    """When a trajectory entered a phase."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="phases")
    phase = models.CharField(max_length=20, choices=PHASES)
    on = models.DateField()
    by = models.CharField(max_length=64)  # opaque id of an account

    class Privacy:
        id = plain
        trajectory = phase = on = by = personal(months=24)

    def __str__(self) -> str:
        return self.phase


class Need(models.Model):
    """What the person needs in one life domain, in the person's own words."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="needs")
    domain = models.CharField(max_length=20, choices=DOMAINS)
    wish = models.CharField(max_length=500)
    by = models.CharField(max_length=64)  # opaque id of an account
    created_at = models.DateTimeField()
    met_on = models.DateField(null=True, blank=True)  # since when it is no longer a need

    class Privacy:
        id = created_at = plain
        trajectory = by = met_on = personal(months=24)
        domain = wish = special(months=24)

    def __str__(self) -> str:
        return self.domain


class LadderRating(models.Model):
    """A rung of the participation ladder: said by whom, on what evidence, on which day."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="ratings")
    rung = models.PositiveSmallIntegerField(choices=LADDER)
    potential = models.PositiveSmallIntegerField(choices=LADDER, null=True, blank=True)
    rater = models.CharField(max_length=20, choices=RATERS)
    evidence = models.CharField(max_length=500)
    on = models.DateField()
    by = models.CharField(max_length=64)  # opaque id of an account
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rung__gte=1, rung__lte=6), name="journey_rung_one_to_six"),
            models.CheckConstraint(
                condition=Q(potential__isnull=True) | Q(potential__gte=1, potential__lte=6),
                name="journey_potential_one_to_six",
            ),
        ]

    class Privacy:
        id = rater = created_at = plain
        trajectory = rung = potential = on = by = personal(months=24)
        evidence = special(months=24)

    def __str__(self) -> str:
        return f"rung {self.rung}"
