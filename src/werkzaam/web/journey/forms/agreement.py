"""Drawing up and signing an agreement; telling how it goes; asking for a new link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.forms.employer import weekdays
from werkzaam.web.journey.forms.parts import chips
from werkzaam.web.journey.models.labels.practice import GOING, PARTIES

SEEN_BY_COACH = _("Seen by: your coaches. Not by your employer, never by researchers.")
SEEN_BY_PARTIES = _("Seen by: the participant and the coaches. Never by researchers.")


class AgreementForm(forms.Form):
    """The words, and who signs for the employer."""

    text = forms.CharField(
        label=_("The agreement"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Seen by: the participant, the coaches, and who signs for the employer."),
    )
    days = weekdays()
    hours_per_week = forms.IntegerField(label=_("Hours a week"), min_value=0, max_value=60)
    signatories: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        None,
        label=_("Who signs for the employer?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One or two people. Each gets a link by e-mail, without an account."),
    )

    def __init__(self, *args: Any, contacts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signatories"].queryset = contacts  # type: ignore[attr-defined]


class SignForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=200)
    agrees = forms.BooleanField(label=_("I have read the agreement and I agree."))


class CheckInForm(forms.Form):
    """Two minutes: one tap is enough, the rest may be left empty."""

    going = forms.ChoiceField(label=_("How is it going?"), choices=GOING, widget=chips())
    hours = forms.IntegerField(
        label=_("How many hours did the participant work last week?"),
        min_value=0,
        max_value=60,
        required=False,
    )
    goes_well = forms.CharField(
        label=_("What goes well?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=SEEN_BY_PARTIES,
    )
    is_hard = forms.CharField(
        label=_("What is hard?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=SEEN_BY_PARTIES,
    )
    wants_call = forms.BooleanField(label=_("Please call me"), required=False)


class OwnCheckInForm(CheckInForm):
    """The same, told by the participant."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hours"].label = _("How many hours did you work last week?")
        for name in ("goes_well", "is_hard"):
            self.fields[name].help_text = SEEN_BY_COACH


class HeardCheckInForm(CheckInForm):
    """The same, written down by the coach."""

    party = forms.ChoiceField(label=_("Who tells this?"), choices=PARTIES, widget=chips())
    field_order = ("party",)


class ResendForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"), help_text=_("The address at which you got the first link.")
    )
