"""The own plan, and what is proposed for it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.forms.parts import SEEN_BY, chips, day
from werkzaam.web.journey.models.labels import DOMAINS
from werkzaam.web.journey.models.labels.plan import ATTAINMENT_LEVELS, PROPOSAL_KINDS
from werkzaam.web.journey.rules.codes.plan import GoalStatus

SEEN_BY_MY_COACHES = _("Seen by: you and the coaches of your team. Never by researchers.")


class GoalForm(forms.Form):
    """A goal in own words; the page makes the id, so that posting twice makes one goal."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(label=_("What do you want?"), max_length=300, help_text=SEEN_BY_MY_COACHES)
    domain = forms.ChoiceField(label=_("What is it about?"), choices=[("", "–"), *DOMAINS], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())


class GoalWordsForm(forms.Form):
    """Other words for a goal; `version` is the one that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(label=_("What do you want?"), max_length=300, help_text=SEEN_BY_MY_COACHES)


class StepForm(forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(label=_("What will you do?"), max_length=300, help_text=SEEN_BY_MY_COACHES)
    by_on = forms.DateField(label=_("Ready on"), required=False, widget=day())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args, **{"auto_id": "step_%s", **kwargs}
        )  # it stands beside another form with words
        self.initial.setdefault("id", uuid.uuid4())


class StepWordsForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(label=_("What will you do?"), max_length=300, help_text=SEEN_BY_MY_COACHES)
    by_on = forms.DateField(label=_("Ready on"), required=False, widget=day())


class StatusForm(forms.Form):
    """One tap: reached, stopped, or busy with it again."""

    version = forms.IntegerField()
    status = forms.ChoiceField(choices=[(status.value, status.value) for status in GoalStatus])


class AnswerForm(forms.Form):
    """Yes or no is the button; the words are free to leave out."""

    answer = forms.CharField(
        label=_("Do you want to say something about it?"),
        max_length=300,
        required=False,
        help_text=SEEN_BY_MY_COACHES,
    )


class GoalChoice(forms.ModelChoiceField[Any]):
    """Goals by their words."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.words)


class ProposalForm(forms.Form):
    """What a coach proposes; the participant decides."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What do you propose?"), choices=PROPOSAL_KINDS, widget=chips())
    goal: forms.ModelChoiceField[Any] = GoalChoice(
        None, label=_("For which goal"), required=False, empty_label="–"
    )
    words = forms.CharField(
        label=_("In plain words"),
        max_length=300,
        required=False,
        help_text=_("The participant reads this, and says yes or no. Seen by: the person and your team."),
    )
    why = forms.CharField(label=_("Why"), max_length=300, required=False, help_text=SEEN_BY)

    def __init__(self, *args: Any, goals: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        field = self.fields["goal"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = goals


class ScaleForm(forms.Form):
    """What each level would look like; the one in the middle first in mind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for score, label in reversed(ATTAINMENT_LEVELS):
            self.fields[f"level_{score}"] = forms.CharField(
                label=label,
                max_length=300,
                required=score == 0,
                help_text=SEEN_BY_MY_COACHES if score == 0 else "",
            )

    def levels(self) -> dict[int, str]:
        return {score: self.cleaned_data[f"level_{score}"] for score, _label in ATTAINMENT_LEVELS}


class ScoreForm(forms.Form):
    score = forms.TypedChoiceField(
        label=_("How far is it now?"), coerce=int, choices=ATTAINMENT_LEVELS, widget=forms.RadioSelect()
    )
    on = forms.DateField(label=_("Day"), widget=day())
