from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkzaam.web.interview.models import Code, Source

SEEN = _("Seen by the researchers of this study only.")


class SourceForm(forms.ModelForm[Source]):
    """Paste a text, or choose a file."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
        help_text=_(
            "Without names, addresses or telephone numbers. Seen by the researchers of this study only."
        ),
    )
    file = forms.FileField(
        label=_("Or a text file"), required=False, help_text=_("Plain text (.txt) in UTF-8, at most 4 MB.")
    )

    class Meta:
        model = Source
        fields = ["kind", "perspective", "title", "pseudonym", "language"]
        help_texts = {
            "title": _("No names of persons. Seen by the researchers of this study only."),
            "pseudonym": _("Of the person interviewed, when the interview is with one person."),
            "language": _("Code of the language spoken, for instance nl, en, ar or ti."),
        }

    def clean_file(self) -> str:
        upload: Any = self.cleaned_data["file"]
        if upload is None:
            return ""
        try:
            return str(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ValidationError(
                _(
                    "This file is not text in UTF-8. Open it, save it as plain text (UTF-8) and choose it again."
                )
            ) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned.get("text")) == bool(cleaned.get("file")):
            raise ValidationError(_("Paste a text or choose a file: one of the two."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What `actions.add_source` takes."""
        kept = dict(self.cleaned_data)
        file = kept.pop("file")
        return {**kept, "text": kept["text"] or file}


class CodeForm(forms.ModelForm[Code]):
    class Meta:
        model = Code
        fields = ["name", "kind", "definition"]
        widgets = {"definition": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "definition": _(
                "What belongs under this code and what does not. Seen by the researchers of this study."
            )
        }


class CodingForm(forms.Form):
    """A run of sentences and a code."""

    first = forms.IntegerField(label=_("From sentence"), min_value=1)
    last = forms.IntegerField(label=_("Up to and with sentence"), min_value=1)
    code = forms.ModelChoiceField(label=_("Code"), queryset=Code.objects.none(), empty_label=None)

    def __init__(self, *args: Any, codes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].queryset = codes  # type: ignore[attr-defined]
