import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain
from werkzaam.web.people.models.organisation import Neighbourhood, Organisation, Team


class Person(models.Model):
    """A participant, or a member of a control group: then in a contact vault, never in a coach's list or search."""

    class Origin(models.TextChoices):
        PARTICIPANT = "participant", _("participant")
        CONTROL = "control", _("control group")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    origin = models.CharField(max_length=20, choices=Origin)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="persons")
    # whose coaches see this person; empty: referred, and open to every team of the organisation
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="persons")
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, null=True, blank=True)
    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100)
    folded = models.TextField(blank=True)  # both names to search by (`rules.names`)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    language = models.CharField(_("language"), max_length=10, default="nl")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["given_name", "family_name"]
        indexes = [
            models.Index(fields=["organisation", "given_name", "family_name"], name="people_person_by_name")
        ]

    class Privacy:
        id = origin = organisation = team = language = created_at = plain
        neighbourhood = given_name = family_name = folded = email = phone = personal(months=24)

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"
