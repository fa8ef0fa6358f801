"""Starting a trajectory, and what is added to it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.forms.parts import SEEN_BY, chips, day
from werkzaam.web.journey.models.labels import DOMAINS, EXIT_REASONS, LADDER, PHASES


class IntakeForm(forms.Form):
    """The start of a trajectory."""

    programme: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Programme"), empty_label=None
    )
    team: forms.ModelChoiceField[Any] = forms.ModelChoiceField(None, label=_("Team"), empty_label=None)
    started_on = forms.DateField(label=_("Starts on"), widget=day())
    dream = forms.CharField(
        label=_("What would this person like to do most?"),
        max_length=500,
        required=False,
        help_text=_("In the person's own words. Seen by: the coaches of your team and the person."),
    )
    strengths = forms.CharField(
        label=_("What is this person good at?"),
        max_length=500,
        required=False,
        help_text=_("In the person's own words. Seen by: the coaches of your team and the person."),
    )

    def __init__(self, *args: Any, programmes: Any, teams: Any, on: date) -> None:
        super().__init__(*args)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self.initial = {"started_on": on}


class NeedForm(forms.Form):
    """One need: a life domain and the person's own words."""

    domain = forms.ChoiceField(label=_("About"))
    wish = forms.CharField(
        label=_("In the person's own words"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=SEEN_BY,
    )

    def __init__(self, *args: Any, domains: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["domain"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, label) for code, label in DOMAINS if code in domains]


class OptionalNeedForm(NeedForm):
    """A need at intake: left empty where there is nothing to say."""

    domain = forms.ChoiceField(label=_("About"), required=False)
    wish = forms.CharField(
        label=_("In the person's own words"), max_length=500, required=False, help_text=SEEN_BY
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["domain"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *field.choices]  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("wish") and not values.get("domain"):
            self.add_error("domain", _("Choose what this is about."))
        if values.get("domain") and not values.get("wish"):
            self.add_error("wish", _("Write what the person said, or choose – above."))
        return values


NeedForms = forms.formset_factory(OptionalNeedForm, extra=3, max_num=9)


class RatingForm(forms.Form):
    rung = forms.TypedChoiceField(label=_("Rung"), coerce=int, choices=LADDER, widget=forms.RadioSelect())
    evidence = forms.CharField(
        label=_("What did you see or hear?"),
        max_length=500,
        help_text=_("A fact, not a feeling. Seen by: the coaches of your team and the person."),
    )
    potential = forms.TypedChoiceField(
        label=_("Which rung is possible?"),
        coerce=int,
        empty_value=None,
        choices=[("", "–"), *LADDER],
        required=False,
    )
    on = forms.DateField(label=_("Day"), widget=day())


class PhaseForm(forms.Form):
    phase = forms.ChoiceField(label=_("Phase"), choices=PHASES, widget=chips())
    on = forms.DateField(label=_("Since"), widget=day())


class EndForm(forms.Form):
    exit_reason = forms.ChoiceField(label=_("Reason"), choices=EXIT_REASONS, widget=forms.RadioSelect())
    ended_on = forms.DateField(label=_("Last day"), widget=day())
