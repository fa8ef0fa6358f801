"""Forms on short lines: commitments, a question, its answer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkzaam.problem import Problem
from werkzaam.web.journey.forms.parts import chips, day
from werkzaam.web.journey.models import Trajectory
from werkzaam.web.journey.models.labels.lines import COMMITMENT_STATUSES, SHARES, TOPICS
from werkzaam.web.journey.rules.codes.lines import CommitmentStatus
from werkzaam.web.journey.rules.lines import WORKING_DAYS

CLOCK = [(days, str(days)) for days in WORKING_DAYS]


class CommitmentForm(forms.Form):
    programme: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Programme"), empty_label=None
    )
    organisation: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Organisation"), empty_label=None
    )
    what = forms.CharField(
        label=_("What will be done?"),
        max_length=300,
        help_text=_("Name no participants. Seen by: everyone who works on this programme."),
    )
    who = forms.CharField(
        label=_("Who answers for it?"),
        max_length=200,
        help_text=_("A function, not a name. Seen by: everyone who works on this programme."),
    )
    agreed_on = forms.DateField(label=_("Agreed on"), widget=day())
    due_on = forms.DateField(label=_("By when?"), widget=day())

    def __init__(self, *args: Any, programmes: Any, organisations: Any, on: date) -> None:
        super().__init__(*args)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.initial = {"agreed_on": on}


class SettleForm(forms.Form):
    status = forms.ChoiceField(
        label=_("Was it kept?"),
        choices=[pair for pair in COMMITMENT_STATUSES if pair[0] != CommitmentStatus.OPEN],
        widget=chips(),
    )
    settled_on = forms.DateField(label=_("Day"), widget=day())
    explanation = forms.CharField(
        label=_("Explanation"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed if it was not kept. Seen by: everyone who works on this programme."),
    )


class QuestionForm(forms.Form):
    """A question to another professional. Nothing is shared until it is chosen."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    topic = forms.ChoiceField(label=_("About"), choices=TOPICS, widget=chips())
    whom = forms.ChoiceField(label=_("To whom?"))
    question = forms.CharField(
        label=_("Your question"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Ask without the name if you can. Seen by: who is asked, the coaches of your team and the person."
        ),
    )
    shares = forms.MultipleChoiceField(
        label=_("What does the question need?"),
        choices=SHARES,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("Only what you choose here goes along. The rest of the file stays closed."),
    )
    need: forms.ModelChoiceField[Any] = forms.ModelChoiceField(None, label=_("Which need?"), required=False)
    goal: forms.ModelChoiceField[Any] = forms.ModelChoiceField(None, label=_("Which goal?"), required=False)
    working_days = forms.TypedChoiceField(
        label=_("Answer within how many working days?"), coerce=int, choices=CLOCK, widget=chips(), initial=3
    )

    def __init__(self, *args: Any, trajectory: Trajectory, whom: Iterable[tuple[str, str]]) -> None:
        super().__init__(*args)
        self.initial = {"id": uuid.uuid4()}
        self.fields["whom"].choices = list(whom)  # type: ignore[attr-defined]
        need, goal = self.fields["need"], self.fields["goal"]
        need.queryset, goal.queryset = trajectory.needs.all(), trajectory.goals.all()  # type: ignore[attr-defined]
        need.label_from_instance = lambda one: f"{one.get_domain_display()}: {one.wish}"  # type: ignore[attr-defined]
        goal.label_from_instance = lambda one: one.words  # type: ignore[attr-defined]

    def refuse(self, problem: Problem) -> None:
        """Show why nothing was sent and keep all that was filled in; the next try is a question of its own."""
        self.add_error(None, problem.message)
        self.data = {**self.data.dict(), "shares": self.data.getlist("shares"), "id": str(uuid.uuid4())}  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Seen by: the coaches who asked, and the person. Never by researchers."),
    )
