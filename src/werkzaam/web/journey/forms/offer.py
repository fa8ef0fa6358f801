"""Forms on offers: the catalogue, a proposal, an answer, a need that nothing answers."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.forms.parts import SEEN_BY, chips, day
from werkzaam.web.journey.models import MeetingPlace, Need, Offer
from werkzaam.web.journey.models.labels import DOMAINS
from werkzaam.web.journey.models.labels.intake import LEVELS
from werkzaam.web.journey.models.labels.offer import LACKS, OFFER_KINDS

WEEK = [
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
]
ANSWERS = [("yes", _("Yes, I want this")), ("no", _("No, thank you"))]


class SearchForm(forms.Form):
    """What of the catalogue to show."""

    q = forms.CharField(label=_("Search by name"), required=False)
    domain = forms.ChoiceField(label=_("About"), choices=[("", _("Everything")), *DOMAINS], required=False)


class OfferForm(forms.Form):
    """One offer of the catalogue."""

    name = forms.CharField(label=_("Name of the offer"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=OFFER_KINDS)
    domain = forms.ChoiceField(label=_("Answers a need in"), choices=DOMAINS)
    provider = forms.CharField(label=_("Given by"), max_length=200, required=False)
    description = forms.CharField(
        label=_("What it is"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In plain words. Seen by: everyone who works here, and participants."),
    )
    level = forms.ChoiceField(
        label=_("Language level needed"), choices=[("", _("None")), *LEVELS], required=False
    )
    place: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        MeetingPlace.objects.none(), label=_("Meeting place"), required=False
    )
    neighbourhood: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Neighbourhood"), required=False, help_text=_("Only without a meeting place.")
    )
    is_online = forms.BooleanField(label=_("Online"), required=False)
    has_childcare = forms.BooleanField(label=_("With childcare"), required=False)
    days = forms.TypedMultipleChoiceField(
        label=_("Days"),
        coerce=int,
        choices=WEEK,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "wz-chips"}),
        help_text=_("None chosen: any day."),
    )
    hours_per_week = forms.IntegerField(label=_("Hours a week"), min_value=0, max_value=60, required=False)
    capacity = forms.IntegerField(
        label=_("Places"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("Empty: without limit."),
    )
    starts_on = forms.DateField(label=_("Starts on"), required=False, widget=day())
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=day())
    contact = forms.CharField(
        label=_("Where to enrol"),
        max_length=200,
        required=False,
        help_text=_("A desk, not a person. Seen by: everyone who works here, and participants."),
    )
    is_active = forms.BooleanField(label=_("Can be proposed now"), required=False, initial=True)

    def __init__(
        self, *args: Any, places: QuerySet[MeetingPlace], neighbourhoods: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["neighbourhood"].queryset = neighbourhoods  # type: ignore[attr-defined]

    @classmethod
    def values(cls, offer: Offer) -> dict[str, object]:
        """An offer as this form begins with it."""
        return {name: getattr(offer, name) for name in cls.base_fields if name != "organisation"}


class NewOfferForm(OfferForm):
    """An offer, and whose catalogue it stands in."""

    organisation: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Organisation"), empty_label=None
    )
    field_order = ("organisation",)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class ProposeForm(forms.Form):
    """One tap: this offer for this need."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    offer = forms.IntegerField(widget=forms.HiddenInput)
    need: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        Need.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, needs: QuerySet[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = needs  # type: ignore[attr-defined]
        self.initial = {"id": uuid.uuid4()}


class AnswerForm(forms.Form):
    """Yes or no, in the participant's own words."""

    accepted = forms.TypedChoiceField(
        label=_("Do you want this?"), coerce=lambda said: said == "yes", choices=ANSWERS, widget=chips()
    )
    answer = forms.CharField(
        label=_("Why?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("If you say no, please tell why. Seen by: you and the coaches of your team."),
    )


class ToldAnswerForm(AnswerForm):
    """The same, as told to a coach by someone who cannot sign in."""

    answer = forms.CharField(
        label=_("In the person's own words"), max_length=300, required=False, help_text=SEEN_BY
    )


class UnmetForm(forms.Form):
    """What lacks."""

    need: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        Need.objects.none(), label=_("Need"), empty_label=None
    )
    lack = forms.ChoiceField(label=_("What lacks?"), choices=LACKS, widget=forms.RadioSelect())

    def __init__(self, *args: Any, needs: QuerySet[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["need"]
        field.queryset = needs  # type: ignore[attr-defined]
        field.label_from_instance = lambda need: f"{need.get_domain_display()}: {need.wish}"  # type: ignore[attr-defined]
