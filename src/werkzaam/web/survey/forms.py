"""What a researcher fills in about the field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from werkzaam.core.measure.sheet import LARGEST, Book, SheetFault, SheetProblem, read_book
from werkzaam.web.survey.models import Instrument


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
    """`definition` comes out as a Book; faults of the sheet itself are in `faults`."""

    definition = forms.FileField(
        label=_("Questionnaire (XLSForm: .xlsx or .csv)"),
        help_text=_(
            "Sheets “survey”, “choices” and “settings”. Researchers see it here; respondents see its questions. A "
            "version never changes."
        ),
    )
    faults: tuple[SheetFault, ...] = ()

    def clean_definition(self) -> Book:
        given = self.cleaned_data["definition"]
        try:
            return read_book(given.read(LARGEST + 1), given.name)
        except SheetProblem as problem:
            raise self.refused(problem) from None

    def refused(self, problem: SheetProblem) -> forms.ValidationError:
        """Keeps the faults for the page to list."""
        self.faults = problem.faults
        count = len(problem.faults)
        return forms.ValidationError(
            ngettext(
                "Nothing was kept: %(count)s fault, listed below.",
                "Nothing was kept: %(count)s faults, listed below.",
                count,
            )
            % {"count": count}
        )
