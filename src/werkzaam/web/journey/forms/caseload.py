"""Giving people to another coach."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _


class ReassignForm(forms.Form):
    """Who was ticked on the board, and who guides them from now on."""

    trajectories = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Tick at least one person.")}, label=_("People")
    )
    coach = forms.TypedChoiceField(label=_("New coach"), coerce=UUID)

    def __init__(self, *args: Any, coaches: dict[UUID, str]) -> None:
        super().__init__(*args)
        self.fields["coach"].choices = [("", "–"), *((str(pk), name) for pk, name in coaches.items())]  # type: ignore[attr-defined]
        ticked = self.data.getlist("trajectories") if hasattr(self.data, "getlist") else []
        self.fields["trajectories"].choices = [(pk, pk) for pk in ticked if pk.isascii() and pk.isdigit()]  # type: ignore[attr-defined]
