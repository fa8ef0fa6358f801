"""Coming in, and what is learnt in the first conversations."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.forms.parts import SEEN_BY, chips, day
from werkzaam.web.journey.models import Concept, Programme
from werkzaam.web.journey.models.labels import DOMAINS
from werkzaam.web.journey.models.labels.intake import (
    LANGUAGE_SKILLS,
    LEVEL_SOURCES,
    LEVELS,
    REFUSAL_REASONS,
    SKILL_SOURCES,
)

WEEKDAYS = (
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
)
REACH = _("Fill in a telephone number or an e-mail address: else nobody can be called.")


class WhoForm(forms.Form):
    """Names and a way to be reached, and the programme; the page makes the id."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    where = forms.ChoiceField(label=_("Programme"))
    given_name = forms.CharField(label=_("Given name"), max_length=100)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, destinations: Sequence[tuple[Programme, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        self.destinations = {f"{one.pk}-{place.pk}": (one, place) for one, place in destinations}
        field = self.fields["where"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, f"{one}, {place}") for key, (one, place) in self.destinations.items()]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not (values.get("phone") or values.get("email")):
            self.add_error("phone", REACH)
        return values

    def values(self) -> dict[str, Any]:
        """What `refer` and `refer_self` want to know."""
        rest = {name: value for name, value in self.cleaned_data.items() if name != "where"}
        programme, organisation = self.destinations[self.cleaned_data["where"]]
        return rest | {"programme": programme, "organisation": organisation}


class ReferForm(WhoForm):
    """Someone else refers a person who knows of it."""

    reason = forms.CharField(
        label=_("Why this programme?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only what the coach must know. Seen by: the coaches of this place and the person."),
    )
    agreed = forms.BooleanField(label=_("The person knows of this and wants to be called."))

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "agreed"}


class SelfForm(WhoForm):
    """Someone comes by oneself."""

    reason = forms.CharField(
        label=_("What do you want?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("You can leave this empty. Seen by: the coaches of this place. Never by researchers."),
    )


class AcceptForm(forms.Form):
    """Yes: in which team, from when; and whether this is someone who is known already."""

    team: forms.ModelChoiceField[Any] = forms.ModelChoiceField(None, label=_("Team"), empty_label=None)
    started_on = forms.DateField(label=_("Starts on"), widget=day())
    person: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Is this the same person?"), required=False, empty_label=_("No, someone new")
    )

    def __init__(self, *args: Any, teams: Any, namesakes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "accept_%s", **kwargs})
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self.fields["person"].queryset = namesakes  # type: ignore[attr-defined]
        if not namesakes:
            del self.fields["person"]


class RefuseForm(forms.Form):
    refusal_reason = forms.ChoiceField(label=_("Reason"), choices=REFUSAL_REASONS, widget=forms.RadioSelect())
    explanation = forms.CharField(
        label=_("Explanation"),
        max_length=500,
        required=False,
        help_text=_("Seen by: who referred, and the coaches of your organisation."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "refuse_%s", **kwargs})


class DomainForm(forms.Form):
    """A life domain to ask about, and why."""

    domain = forms.ChoiceField(label=_("Also ask about"))
    reason = forms.CharField(
        label=_("Why must this programme ask about it?"),
        max_length=300,
        help_text=_("Seen by: everyone who works in this programme, and the participants."),
    )

    def __init__(self, *args: Any, off: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = set(off)
        field = self.fields["domain"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, label) for code, label in DOMAINS if code in free]


class SkillForm(forms.Form):
    """A skill in own words, perhaps as it stands in the list."""

    words = forms.CharField(label=_("What can this person do?"), max_length=200, help_text=SEEN_BY)
    concept: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None,
        label=_("As it stands in the list"),
        required=False,
        empty_label=_("None of these"),
        widget=forms.RadioSelect(),
    )
    source = forms.ChoiceField(label=_("Who says so?"), choices=SKILL_SOURCES, widget=chips())
    on = forms.DateField(label=_("Day"), widget=day())

    def __init__(self, *args: Any, concepts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["concept"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Concept.objects.filter(pk__in=[one.pk for one in concepts])
        if not concepts:
            del self.fields["concept"]


class LevelForm(forms.Form):
    """One language skill at one level, and who says so."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    skill = forms.ChoiceField(label=_("Skill"), choices=LANGUAGE_SKILLS, widget=chips())
    level = forms.ChoiceField(label=_("Level"), choices=LEVELS, widget=chips())
    source = forms.ChoiceField(label=_("Who says so?"), choices=LEVEL_SOURCES, widget=chips())
    on = forms.DateField(label=_("Day"), widget=day())


class CircumstanceForm(forms.Form):
    """What an offer must fit."""

    days = forms.TypedMultipleChoiceField(
        label=_("Days that fit"),
        coerce=int,
        choices=WEEKDAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("None chosen: any day."),
    )
    hours_per_week = forms.IntegerField(
        label=_("Hours a week, at most"), required=False, min_value=1, max_value=60
    )
    travel_km = forms.IntegerField(
        label=_("Kilometres to travel, at most"), required=False, min_value=0, max_value=200
    )
    needs_childcare = forms.BooleanField(label=_("Childcare is needed"), required=False)
