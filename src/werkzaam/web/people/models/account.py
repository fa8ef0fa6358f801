import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkzaam.privacy import personal, plain
from werkzaam.web.people.models.organisation import Organisation, Team
from werkzaam.web.people.models.person import Person
from werkzaam.web.people.rules import RoleKind


class Accounts(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Who can sign in. A participant's account points at the person; staff accounts point at nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="account"
    )
    language = models.CharField(_("language"), max_length=10, default="nl")
    is_active = models.BooleanField(default=True)

    objects = Accounts()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Privacy:
        id = language = is_active = plain
        email = name = person = password = last_login = personal(months=12)

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """What an account is, at which organisation (and below it), perhaps in one team only, and when."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in RoleKind])
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="people_role_ends_after",
            )
        ]

    class Privacy:
        id = kind = organisation = team = since_on = until_on = plain
        account = personal(months=12)

    def __str__(self) -> str:
        return f"{self.kind} at {self.organisation}"
