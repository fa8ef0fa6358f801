"""Quick contact."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkzaam.problem import Problem
from werkzaam.web.journey.forms.parts import SEEN_BY, chips, day
from werkzaam.web.journey.models import Trajectory
from werkzaam.web.journey.models.labels import CHANNELS, OUTCOMES
from werkzaam.web.journey.rules.appointment import MINUTES
from werkzaam.web.journey.rules.codes import Outcome

CHOICES = [(minutes, str(minutes)) for minutes in MINUTES]
CHOOSE = {"required": _("Choose the person you had contact with.")}
CHIPS = 6  # people within one tap; the others stand in a list


class ContactForm(forms.Form):
    """Quick contact: the person, the channel, how long; all else is filled in already."""

    use_required_attribute = False  # a browser would ask for a chip where someone was chosen from the list

    id = forms.UUIDField(widget=forms.HiddenInput)
    trajectory = forms.TypedChoiceField(
        label=_("With whom"), coerce=int, error_messages=CHOOSE, widget=chips()
    )
    other = forms.TypedChoiceField(label=_("Someone else"), coerce=int, required=False)
    channel = forms.ChoiceField(label=_("How"), choices=CHANNELS, widget=chips())
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=OUTCOMES, widget=chips(), initial=Outcome.HELD.value
    )
    minutes = forms.TypedChoiceField(
        label=_("Minutes"), coerce=int, choices=CHOICES, widget=chips(), initial=30
    )
    on = forms.DateField(label=_("Day"), widget=day())
    note = forms.CharField(label=_("Note"), max_length=500, required=False, help_text=SEEN_BY)
    next_step = forms.CharField(label=_("Next step"), max_length=200, required=False, help_text=SEEN_BY)
    next_on = forms.DateField(label=_("Next step by"), required=False, widget=day())

    def __init__(
        self,
        *args: Any,
        people: Sequence[Trajectory],
        on: date,
        chosen: int | None = None,
        begun: Mapping[str, object] | None = None,
        **kwargs: Any,
    ) -> None:
        """`people` to choose from, `chosen` among them; `begun` holds what is known before: a draft, an appointment."""
        super().__init__(*args, **{"auto_id": "contact_%s", **kwargs})
        self.people = {one.pk: one for one in people}
        self.initial = {"id": uuid.uuid4(), "on": on, "trajectory": chosen, **(begun or {})}
        options = [(one.pk, str(one.person)) for one in people]
        self._offer(options, alone=len(options) == 1)

    def _offer(self, options: list[tuple[int, str]], *, alone: bool) -> None:
        """A few people as chips, the rest in a list; where there is one person only, nothing to choose."""
        self.fields["trajectory"].choices = options[:CHIPS]  # type: ignore[attr-defined]
        self.fields["other"].choices = [("", "–"), *options[CHIPS:]]  # type: ignore[attr-defined]
        if len(options) <= CHIPS:
            del self.fields["other"]
        if alone:
            self.fields["trajectory"].widget = forms.HiddenInput()
            self.initial["trajectory"] = options[0][0]

    def clean(self) -> dict[str, Any]:
        """A person from the list goes before a chip: it was chosen last."""
        values = super().clean() or {}
        chosen = values.get("other") or values.get("trajectory")
        if values.get("other"):
            self.errors.pop("trajectory", None)
        return {**values, "trajectory": self.people.get(chosen or 0)}

    def values(self) -> dict[str, Any]:
        """What `log_contact` wants to know."""
        return {name: value for name, value in self.cleaned_data.items() if name != "other"}

    def draft(self) -> dict[str, str]:
        """What stands in the form as it was posted, whole or not; the person is kept beside it."""
        names = [name for name in self.fields if name not in {"id", "trajectory", "other"}]
        return {name: self.data[name] for name in names if self.data.get(name)}

    def refuse(self, problem: Problem) -> None:
        """Show why nothing was saved and keep all that was filled in; the next try is a contact of its own."""
        self.add_error(None, problem.message)
        self.data = {**self.data.dict(), "id": str(uuid.uuid4())}  # type: ignore[attr-defined]
