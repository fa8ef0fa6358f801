"""Something happened to me; advice services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.forms.parts import chips, day
from werkzaam.web.journey.forms.practice import OnceForm
from werkzaam.web.journey.models.labels.voice import DISCRIMINATION_GROUNDS, READERS, SETTINGS, WANTED

# languages in which someone may write: by their own names
LANGUAGES = [*settings.LANGUAGES, ("other", _("Another language"))]
MAY_COUNT = _("Count this too, without my name and without my words")


def readers() -> forms.MultipleChoiceField:
    """Who may know: nobody, unless chosen."""
    return forms.MultipleChoiceField(
        label=_("Who may know?"),
        choices=READERS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose nobody if you want to keep it to yourself. You can change this any time."),
    )


class ExperienceForm(OnceForm):
    words = forms.CharField(
        label=_("What happened?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Write in your own words and language. Only the people you choose below can read it."),
    )
    language = forms.ChoiceField(label=_("In which language do you write?"), choices=LANGUAGES)
    setting = forms.ChoiceField(label=_("Where was it?"), choices=[("", "–"), *SETTINGS])
    ground = forms.ChoiceField(
        label=_("What was it about, do you think?"),
        choices=[("", "–"), *DISCRIMINATION_GROUNDS],
        required=False,
    )
    happened_on = forms.DateField(label=_("When was it?"), widget=day(), required=False)
    wanted = forms.ChoiceField(label=_("What do you want?"), choices=WANTED, widget=chips())
    readers = readers()
    may_count = forms.BooleanField(label=MAY_COUNT, required=False, initial=True)


class ReadersForm(forms.Form):
    readers = readers()
    may_count = forms.BooleanField(label=MAY_COUNT, required=False)


class AdviceServiceForm(forms.Form):
    organisation: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("For inhabitants of"), empty_label=None
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    is_active = forms.BooleanField(label=_("Can be chosen"), required=False, initial=True)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
