import re

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

NUMBER = re.compile(r"[0-9a-f]{5}-[0-9a-f]{5}")


class EnvelopesForm(forms.Form):
    """The numbers on letters, as they stand there; comes out as a list."""

    study = forms.SlugField(label=_("Code of the study"), max_length=50)
    numbers = forms.CharField(
        label=_("Numbers on the letters"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
        help_text=_(
            "One on each line, such as 7f3a9-1c2d4. That you looked is written down for each person."
        ),
    )

    def clean_numbers(self) -> list[str]:
        said = self.cleaned_data["numbers"].lower().split()
        if wrong := [one for one in said if not NUMBER.fullmatch(one)]:
            message = now("This is no number of a letter: %(wrong)s. Nobody was looked up.")
            raise forms.ValidationError(message % {"wrong": ", ".join(wrong[:3])})
        return sorted(set(said))


class StudyForm(forms.Form):
    """Which study needs keys."""

    study = forms.SlugField(
        label=_("Code of the study"),
        help_text=_("The researcher tells you this code, for example: neighbourhood-2026."),
        max_length=50,
    )
    is_sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
