"""A programme, a copy of it, and each of its parts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.forms.parts import day
from werkzaam.web.journey.models.labels import CHANNELS
from werkzaam.web.journey.models.labels.outcome import OUTCOME_KINDS
from werkzaam.web.journey.models.labels.practice import PLACEMENT_KINDS
from werkzaam.web.journey.models.labels.programme import PILLARS, THEMES

CODE = _("Lower-case letters, digits and hyphens. It stands in exports and cannot be changed later.")


class FactsForm(forms.Form):
    """What may be changed in a programme."""

    name = forms.CharField(label=_("Name"), max_length=200)
    theme = forms.ChoiceField(label=_("Theme"), choices=[("", "–"), *THEMES], required=False)
    aim = forms.CharField(
        label=_("Aim"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Seen by everyone who works in this programme."),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("First day"), widget=day())
    ends_on = forms.DateField(label=_("Last day"), widget=day(), required=False)
    months = forms.IntegerField(
        label=_("Months a trajectory lasts"), min_value=1, max_value=120, required=False
    )
    caseload_norm = forms.IntegerField(label=_("Participants per coach at most"), min_value=1, max_value=500)


class ProgrammeForm(FactsForm):
    """A new programme."""

    organisation: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Organisation"), empty_label=None
    )
    code = forms.SlugField(label=_("Code"), max_length=50, help_text=CODE)
    field_order = ("organisation", "name", "code")

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class CopyForm(forms.Form):
    """Where a copy will run, and when."""

    organisation: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Organisation"), empty_label=None
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.SlugField(label=_("Code"), max_length=50, help_text=CODE)
    starts_on = forms.DateField(label=_("First day"), widget=day())
    ends_on = forms.DateField(label=_("Last day"), widget=day(), required=False)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class NormForm(forms.Form):
    from_week = forms.IntegerField(
        label=_("From week"), min_value=0, max_value=520, help_text=_("0 is the first week of a trajectory.")
    )
    contacts_per_week = forms.FloatField(label=_("Contacts a week"), min_value=0, max_value=14)
    field_order = ("from_week", "channel", "contacts_per_week")


class ChannelForm(NormForm):
    channel = forms.ChoiceField(label=_("How"), choices=CHANNELS)


class PillarForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=PILLARS)
    name = forms.CharField(label=_("Name"), max_length=200)


class CriterionForm(forms.Form):
    text = forms.CharField(label=_("Condition for taking part"), max_length=300)
    is_required = forms.BooleanField(label=_("Required"), required=False, initial=True)


class ModuleForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.SlugField(label=_("Code"), max_length=50)
    practical_hours = forms.IntegerField(label=_("Practical hours"), min_value=0, max_value=1000, initial=0)


class PlacementRuleForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=PLACEMENT_KINDS)
    max_days = forms.IntegerField(
        label=_("Days at most"), min_value=1, max_value=3660, required=False,
        help_text=_("Over all placements of this kind together. Empty: no limit."),
    )  # fmt: skip
    warn_days = forms.IntegerField(
        label=_("Warn so many days before"), min_value=0, max_value=366, initial=30
    )
    source = forms.CharField(
        label=_("Where this limit is written"), max_length=300, required=False,
        help_text=_("The law or the local rule."),
    )  # fmt: skip


class TargetForm(forms.Form):
    organisation: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Region"), empty_label=None
    )
    outcome = forms.ChoiceField(
        label=_("What"), choices=[("", _("Participants started")), *OUTCOME_KINDS], required=False
    )
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=1_000_000)
    by_on = forms.DateField(label=_("By"), widget=day())

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


PART_FORMS: dict[str, type[forms.Form]] = {
    "norm": NormForm,
    "channels": ChannelForm,
    "pillars": PillarForm,
    "criteria": CriterionForm,
    "modules": ModuleForm,
    "placement-rules": PlacementRuleForm,
    "targets": TargetForm,
}
