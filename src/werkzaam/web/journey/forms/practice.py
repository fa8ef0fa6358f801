"""Encounters and placements."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from werkzaam.problem import Problem
from werkzaam.web.journey.forms.employer import weekdays
from werkzaam.web.journey.forms.parts import SEEN_BY, chips, day
from werkzaam.web.journey.models.labels import OUTCOMES
from werkzaam.web.journey.models.labels.practice import ENCOUNTER_KINDS, END_REASONS, PLACEMENT_KINDS
from werkzaam.web.journey.rules.codes import Outcome

SEEN_BY_ALL = _("Seen by: the person, the coaches of your team, and the employer in the agreement.")


class OnceForm(forms.Form):
    """A form that carries the id of what it makes: posting it twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id"].initial = uuid.uuid4

    def refuse(self, problem: Problem) -> None:
        """Show why nothing was saved and keep all that was filled in; the next try makes one of its own."""
        self.add_error(None, problem.message)
        kept = QueryDict(mutable=True)
        kept.update(self.data)
        kept["id"] = str(uuid.uuid4())
        self.data = kept


class ChooseEmployerForm(forms.Form):
    employer: forms.ModelChoiceField[Any] = forms.ModelChoiceField(None, label=_("Employer"))

    def __init__(self, *args: Any, employers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = employers  # type: ignore[attr-defined]


class EncounterForm(OnceForm):
    employer: forms.ModelChoiceField[Any] = forms.ModelChoiceField(None, label=_("Employer"))
    kind = forms.ChoiceField(label=_("What"), choices=ENCOUNTER_KINDS, widget=chips())
    on = forms.DateField(label=_("Day"), widget=day())
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=OUTCOMES, widget=chips(), initial=Outcome.HELD.value
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=600, initial=60)
    feedback = forms.CharField(
        label=_("What did the employer say?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=SEEN_BY,
    )

    def __init__(self, *args: Any, employers: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = employers  # type: ignore[attr-defined]
        self.fields["on"].initial = on


class EarlierField(forms.ModelChoiceField[Any]):
    """An earlier placement by what and where it was."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.get_kind_display()}, {obj.employer}"


class PlacementForm(OnceForm):
    """A placement at an employer that was chosen before; `kinds` are those of the programme."""

    kind = forms.ChoiceField(label=_("Kind"))
    vacancy: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Vacancy"), required=False, empty_label="–"
    )
    supervisor: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None,
        label=_("Supervisor"),
        required=False,
        empty_label="–",
        help_text=_("Gets a link to tell how it goes in weeks 1, 4 and 12."),
    )
    previous = EarlierField(None, label=_("Follows from"), required=False, empty_label="–")
    starts_on = forms.DateField(label=_("First day"), widget=day())
    ends_on = forms.DateField(label=_("Last day"), widget=day(), required=False)
    days = weekdays()
    hours_per_week = forms.IntegerField(label=_("Hours a week"), min_value=0, max_value=60)
    tasks = forms.CharField(
        label=_("What will the person do?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=SEEN_BY_ALL,
    )
    learns = forms.CharField(
        label=_("What will the person learn?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=SEEN_BY_ALL,
    )

    def __init__(
        self, *args: Any, kinds: Iterable[str], contacts: Any, vacancies: Any, earlier: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        used = set(kinds)
        self.fields["kind"].choices = [pair for pair in PLACEMENT_KINDS if pair[0] in used]  # type: ignore[attr-defined]
        found = {"supervisor": contacts, "vacancy": vacancies, "previous": earlier}
        for name, queryset in found.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
            if not queryset.exists():
                del self.fields[name]


class EndPlacementForm(forms.Form):
    end_reason = forms.ChoiceField(label=_("Reason"), choices=END_REASONS, widget=forms.RadioSelect())
    ended_on = forms.DateField(label=_("Last day"), widget=day())
