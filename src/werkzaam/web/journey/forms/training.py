"""Groups, their sessions, and stopping."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.forms.parts import SEEN_BY, chips, day
from werkzaam.web.journey.models import Module, Programme, TrainingGroup
from werkzaam.web.journey.models.labels.training import GROUP_STATUSES, SESSION_STATUSES
from werkzaam.web.journey.rules.training import LARGEST, Series

Choice = forms.ModelChoiceField


def hour() -> forms.TimeInput:
    """An hour, written as browsers want it."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class GroupForm(forms.Form):
    """A new group. The choices come from what the account reaches."""

    programme: Choice[Any] = forms.ModelChoiceField(None, label=_("Programme"), empty_label=None)
    organisation: Choice[Any] = forms.ModelChoiceField(None, label=_("Organisation"), empty_label=None)
    team: Choice[Any] = forms.ModelChoiceField(
        None, label=_("Team"), required=False, help_text=_("Empty: for people of every team.")
    )
    name = forms.CharField(label=_("Name of the group"), max_length=200)
    capacity = forms.IntegerField(
        label=_("Places"), min_value=1, max_value=LARGEST, initial=12,
        help_text=_("Whoever comes after that stands on the waiting list."),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("First day"), widget=day())
    ends_on = forms.DateField(label=_("Last day"), widget=day(), required=False)
    trainer: Choice[Any] = forms.ModelChoiceField(None, label=_("Trainer"), required=False)
    place: Choice[Any] = forms.ModelChoiceField(None, label=_("Meeting place"), required=False)

    def __init__(self, *args: Any, choices: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]


class GroupChangeForm(GroupForm):
    """A group that exists: whose it is stays."""

    status = forms.ChoiceField(label=_("Status"), choices=GROUP_STATUSES, widget=chips())

    def __init__(self, *args: Any, group: TrainingGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("programme", "organisation", "team"):
            del self.fields[name]
        self.initial = {name: getattr(group, name) for name in self.fields}


class SeriesForm(forms.Form):
    """Every session in one go, from the modules of the programme."""

    modules: forms.ModelMultipleChoiceField[Module] = forms.ModelMultipleChoiceField(
        None, label=_("Modules"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    times = forms.IntegerField(label=_("Sessions for each module"), min_value=1, max_value=60, initial=1)
    first_on = forms.DateField(label=_("Day of the first session"), widget=day())
    starts = forms.TimeField(label=_("Begins at"), widget=hour())
    ends = forms.TimeField(label=_("Ends at"), widget=hour())
    every_weeks = forms.TypedChoiceField(
        label=_("How often"), coerce=int, initial=1, widget=chips(),
        choices=[(1, _("Every week")), (2, _("Every two weeks")), (4, _("Every four weeks"))],
    )  # fmt: skip

    def __init__(self, *args: Any, programme: Programme, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["modules"].queryset = found = programme.modules.all()  # type: ignore[attr-defined]
        self.initial = {"first_on": on, "modules": list(found)}
        if not self.initial["modules"]:
            del self.fields["modules"]
            self.fields["times"].label = _("Number of sessions")

    def values(self) -> dict[str, Any]:
        """What `plan_series` wants to know."""
        told = dict(self.cleaned_data)
        return {"modules": told.pop("modules", []), "series": Series(**told)}


class SessionForm(forms.Form):
    """One session."""

    module: Choice[Any] = forms.ModelChoiceField(None, label=_("Module"), required=False)
    on = forms.DateField(label=_("Day"), widget=day())
    starts = forms.TimeField(label=_("Begins at"), widget=hour())
    ends = forms.TimeField(label=_("Ends at"), widget=hour())
    place: Choice[Any] = forms.ModelChoiceField(
        None, label=_("Meeting place"), required=False, help_text=_("Empty: where the group always meets.")
    )
    trainer: Choice[Any] = forms.ModelChoiceField(
        None, label=_("Trainer"), required=False, help_text=_("Empty: the trainer of the group.")
    )
    capacity = forms.IntegerField(
        label=_("Places in this room"), required=False, min_value=0, max_value=LARGEST,
        help_text=_("Only where the room holds fewer people than the group."),
    )  # fmt: skip

    def __init__(self, *args: Any, choices: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]


class SessionChangeForm(SessionForm):
    """A session that exists; `sequence` tells whether someone else changed it meanwhile."""

    sequence = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(label=_("Status"), choices=SESSION_STATUSES, widget=chips())


class StopForm(forms.Form):
    """Someone stops with the training."""

    ended_on = forms.DateField(label=_("Last day"), widget=day())
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False, help_text=SEEN_BY)
