"""How a round writes to people."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from werkzaam.web.survey.models import Message, Round
from werkzaam.web.survey.outbox import rules
from werkzaam.web.survey.outbox.channels import has_texts
from werkzaam.web.survey.outbox.rules import OutboxRefused

WAYS = {
    "email,sms,letter": _("e-mail; else text message; else letter"),
    "sms,email,letter": _("text message; else e-mail; else letter"),
    "email,letter": _("e-mail; else letter"),
    "letter": _("letters only"),
}


class OutboxForm(forms.Form):
    """Comes out as `reminders` (days), `incentive_cents`, `channels` and `thanks`."""

    reminders = forms.CharField(
        label=_("Reminders, in days after the invitation"),
        required=False,
        help_text=_("For example: 7, 14. Empty: no reminders. Only who has not answered gets one."),
    )
    channels = forms.ChoiceField(label=_("How people are reached"), choices=())
    thanks = forms.BooleanField(label=_("Send thanks after the answers"), required=False)
    incentive = forms.DecimalField(
        label=_("Thank-you per questionnaire, in euros"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(500),
        decimal_places=2,
        help_text=_("The same for every arm. Empty: none."),
    )

    def __init__(self, *args: Any, found: Round, **kwargs: Any) -> None:
        cents = found.incentive_cents
        texts = has_texts()
        initial = {
            "channels": ",".join(one for one in found.channels if texts or one != "sms"),
            "thanks": found.thanks,
            "reminders": ", ".join(map(str, found.reminders)),
            "incentive": f"{cents / 100:.2f}" if cents else "",
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        ways = [(key, label) for key, label in WAYS.items() if texts or "sms" not in key]
        self.fields["channels"].choices = ways  # type: ignore[attr-defined]

    def clean_reminders(self) -> list[int]:
        said = [word for word in re.split(r"[\s,;]+", self.cleaned_data["reminders"]) if word]
        try:
            return rules.tidy_days([int(word) for word in said])
        except (ValueError, OutboxRefused):
            message = now("Write whole days from 2 to %(last)d, with commas between, such as 7, 14.")
            raise forms.ValidationError(message % {"last": rules.LATEST_REMINDER}) from None

    def clean_channels(self) -> list[str]:
        return str(self.cleaned_data["channels"]).split(",")

    @property
    def cents(self) -> int:
        return int((self.cleaned_data.get("incentive") or Decimal(0)) * 100)


class FilterForm(forms.Form):
    """Which messages a page lists."""

    status = forms.ChoiceField(label=_("State"), required=False)
    channel = forms.ChoiceField(label=_("Sent by"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("all"))]
        self.fields["status"].choices = [*every, *Message.Status.choices]  # type: ignore[attr-defined]
        self.fields["channel"].choices = [*every, *Message.Channel.choices]  # type: ignore[attr-defined]
