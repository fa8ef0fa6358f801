from django.db import models
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import plain


class Organisation(models.Model):
    """A node in the tree: a national body over regional foundations, a municipality over its teams, an institute."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("national body")
        FOUNDATION = "foundation", _("regional foundation")
        MUNICIPALITY = "municipality", _("municipality")
        INSTITUTE = "institute", _("research institute")

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Privacy:
        id = code = name = kind = parent = plain

    def __str__(self) -> str:
        return self.name


class Neighbourhood(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="neighbourhoods")
    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)

    class Privacy:
        id = organisation = code = name = plain

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="people_team_once")]

    class Privacy:
        id = organisation = name = plain

    def __str__(self) -> str:
        return self.name
