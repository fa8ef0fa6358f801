"""The agreement on a placement, its signatures, and the links by which people without an account sign."""

from django.db import models
from django.db.models import F, Q

from werkzaam.privacy import personal, plain, special
from werkzaam.web.journey.models.employer import EmployerContact
from werkzaam.web.journey.models.labels.practice import LINK_PURPOSES, PARTIES
from werkzaam.web.journey.models.practice import CheckIn, Placement


class Agreement(models.Model):
    """The words that are signed. Another wording is another version; the signed one never changes."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)  # of `text`
    by = models.CharField(max_length=64)  # opaque id of an account
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["placement", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["placement", "version"], name="journey_agreement_version_once")
        ]

    class Privacy:
        id = version = sha256 = created_at = plain
        placement = by = personal(months=60)
        text = special(months=60)

    def __str__(self) -> str:
        return f"agreement, version {self.version}"


class Signature(models.Model):
    """One signature that an agreement asks for: participant, employer (one or two), agency."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures")
    party = models.CharField(max_length=20, choices=PARTIES)
    number = models.PositiveSmallIntegerField(default=1)
    contact = models.ForeignKey(
        EmployerContact, on_delete=models.PROTECT, null=True, blank=True, related_name="signatures"
    )
    account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="signatures"
    )
    name = models.CharField(max_length=200, blank=True)  # as typed when signing
    sha256 = models.CharField(max_length=64, blank=True)  # of the text that was signed
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["agreement", "party", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "party", "number"], name="journey_signature_once"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, name="", sha256="")
                | Q(signed_at__isnull=False) & ~Q(name="") & ~Q(sha256=""),
                name="journey_signed_by_name",
            ),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=2), name="journey_two_signatories"),
        ]

    class Privacy:
        id = party = number = sha256 = plain
        agreement = contact = account = name = signed_at = personal(months=60)

    def __str__(self) -> str:
        return f"signature of {self.party}"


class MagicLink(models.Model):
    """A way in without an account, for one purpose. Only the hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256, hex
    purpose = models.CharField(max_length=20, choices=LINK_PURPOSES)
    contact = models.ForeignKey(EmployerContact, on_delete=models.CASCADE, related_name="links")
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="links")
    signature = models.ForeignKey(
        Signature, on_delete=models.CASCADE, null=True, blank=True, related_name="links"
    )
    check_in = models.ForeignKey(
        CheckIn, on_delete=models.CASCADE, null=True, blank=True, related_name="links"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    uses = models.PositiveSmallIntegerField(default=0)
    max_uses = models.PositiveSmallIntegerField(default=1)  # acts; looking does not count
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="journey_link_expires"),
            models.CheckConstraint(condition=Q(uses__lte=F("max_uses")), name="journey_link_uses"),
        ]
        indexes = [models.Index(fields=["contact", "expires_at"], name="journey_link_of")]

    class Privacy:
        id = purpose = created_at = expires_at = uses = max_uses = revoked_at = plain
        token_hash = contact = placement = signature = check_in = personal(months=12)

    def __str__(self) -> str:
        return f"link to {self.purpose}"
