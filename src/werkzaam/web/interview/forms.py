from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from werkzaam.core.coding.reading import LARGEST_FILE
from werkzaam.web.interview.models import Code, Coding, Pending, Perspective, Talk

LARGEST_PROJECT = 200_000_000  # bytes, packed: texts and codings alone are a tenth of it
SEEN = _("Seen by the researchers of this study only.")


class SourceForm(forms.ModelForm[Pending]):
    """Paste a text, or choose a file."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=_("Names are marked after this, and you decide on each. No sound, no pictures."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,.md,.docx,.odt,.pdf,.vtt,.srt"}),
        help_text=_("Text, Word, OpenDocument, PDF with text, or captions (.vtt, .srt), at most 30 MB."),
    )

    class Meta:
        model = Pending
        fields = ["kind", "perspective", "title", "pseudonym", "language", "region", "quoting"]
        help_texts = {
            "title": _("No names of persons. Seen by the researchers of this study only."),
            "pseudonym": _("Of the person interviewed, when the interview is with one person."),
            "language": _("Code of the language spoken, for instance nl, en, ar or ti."),
            "region": _("Only where the study compares regions."),
            "quoting": _("What the speaker agreed to about their words."),
        }

    def clean_file(self) -> Any:
        """Too large a file is not even read."""
        upload = self.cleaned_data["file"]
        if upload and upload.size > LARGEST_FILE:
            raise ValidationError(_("This file is larger than 30 MB. Save the text alone and choose that."))
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned.get("text")) == bool(cleaned.get("file")):
            raise ValidationError(_("Paste a text or choose a file: one of the two."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What `actions.import_text` takes, but for the words of a file."""
        kept = dict(self.cleaned_data)
        del kept["file"]
        return kept


class CodeForm(forms.ModelForm[Code]):
    parent = forms.ModelChoiceField(
        label=_("Below"), queryset=Code.objects.none(), required=False, empty_label=_("at the top")
    )

    class Meta:
        model = Code
        fields = ["name", "kind", "parent", "definition", "include", "exclude"]
        widgets = {
            "definition": forms.Textarea(attrs={"rows": 3}),
            "include": forms.Textarea(attrs={"rows": 2}),
            "exclude": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {"definition": _("What the code means. Seen by the researchers of this study.")}

    def __init__(self, *args: Any, codes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = codes  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """What the codebook holds together is decided by the action, in one place."""


class RedefineForm(CodeForm):
    class Meta(CodeForm.Meta):
        fields = ["name", "kind", "parent", "key", "definition", "include", "exclude"]
        help_texts = {
            **CodeForm.Meta.help_texts,
            "key": _(
                "One letter or digit: typed on the coding page, it puts this code on the sentences chosen."
            ),
        }


class CodingForm(forms.Form):
    """A run of sentences, or a passage in code points, and a code."""

    first = forms.IntegerField(label=_("From sentence"), min_value=1, required=False)
    last = forms.IntegerField(label=_("Up to and with sentence"), min_value=1, required=False)
    start = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    code = forms.ModelChoiceField(label=_("Code"), queryset=Code.objects.none(), empty_label=None)
    stance = forms.ChoiceField(
        label=_("These words"), choices=Coding.Stance.choices, initial=Coding.Stance.FOR, required=False
    )

    def __init__(self, *args: Any, codes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].queryset = codes  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        by_number = cleaned.get("first") and cleaned.get("last")
        if not self.errors and not by_number and cleaned.get("end") is None:
            raise ValidationError(_("Choose the first and the last sentence."))
        return cleaned


class MemoForm(forms.Form):
    text = forms.CharField(
        label=_("Memo"), help_text=SEEN, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(label=_("Merge into"), queryset=Code.objects.none(), empty_label=None)

    def __init__(self, *args: Any, codes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = codes  # type: ignore[attr-defined]


class OneOfMany(forms.Select):
    """A list of codes, drawn in one piece: Django opens a template for every option."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen, plain = SafeString(" selected"), SafeString("")
        options = (
            (key, chosen if str(key) == str(value or "") else plain, label) for key, label in self.choices
        )
        about = flatatt({"name": name} | self.build_attrs(self.attrs, attrs))
        drawn = format_html_join("", '<option value="{}"{}>{}</option>', options)
        return format_html("<select{}>{}</select>", about, drawn)


class FindForm(forms.Form):
    """Any combination: codes with and, or, not, overlapping or near each other; who says it."""

    BOTH = [
        ("", _("or leave it at one code")),
        ("and", _("and, in the same sentence")),
        ("overlap", _("and, on the same words")),
        ("near", _("with nearby (two sentences or fewer)")),
        ("or", _("or")),
        ("not", _("but not")),
    ]
    code = forms.TypedChoiceField(label=_("Code"), widget=OneOfMany)
    how = forms.ChoiceField(label=_("Together with"), choices=BOTH, required=False)
    other = forms.TypedChoiceField(label=_("Other code"), widget=OneOfMany, required=False, empty_value=None)
    perspective = forms.ChoiceField(label=_("Perspective"), required=False)
    arm = forms.CharField(label=_("Arm"), required=False)
    region = forms.CharField(label=_("Region"), required=False)
    language = forms.CharField(label=_("Language"), required=False)
    dose = forms.ChoiceField(label=_("Contacts the speaker had"), required=False)
    stance = forms.ChoiceField(
        label=_("These words"), choices=[("", _("for or against")), *Coding.Stance.choices], required=False
    )

    def __init__(
        self, *args: Any, codes: Any, documents: str, doses: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dose"].choices = [("", _("any number")), *((one, one) for one in doses)]  # type: ignore[attr-defined]
        if not doses:
            del self.fields["dose"]
        known = {str(one.pk): one for one in codes}
        for name, empty in (("code", "---------"), ("other", "–")):
            field = self.fields[name]
            field.choices = [("", empty), *((key, one.name) for key, one in known.items())]  # type: ignore[attr-defined]
            field.coerce = known.__getitem__  # type: ignore[attr-defined]
        self.fields["perspective"].choices = [  # type: ignore[attr-defined]
            ("", _("every perspective")),
            *Perspective.choices,
            (documents, _("documents")),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("how")) != bool(cleaned.get("other")):
            raise ValidationError(
                _("Choose how the two codes belong together, and the other code; or neither.")
            )
        return cleaned


class RoundForm(forms.Form):
    name = forms.CharField(label=_("Name of the round"), max_length=100)
    sources = forms.MultipleChoiceField(label=_("Sources"), widget=forms.CheckboxSelectMultiple, choices=())
    coders = forms.MultipleChoiceField(
        label=_("Coders, two or more"), widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args: Any, sources: Any, coders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sources"].choices = sources  # type: ignore[attr-defined]
        self.fields["coders"].choices = coders  # type: ignore[attr-defined]


class TalkForm(forms.ModelForm[Talk]):
    class Meta:
        model = Talk
        fields = ["perspective", "kind", "pseudonym", "planned_on"]
        widgets = {"planned_on": forms.DateInput(attrs={"type": "date"})}
        help_texts = {"pseudonym": _("From the list above; empty for who is not in the register.")}


class GuideForm(forms.Form):
    perspective = forms.ChoiceField(label=_("Perspective"), choices=Perspective.choices)
    text = forms.CharField(
        label=_("Topics, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"})
    )


class QuoteForm(forms.Form):
    """The words as they may be printed, and what is told of the speaker."""

    wording = forms.CharField(
        label=_("Words as they are printed"), widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )
    told = forms.MultipleChoiceField(
        label=_("What is told of the speaker"),
        widget=forms.CheckboxSelectMultiple,
        choices=(),
        required=False,
    )
    reason = forms.CharField(
        label=_("Why it can be published"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed when what is told fits fewer than five people."),
    )

    def __init__(self, *args: Any, known: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told"].choices = list(known.items())  # type: ignore[attr-defined]


class ExchangeForm(forms.Form):
    file = forms.FileField(
        label=_("Project or codebook"),
        widget=forms.FileInput(attrs={"accept": ".qdpx,.qdc"}),
        help_text=_("REFI-QDA: .qdpx with texts and codings, or .qdc with the codebook alone."),
    )

    def clean_file(self) -> Any:
        """Too large a file is not even read."""
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST_PROJECT:
            raise ValidationError(
                _(
                    "This file is larger than 200 MB. Export it without sound and pictures, and choose it again."
                )
            )
        return upload
