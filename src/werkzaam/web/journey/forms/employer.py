"""Employers, the people there, the places they offer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.forms.parts import day
from werkzaam.web.journey.models.labels.intake import LEVELS
from werkzaam.web.journey.models.labels.practice import PLACEMENT_KINDS

ISO_DAYS = [(number + 1, name) for number, name in WEEKDAYS.items()]  # Monday 1 … Sunday 7
SEEN_BY_STAFF = _("Seen by: the coaches of your organisation.")


def weekdays() -> forms.TypedMultipleChoiceField:
    """Weekdays as chips; none chosen is any day."""
    return forms.TypedMultipleChoiceField(
        label=_("Days"),
        coerce=int,
        choices=ISO_DAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "wz-chips"}),
        help_text=_("Choose none if it can be any day."),
    )


class EmployerForm(forms.Form):
    organisation: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("For which organisation"), empty_label=None
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    sector = forms.CharField(label=_("Sector"), max_length=100, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    neighbourhood: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Neighbourhood"), required=False, empty_label="–"
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    is_active = forms.BooleanField(label=_("People can be placed here"), required=False, initial=True)

    def __init__(self, *args: Any, organisations: Any, neighbourhoods: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["neighbourhood"].queryset = neighbourhoods  # type: ignore[attr-defined]


class EmployerContactForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    job = forms.CharField(label=_("Job"), max_length=100, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Links to sign and to tell how it goes are sent here.")
    )
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    language = forms.ChoiceField(label=_("Language of the letters"), choices=lambda: settings.LANGUAGES)
    is_active = forms.BooleanField(label=_("Works here"), required=False, initial=True)


class VacancyForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=PLACEMENT_KINDS)
    title = forms.CharField(label=_("Title"), max_length=200)
    description = forms.CharField(
        label=_("What is to be done?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=SEEN_BY_STAFF,
    )
    level = forms.ChoiceField(label=_("Language level needed"), choices=[("", "–"), *LEVELS], required=False)
    days = weekdays()
    hours_per_week = forms.IntegerField(label=_("Hours a week"), min_value=1, max_value=60, required=False)
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=200, initial=1)
    opens_on = forms.DateField(label=_("From"), widget=day())
    closes_on = forms.DateField(label=_("Until"), widget=day(), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opens_on"].initial = on
