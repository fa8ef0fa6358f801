"""What a researcher fills in about the field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from werkzaam.web.survey.models import Instrument

LARGEST = 500_000


class RoundForm(forms.Form):
    """`waves` are (key, label) of the waves that have their days."""

    wave = forms.ChoiceField(label=lazy("Wave"))
    instrument = forms.ModelChoiceField(Instrument.objects.none(), label=lazy("Questionnaire"), empty_label=None)

    def __init__(self, *args: Any, waves: list[tuple[str, str]], instruments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wave"].choices = waves  # type: ignore[attr-defined]
        self.fields["instrument"].queryset = instruments  # type: ignore[attr-defined]


class InstrumentForm(forms.Form):
    definition = forms.FileField(
        label=lazy("Questionnaire (TOML)"),
        help_text=lazy("Researchers see it here; respondents see its questions. A version never changes."),
    )

    def clean_definition(self) -> str:
        given = self.cleaned_data["definition"]
        if given.size > LARGEST:
            raise forms.ValidationError(_("This file is too large for a questionnaire (more than 500 kB)."))
        try:
            return str(given.read().decode("utf-8"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("This file is not UTF-8 text. Save it as UTF-8 and choose it again.")) from None
