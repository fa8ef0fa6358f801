"""What collecting apps (OpenRosa) sent, byte for byte, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain, special
from werkzaam.web.survey.models.invitation import Invitation
from werkzaam.web.survey.models.round import Round


class Collector(models.Model):
    """A collecting app that may fetch a study's forms and send what was filled in, until it is revoked."""

    study = models.ForeignKey("study.Study", on_delete=models.CASCADE, related_name="collectors")
    label = models.CharField(_("name of the device"), max_length=100)
    account = models.CharField(max_length=64)  # opaque id of the interviewer who uses it
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    revoked_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    class Privacy:
        id = study = token_hash = made_at = revoked_at = seen_at = plain
        label = account = made_by = personal(months=120)

    def __str__(self) -> str:
        return self.label


class Delivery(models.Model):
    """One submission as it came. `taken` became an answer, `kept` waits for a person: nothing is lost."""

    class Status(models.TextChoices):
        TAKEN = "taken", _("taken up")
        KEPT = "kept", _("waits for a decision")
        SEALED = "sealed", _("encrypted, kept as it came")
        SET_ASIDE = "set-aside", _("set aside")

    round = models.ForeignKey(
        Round, null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    collector = models.ForeignKey(Collector, on_delete=models.PROTECT, related_name="deliveries")
    invitation = models.ForeignKey(
        Invitation, null=True, blank=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    instance = models.CharField(max_length=100)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=Status)
    reason = models.CharField(max_length=60, blank=True)  # code of the Problem
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["instance", "sha256"], name="survey_delivery_once"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by="")
                | Q(settled_at__isnull=False) & ~Q(settled_by=""),
                name="survey_delivery_settled_by",
            ),
        ]

    class Privacy:
        id = round = collector = invitation = instance = sha256 = status = reason = received_at = (
            settled_at
        ) = plain
        settled_by = personal(months=120)
        body = special(months=120)

    def __str__(self) -> str:
        return self.instance


class DeliveryFile(models.Model):
    """A file that came with a submission: a picture, a sound, or its encrypted body."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delivery", "name"], name="survey_delivery_file_once")]

    class Privacy:
        id = delivery = sha256 = plain
        name = content = special(months=120)

    def __str__(self) -> str:
        return self.name
