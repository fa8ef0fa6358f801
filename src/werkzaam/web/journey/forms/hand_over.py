"""Forms on a hand-over: to whom with which page, the participant's word, the new coach's answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.forms.lines import CLOCK
from werkzaam.web.journey.forms.parts import chips
from werkzaam.web.journey.rules.hand_over import MOST_CHARACTERS


def said_yes(word: object) -> bool:
    return word == "yes"


class HandOverForm(forms.Form):
    receiver = forms.ChoiceField(label=_("To whom?"))
    page = forms.CharField(
        label=_("The page that goes along"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "Write it together with the person. Seen by: the person first, and the new coach after the person says yes."
        ),
    )
    working_days = forms.TypedChoiceField(
        label=_("Finished within how many working days?"),
        coerce=int,
        choices=CLOCK,
        widget=chips(),
        initial=5,
    )

    def __init__(self, *args: Any, receivers: Iterable[tuple[str, str]], page: str) -> None:
        super().__init__(*args)
        self.fields["receiver"].choices = list(receivers)  # type: ignore[attr-defined]
        self.initial = {"page": page}


class ApproveForm(forms.Form):
    """The participant decides whether the page may go."""

    approved = forms.TypedChoiceField(
        label=_("May your new coach read this page?"),
        coerce=said_yes,
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=chips(),
    )
    reason = forms.CharField(
        label=_("What should be different?"),
        max_length=300,
        required=False,
        help_text=_("Seen by: you and the coaches of your team."),
    )


class AcceptForm(forms.Form):
    """The new coach answers."""

    accepted = forms.TypedChoiceField(
        label=_("Do you take over?"),
        coerce=said_yes,
        choices=[("yes", _("Yes, I take over")), ("no", _("No"))],
        widget=chips(),
    )
    reason = forms.CharField(
        label=_("Why not?"),
        max_length=300,
        required=False,
        help_text=_("Needed for a no. Seen by: the coaches of the other team and the person."),
    )
