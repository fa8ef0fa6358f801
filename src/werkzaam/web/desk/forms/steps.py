"""What a researcher chooses at the desk; every other step is one button."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ExportForm(forms.Form):
    """What goes along in a download."""

    open_answers = forms.BooleanField(
        label=_("Also what people wrote in their own words"),
        help_text=_(
            "They can hold names. Take them only when your question needs them, and read them first."
        ),
        required=False,
    )
