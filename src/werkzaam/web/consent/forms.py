from django import forms
from django.utils.translation import gettext_lazy as _


class StudyForm(forms.Form):
    """Which study needs keys."""

    study = forms.SlugField(
        label=_("Code of the study"),
        help_text=_("The researcher tells you this code, for example: neighbourhood-2026."),
        max_length=50,
    )
    is_sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
