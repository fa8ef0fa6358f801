"""Registering someone: the intake form."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from werkzaam.web.people import queries
from werkzaam.web.people.models import Neighbourhood, Organisation
from werkzaam.web.people.rules import Access

REGISTER = "people.register_person"
ELSEWHERE = _("This neighbourhood belongs to another organisation. Choose one of this organisation, or none.")


class Intake(forms.Form):
    """Only what is needed to get in touch; needs and wishes come in the first conversation."""

    id = forms.UUIDField(widget=forms.HiddenInput)  # made by the page, so that posting twice registers once
    given_name = forms.CharField(label=_("Given name"), max_length=100)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("The language this person reads best.")
    )
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Used for invitations. Without it, questionnaires go by telephone or on paper."),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=None
    )
    neighbourhood = forms.ModelChoiceField(
        Neighbourhood.objects.none(), label=_("Neighbourhood"), required=False
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        self._choices("organisation").queryset = organisations = queries.organisations(access, REGISTER)
        self._choices("neighbourhood").queryset = queries.neighbourhoods(access, REGISTER)
        if len(organisations) == 1:
            self.initial.setdefault("organisation", organisations[0])

    def _choices(self, name: str) -> forms.ModelChoiceField[Any]:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        return field

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = super().clean() or {}
        place = kept.get("neighbourhood")
        if place and place.organisation_id != getattr(kept.get("organisation"), "pk", None):
            self.add_error(
                "neighbourhood",
                _(
                    "This neighbourhood belongs to another organisation. Choose one of this organisation, or none."
                ),
            )
        return kept


class ObjectionForm(forms.Form):
    """Why did you look?"""

    words = forms.CharField(
        label=_("Do you want to say something about it?"),
        max_length=500,
        required=False,
        help_text=_("You can leave this empty. Seen by: the project leader of your municipality."),
    )


class ObjectionAnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Why this person looked"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In plain words. Seen by: the person who asks."),
    )
