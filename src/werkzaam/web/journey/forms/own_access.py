"""Where the participant gets the codes to sign in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AccessForm(forms.Form):
    email = forms.EmailField(
        label=_("The person's own e-mail address"),
        help_text=_(
            "Codes to sign in go there. Use an address that nobody else reads. It cannot be changed here later."
        ),
    )
