"""Who guided whom, since when."""

from django.db import models

from werkzaam.privacy import personal, plain
from werkzaam.web.journey.models.trajectory import Trajectory


class CoachChange(models.Model):
    """From which day a trajectory had which coach, in which team; the first row is the start."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="coaches")
    coach = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="coach_changes")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="coach_changes")
    on = models.DateField()
    by = models.CharField(max_length=64)  # opaque id of an account

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["trajectory", "on"], name="journey_coach_by_day")]

    class Privacy:
        id = plain
        trajectory = coach = team = on = by = personal(months=24)

    def __str__(self) -> str:
        return f"coach since {self.on}"
