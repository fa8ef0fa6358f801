"""Signing in with six digits by e-mail: the digits are worked out, and kept nowhere."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

SALT = "werkzaam.sites.sign_in_code"


def new_seed() -> str:
    """What the session keeps instead of the code: worth nothing without the secret of the server."""
    return secrets.token_urlsafe(24)


def digits(seed: str) -> str:
    """The six digits that belong to a seed."""
    made = salted_hmac(SALT, seed, algorithm="sha256").digest()
    return f"{int.from_bytes(made[:8], 'big') % 1_000_000:06d}"


def may_use_code(account: Any) -> bool:
    """A participant, or staff with a second factor: a mailbox alone never opens the files of others."""
    return account.person_id is not None or is_mfa_enabled(account)


class AskForm(RequestLoginCodeForm):  # type: ignore[misc]
    """Where the code goes. The page that follows is the same for every address."""

    _user: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.EmailField(
            label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
        )

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if self._user and not may_use_code(self._user):
            self._user = None
        return email


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The six digits as typed, spaces allowed, against those of the seed."""

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, code=digits(code) if code else "", **kwargs)
        self.fields["code"] = forms.CharField(
            label=_("Code of six digits"),
            max_length=20,
            widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        )
