"""Planning, moving and cancelling an appointment."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.forms.parts import SEEN_BY, chips, day
from werkzaam.web.journey.models import Appointment
from werkzaam.web.journey.models.labels import CHANNELS
from werkzaam.web.journey.rules.codes import Channel
from werkzaam.web.journey.rules.codes.contact import AppointmentStatus

MINUTES = [(minutes, str(minutes)) for minutes in (15, 30, 45, 60, 90, 120)]
CANCELLED = [
    (AppointmentStatus.CANCELLED_BY_PARTICIPANT.value, _("The participant cannot come")),
    (AppointmentStatus.CANCELLED_BY_US.value, _("We cannot come")),
]


class MoveForm(forms.Form):
    """When: a day, an hour, and how long."""

    on = forms.DateField(label=_("Day"), widget=day())
    start = forms.TimeField(label=_("Start"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.TypedChoiceField(
        label=_("Minutes"), coerce=int, choices=MINUTES, widget=chips(), initial=60
    )

    def span(self) -> dict[str, datetime]:
        """From when to when, in the time of the place."""
        values = self.cleaned_data
        starts_at = timezone.make_aware(datetime.combine(values["on"], values["start"]))
        return {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=values["minutes"])}

    @staticmethod
    def of(appointment: Appointment) -> dict[str, object]:
        """What the form begins with: the appointment as it stands."""
        begin = timezone.localtime(appointment.starts_at)
        minutes = int((appointment.ends_at - appointment.starts_at).total_seconds() // 60)
        return {"on": begin.date(), "start": begin.time(), "minutes": minutes}


class AppointmentForm(MoveForm):
    """A new appointment; the form makes its id, so that a double post is harmless."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=_("How"), choices=CHANNELS, widget=chips(), initial=Channel.OFFICE.value
    )
    place: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Meeting place"), required=False, empty_label="–"
    )
    where = forms.CharField(label=_("Where"), max_length=200, required=False, help_text=SEEN_BY)

    def __init__(self, *args: Any, places: Any) -> None:
        super().__init__(*args)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.initial = {"id": uuid.uuid4()}

    def values(self) -> dict[str, Any]:
        """What `plan_appointment` wants to know."""
        names = ("id", "channel", "place", "where")
        return {**{name: self.cleaned_data[name] for name in names}, **self.span()}


class CancelForm(forms.Form):
    status = forms.ChoiceField(label=_("Who cancels?"), choices=CANCELLED, widget=chips())
