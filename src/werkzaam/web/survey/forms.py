"""What a researcher fills in about the field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from werkzaam.core.measure.sheet import SheetFault, SheetProblem, Upload, received
from werkzaam.core.measure.sheet.phrases import said
from werkzaam.core.measure.sheet.upload import LARGEST_ALL
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


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """One or more files, as a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(Files, self).clean(one, initial) for one in data or [None]]


class InstrumentForm(forms.Form):
    """`definition` comes out as an Upload; faults of the sheet and its files are in `faults`."""

    definition = Files(
        label=_("Questionnaire (XLSForm: .xlsx or .csv), alone or with its sounds and pictures"),
        help_text=_(
            "Sheets “survey”, “choices” and “settings”. Sounds (mp3, ogg, m4a, wav) and pictures (png, jpeg, webp): "
            "choose all files at once, or send them in one zip. Researchers see it here; respondents see its "
            "questions. A version never changes."
        ),
    )
    faults: tuple[SheetFault, ...] = ()

    def clean_definition(self) -> Upload:
        given = self.cleaned_data["definition"]
        try:
            return received([(one.name, one.read(LARGEST_ALL + 1)) for one in given])
        except SheetProblem as problem:
            raise self.refused(problem) from None

    def lines(self) -> list[tuple[SheetFault, str]]:
        """Each fault with what is wrong, in the language of the page."""
        return [(fault, said(fault.message, (get_language() or "nl")[:2])) for fault in self.faults]

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
