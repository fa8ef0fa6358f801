from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain


class Element(models.Model):
    """A working element or improvement point as it is printed: a code, in words of both languages.

    `key` is how sentences refer to it; it stays when the code is renamed. Without a code nothing is printed.
    """

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="elements")
    code = models.ForeignKey(
        "interview.Code", on_delete=models.SET_NULL, null=True, blank=True, related_name="printed"
    )
    key = models.SlugField(max_length=60)
    label_nl = models.CharField(_("Name (Dutch)"), max_length=120)
    label_en = models.CharField(_("Name (English)"), max_length=120)
    definition_nl = models.TextField(_("What is meant (Dutch)"), blank=True, max_length=1000)
    definition_en = models.TextField(_("What is meant (English)"), blank=True, max_length=1000)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=64)  # opaque id of an account

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["study", "key"], name="desk_element_key_once"),
            models.UniqueConstraint(
                fields=["study", "code"], condition=Q(code__isnull=False), name="desk_element_code_once"
            ),
            models.CheckConstraint(
                condition=~Q(label_nl="") & ~Q(label_en=""), name="desk_element_named_in_both"
            ),
        ]

    class Privacy:
        id = study = code = key = label_nl = label_en = definition_nl = definition_en = changed_at = plain
        changed_by = personal(months=120)

    def __str__(self) -> str:
        return self.key
