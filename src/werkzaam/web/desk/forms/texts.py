"""Texts in both languages: a form asks what the model holds, under the model's own labels."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst

LANGUAGES = ("nl", "en")


def text(model: Any, name: str, *, rows: int = 0, required: bool = False) -> forms.CharField:
    """A field for one text of a model; `rows` makes it a box of so many lines."""
    field = model._meta.get_field(name)
    own = {"lang": name[-2:]}
    widget = forms.Textarea(attrs={**own, "rows": rows}) if rows else forms.TextInput(attrs=own)
    return forms.CharField(
        label=capfirst(field.verbose_name), max_length=field.max_length, required=required, widget=widget
    )


def texts(model: Any, name: str, *, rows: int = 0, required: bool = False) -> dict[str, forms.Field]:
    """The same text in Dutch and English."""
    return {
        f"{name}_{language}": text(model, f"{name}_{language}", rows=rows, required=required)
        for language in LANGUAGES
    }


def choice(label: Any, choices: Any, *, required: bool = True, empty: Any = "–") -> forms.ChoiceField:
    listed = list(choices)
    return forms.ChoiceField(
        label=label, choices=listed if required else [("", empty), *listed], required=required
    )
