"""What a researcher fills in about the field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkzaam.web.survey.models import Instrument

LARGEST = 500_000


class RoundForm(forms.Form):
    """`waves` are (key, label) of the waves that have their days; `instruments` those that can be asked."""

    wave = forms.ChoiceField(label=_("Wave"))
    instrument = forms.TypedChoiceField(label=_("Questionnaire"))

    def __init__(
        self, *args: Any, waves: list[tuple[str, str]], instruments: list[Instrument], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        by_number = {str(found.pk): found for found in instruments}
        field = self.fields["instrument"]
        self.fields["wave"].choices = waves  # type: ignore[attr-defined]
        field.choices = [(number, str(found)) for number, found in by_number.items()]  # type: ignore[attr-defined]
        field.coerce = by_number.__getitem__  # type: ignore[attr-defined]


class InstrumentForm(forms.Form):
    definition = forms.FileField(
        label=_("Questionnaire (TOML)"),
        help_text=_("Researchers see it here; respondents see its questions. A version never changes."),
    )

    def clean_definition(self) -> str:
        given = self.cleaned_data["definition"]
        if given.size > LARGEST:
            raise forms.ValidationError(_("This file is too large for a questionnaire (more than 500 kB)."))
        try:
            return str(given.read().decode("utf-8"))
        except UnicodeDecodeError:
            message = _("This file is not UTF-8 text. Save it as UTF-8 and choose it again.")
            raise forms.ValidationError(message) from None
