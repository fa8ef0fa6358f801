from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from werkzaam.privacy import personal, plain

COLOURS = 8  # told apart by underline as well: see interview/static


class Code(models.Model):
    """A label from the codebook, with what it means. `gone_at`: removed, or merged into another."""

    class Kind(models.TextChoices):
        ELEMENT = "working-element", _("working element")
        IMPROVEMENT = "improvement-point", _("improvement point")
        DEVELOPMENT = "development", pgettext_lazy("code", "development")
        CONTEXT = "context", pgettext_lazy("code", "context")
        MECHANISM = "mechanism", _("mechanism")
        OUTCOME = "outcome", pgettext_lazy("code", "outcome")
        RECOMMENDATION = "recommendation", _("recommendation")

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="codes")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    definition = models.TextField(_("definition"), blank=True)
    include = models.TextField(_("when to use it"), blank=True)
    exclude = models.TextField(_("when not to use it"), blank=True)
    colour = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(_("shortcut"), max_length=1, blank=True)  # typed on the coding page
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    gone_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "name"], condition=Q(gone_at=None), name="interview_code_once"
            ),
            models.UniqueConstraint(
                fields=["study", "key"], condition=Q(gone_at=None) & ~Q(key=""), name="interview_key_once"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(gone_at__isnull=False), name="interview_merged_is_gone"
            ),
            models.CheckConstraint(condition=Q(colour__lt=COLOURS), name="interview_colour_known"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="interview_code_not_below_itself"
            ),
        ]

    class Privacy:
        id = study = parent = name = kind = definition = include = exclude = plain
        colour = key = merged_into = gone_at = added_at = plain
        added_by = personal(months=120)

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """A change of the codebook as data: what went and what came, of codes and of codings. Turned round, it undoes."""

    class Act(models.TextChoices):
        ADD = "add", _("added")
        REDEFINE = "redefine", _("changed")
        MERGE = "merge", _("merged")
        SPLIT = "split", _("split")
        REMOVE = "remove", _("removed")

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="code_changes")
    act = models.CharField(max_length=10, choices=Act)
    name = models.CharField(max_length=100)  # of the code as it was
    codes_gone = models.JSONField(default=list)
    codes_come = models.JSONField(default=list)
    gone = models.JSONField(default=list)  # codings
    come = models.JSONField(default=list)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=64)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(undone_at__gte=F("changed_at")), name="interview_undone_after"
            )
        ]

    class Privacy:
        id = study = act = name = codes_gone = codes_come = changed_at = undone_at = plain
        gone = come = changed_by = personal(months=120)
