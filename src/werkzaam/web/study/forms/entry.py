"""What a researcher fills in about a study."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkzaam.web.study.models import Deviation, Wave
from werkzaam.web.study.rules import read_lines

LARGEST = 200_000  # bytes: a plan is a page or ten, not a data file


class PlanForm(forms.Form):
    """A plan, pasted or as a file; the file goes before the pasted text."""

    plan_toml = forms.CharField(
        label=_("The plan (TOML)"),
        required=False,
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "wz-code"}),
        help_text=_("Researchers of your organisation see it. After publication everyone can read it."),
    )
    plan_file = forms.FileField(label=_("Or choose a file"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if given := cleaned.get("plan_file"):
            cleaned["plan_toml"] = self._read(given)
        if not self.errors and not cleaned.get("plan_toml", "").strip():
            self.add_error("plan_toml", _("Paste a plan, or choose a file."))
        return cleaned

    def _read(self, given: Any) -> str:
        if given.size > LARGEST:
            self.add_error("plan_file", _("This file is too large for a plan (more than 200 kB)."))
            return ""
        try:
            return str(given.read().decode("utf-8"))
        except UnicodeDecodeError:
            self.add_error(
                "plan_file", _("This file is not UTF-8 text. Save it as UTF-8 and choose it again.")
            )
            return ""


class NewStudyForm(PlanForm):
    organisation = forms.ChoiceField(label=_("Organisation that does the study"))
    programme = forms.SlugField(
        label=_("Code of the programme"),
        help_text=_("Small letters, digits and hyphens, such as via-esdoorn."),
    )
    field_order = ["organisation", "programme", "plan_toml", "plan_file"]

    def __init__(self, *args: Any, organisations: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = list(organisations.items())  # type: ignore[attr-defined]


class WaveForm(forms.ModelForm[Wave]):
    class Meta:
        model = Wave
        fields = ["opens_on", "closes_on"]
        widgets = {name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in fields}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True


class AllocationForm(forms.Form):
    """Pseudonyms with their arm, one a line."""

    use_required_attribute = False  # the design system shows an empty required textarea as an error at once
    lines = forms.CharField(
        label=_("Pseudonyms and arms"),
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "wz-code"}),
        help_text=_(
            "One a line: pseudonym, arm. The key-holder gives you the pseudonyms. Never write a name here: "
            "researchers see this list."
        ),
    )

    def clean_lines(self) -> dict[str, str]:
        lines, wrong = read_lines(self.cleaned_data["lines"])
        if wrong:
            numbers = ", ".join(str(number) for number in wrong[:10])
            raise forms.ValidationError(
                _("These lines are not “pseudonym, arm”: %(lines)s. Nobody was allocated yet."),
                params={"lines": numbers},
            )
        arms: dict[str, str] = {}
        for line in lines:
            if arms.setdefault(line.pseudonym, line.arm) != line.arm:
                raise forms.ValidationError(
                    _("Line %(line)s puts a pseudonym in a second arm. Nobody was allocated yet."),
                    params={"line": line.number},
                )
        return arms


class DeviationForm(forms.ModelForm[Deviation]):
    use_required_attribute = False

    class Meta:
        model = Deviation
        fields = ["on", "kind", "text"]
        widgets = {
            "on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "text": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"text": _("Everyone who reads the report sees this. Do not write about a person.")}
