"""Forms of the claims room: a claim with its evidence and rivals, an element as printed, a row, a lower verdict."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkzaam.web.desk.forms.texts import choice, text, texts
from werkzaam.web.desk.models import (
    VERDICTS,
    Element,
    EvidenceLink,
    JointRow,
    Lowering,
    Release,
    Rival,
    UptakeStep,
    WrittenClaim,
)

EXTRA = {
    WrittenClaim.Kind.DESCRIBED: ("period", 0),
    WrittenClaim.Kind.CONTRIBUTION: ("mechanism", 2),
    WrittenClaim.Kind.RECOMMENDATION: ("addressee", 0),
}
"""What one kind of claim needs beside its sentence, and how many lines it takes."""


class ClaimForm(forms.Form):
    """A claim of one kind; `asked` where the language guard has a question."""

    use_required_attribute = False

    def __init__(self, *args: Any, kind: str, asked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= texts(WrittenClaim, "sentence", rows=3, required=True)
        if kind in EXTRA:
            name, rows = EXTRA[WrittenClaim.Kind(kind)]
            self.fields |= texts(WrittenClaim, name, rows=rows)
        if asked:
            self.fields |= texts(WrittenClaim, "answer", rows=2)


class LinkForm(forms.Form):
    use_required_attribute = False
    stance = choice(_("What it does"), EvidenceLink.Stance.choices)
    source = choice(_("Evidence"), EvidenceLink.Source.choices)
    target = text(EvidenceLink, "target", required=True)
    note_nl = text(EvidenceLink, "note_nl")
    note_en = text(EvidenceLink, "note_en")

    def has_changed(self) -> bool:
        """A row that names nothing is an empty row."""
        return bool(self.data.get(self.add_prefix("target"), "").strip()) or "target" in self.initial


class RivalForm(forms.Form):
    use_required_attribute = False
    explanation_nl = text(Rival, "explanation_nl", rows=2, required=True)
    explanation_en = text(Rival, "explanation_en", rows=2, required=True)
    examined_nl = text(Rival, "examined_nl", rows=2)
    examined_en = text(Rival, "examined_en", rows=2)


Links: Any = forms.formset_factory(LinkForm, extra=1, can_delete=True)
Rivals: Any = forms.formset_factory(RivalForm, extra=1, can_delete=True)


def rows_of(formset: Any) -> list[dict[str, str]]:
    """What stands in the rows that are filled in and not taken away."""
    kept = [form.cleaned_data for form in formset if form.cleaned_data and not form.cleaned_data["DELETE"]]
    return [{name: value for name, value in row.items() if name != "DELETE"} for row in kept]


class ElementForm(forms.Form):
    """The words of one element in the report."""

    use_required_attribute = False
    label_nl = text(Element, "label_nl", required=True)
    label_en = text(Element, "label_en", required=True)
    definition_nl = text(Element, "definition_nl", rows=2)
    definition_en = text(Element, "definition_en", rows=2)


class JointForm(forms.Form):
    """One row of the joint display; the choices are what stands in dossier and evidence."""

    use_required_attribute = False

    def __init__(self, *args: Any, elements: Any, doses: Any, estimands: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = _("nothing beside it")
        self.fields |= {
            "element": choice(_("Element"), elements),
            "dose": choice(_("What was delivered"), doses, required=False, empty=none),
            "estimand": choice(_("Effect on"), estimands, required=False, empty=none),
            "fit": forms.ChoiceField(
                label=_("How they fit"), choices=JointRow.Fit.choices, widget=forms.RadioSelect,
                help_text=_(
                    "Confirmed: both say the same. Expanded: one adds to the other. Discordant: they contradict "
                    "each other. Silent: one says nothing."
                ),
            ),
            **texts(JointRow, "reading", rows=3, required=True),
        }  # fmt: skip


class LowerForm(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, lower: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(one.value, VERDICTS[one]) for one in lower]
        self.fields["verdict"] = forms.ChoiceField(
            label=_("Lower verdict"), choices=listed, widget=forms.RadioSelect
        )
        self.fields |= texts(Lowering, "reason", rows=3, required=True)


class UptakeForm(forms.Form):
    """A step of an addressee."""

    use_required_attribute = False
    uptake = choice(_("What happened"), UptakeStep.Uptake.choices)
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason_nl = text(UptakeStep, "reason_nl", rows=2)
    reason_en = text(UptakeStep, "reason_en", rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
        self.fields["reason_en"].help_text = _("Needed in both languages when it was declined.")


class ReleaseForm(forms.Form):
    use_required_attribute = False
    remark = text(Release, "remark", rows=3)
