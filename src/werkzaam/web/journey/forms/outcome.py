"""What came after: an outcome, its end, an aftercare check; and the period of a table."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.forms.parts import SEEN_BY, chips, day
from werkzaam.web.journey.models import Programme
from werkzaam.web.journey.models.labels.outcome import OUTCOME_KINDS, OUTCOME_SOURCES, REACHED
from werkzaam.web.journey.models.labels.practice import PLACEMENT_KINDS
from werkzaam.web.journey.rules.outcome import MOST_HOURS
from werkzaam.web.journey.rules.outcome_provision import GROUP_TRAINING, JOB_COACH

PROVISION_LABELS = [
    *PLACEMENT_KINDS,
    (JOB_COACH, _("Guidance by a job coach")),
    (GROUP_TRAINING, _("Group training")),
]


class OutcomeForm(forms.Form):
    """Where someone stands, since when, and who says so."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Where does this person stand?"), choices=OUTCOME_KINDS, widget=forms.RadioSelect()
    )
    on = forms.DateField(label=_("Since"), widget=day())
    hours_per_week = forms.IntegerField(
        label=_("Hours a week"), min_value=0, max_value=MOST_HOURS, required=False
    )
    source = forms.ChoiceField(label=_("Who says so?"), choices=OUTCOME_SOURCES, widget=chips())
    employer: forms.ModelChoiceField[Any] = forms.ModelChoiceField(None, label=_("Employer"), required=False)
    placement: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Came from this placement"), required=False
    )
    evidence = forms.CharField(
        label=_("What did you see or hear?"), max_length=500, required=False, help_text=SEEN_BY
    )

    def __init__(self, *args: Any, employers: Any, placements: Any, on: date) -> None:
        super().__init__(*args)
        self.initial = {"id": uuid.uuid4(), "on": on}
        self.fields["employer"].queryset = employers  # type: ignore[attr-defined]
        self.fields["placement"].queryset = placements  # type: ignore[attr-defined]

    def refuse(self, message: str) -> None:
        """Show why nothing was saved and keep what was filled in; the next try is an outcome of its own."""
        self.add_error(None, message)
        self.data = {**self.data.dict(), "id": str(uuid.uuid4())}  # type: ignore[attr-defined]


class OutcomeEndForm(forms.Form):
    until_on = forms.DateField(label=_("Last day"), widget=day())


class AftercareForm(forms.Form):
    """One check: spoken or not, and where the person stands."""

    reached = forms.ChoiceField(label=_("Did you speak this person?"), choices=REACHED, widget=chips())
    kind = forms.ChoiceField(
        label=_("Where does this person stand now?"), choices=[("", _("Not spoken")), *OUTCOME_KINDS],
        required=False,
    )  # fmt: skip
    hours_per_week = forms.IntegerField(
        label=_("Hours a week"), min_value=0, max_value=MOST_HOURS, required=False
    )
    done_on = forms.DateField(label=_("Day"), widget=day())
    note = forms.CharField(label=_("Note"), max_length=500, required=False, help_text=SEEN_BY)


class PeriodForm(forms.Form):
    """Over which time a table is made."""

    since_on = forms.DateField(label=_("From"), widget=day())
    until_on = forms.DateField(label=_("Through"), widget=day())


class TableForm(PeriodForm):
    """Of which programme, and over which time."""

    programme = forms.TypedChoiceField(label=_("Programme"), coerce=int)
    field_order = ("programme",)

    def __init__(self, *args: Any, programmes: Iterable[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.pk: one for one in programmes}
        choices = [(pk, one.name) for pk, one in self.known.items()]
        self.fields["programme"].choices = choices  # type: ignore[attr-defined]

    def clean_programme(self) -> Programme:
        return self.known[self.cleaned_data["programme"]]


class ProvisionForm(forms.Form):
    """Which code a provision goes by, from a day on."""

    provision = forms.ChoiceField(label=_("What we do"), choices=PROVISION_LABELS)
    code = forms.CharField(label=_("Code"), max_length=10)
    label = forms.CharField(
        label=_("Name in the statistics"), max_length=200,
        help_text=_("As Statistics Netherlands writes it in the guideline of that year."),
    )  # fmt: skip
    since_on = forms.DateField(label=_("From"), widget=day())
