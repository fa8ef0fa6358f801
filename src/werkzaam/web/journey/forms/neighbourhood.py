"""A meeting place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PlaceForm(forms.Form):
    """Where people meet: seen by everyone who works in the neighbourhood."""

    name = forms.CharField(label=_("Name"), max_length=200)
    neighbourhood: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Neighbourhood"), empty_label=None
    )
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    open_when = forms.CharField(
        label=_("When is it open?"),
        max_length=200,
        required=False,
        help_text=_("For example: Tuesday morning."),
    )
    is_accessible = forms.BooleanField(label=_("Accessible by wheelchair"), required=False)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    latitude = forms.FloatField(
        label=_("Latitude"), min_value=-90, max_value=90, required=False,
        help_text=_("For the point on the map. Both numbers, or neither."),
    )  # fmt: skip
    longitude = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180, required=False)

    def __init__(self, *args: Any, neighbourhoods: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["neighbourhood"].queryset = neighbourhoods  # type: ignore[attr-defined]
