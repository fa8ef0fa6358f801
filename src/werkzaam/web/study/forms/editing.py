"""A plan's sections as forms: a field's name is the way to its value, `label.nl` is `nl` in the table `label`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkzaam.core.plan import Design, Direction, Inference, Method, Role, Scale, Unit, Weighting
from werkzaam.core.plan.parse import BOUNDARIES, MULTIPLICITY
from werkzaam.web.study.models import Review

KINDS = {
    Design.RANDOMISED: _("lottery"), Design.WAITING_LIST: _("waiting list"), Design.STEPPED: _("stepped roll-out"),
    Design.MATCHED: _("matched district"), Design.COMPARISON: _("a group as it is"),
    Design.HISTORICAL: _("people of an earlier time"), Design.NONE: _("no comparison"),
}  # fmt: skip
SCALES = {
    Scale.SCALE: _("scale score"), Scale.BINARY: _("yes or no"), Scale.ORDINAL: _("ordered steps"),
    Scale.COUNT: _("count"), Scale.TIME: _("time until something happens"),
}  # fmt: skip
METHODS = {
    Method.ANCOVA: _("comparison adjusted for the baseline"), Method.DID: _("difference in differences"),
    Method.DIFFERENCE: _("difference in means"), Method.DOUBLY_ROBUST: _("doubly robust"),
    Method.MMRM: _("model over all waves"), Method.MODEL: _("model of the outcome itself"),
}  # fmt: skip
ROLES = {Role.PROGRAMME: _("programme"), Role.COMPARISON: _("comparison")}
DIRECTIONS = {Direction.UP: _("higher"), Direction.DOWN: _("lower")}
UNITS = {Unit.PERSON: _("each person"), Unit.CLUSTER: _("a whole cluster, such as a team")}


class ListField(forms.CharField):
    """Several values, with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [part.strip() for part in (super().to_python(value) or "").split(",") if part.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def _text(label: Any, *, required: bool = False, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, required=required, max_length=4_000, widget=widget)


def _choice(label: Any, choices: Any, *, required: bool = True, empty: Any = "–") -> forms.ChoiceField:
    listed = [(str(getattr(key, "value", key)), name) for key, name in choices.items()]
    return forms.ChoiceField(
        label=label, choices=listed if required else [("", empty), *listed], required=required
    )


def _number(label: Any, *, required: bool = False) -> forms.FloatField:
    field = forms.FloatField(label=label, required=required)
    field.widget.attrs |= {"inputmode": "decimal", "step": "any"}
    return field


def _named(values: Any) -> dict[str, str]:
    return {str(getattr(value, "value", value)): str(getattr(value, "value", value)) for value in values}


class SectionForm(forms.Form):
    """One table of a plan; `fields_of` makes its fields, as labels differ by language."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= self.fields_of()

    def fields_of(self) -> dict[str, forms.Field]:
        raise NotImplementedError


class NamesForm(SectionForm):
    def fields_of(self) -> dict[str, forms.Field]:
        return {
            "title.nl": _text(_("Title (Dutch)"), required=True),
            "title.en": _text(_("Title (English)"), required=True),
            "summary.nl": _text(_("Summary (Dutch)"), rows=3),
            "summary.en": _text(_("Summary (English)"), rows=3),
            "programme.nl": _text(_("The programme (Dutch)"), rows=3),
            "programme.en": _text(_("The programme (English)"), rows=3),
            "comparison.nl": _text(_("What the comparison group gets (Dutch)"), rows=3),
            "comparison.en": _text(_("What the comparison group gets (English)"), rows=3),
            "researchers": ListField(label=_("Researchers, with commas"), required=False),
            "cooperation": ListField(label=_("In co-operation with, with commas"), required=False),
            "themes": ListField(label=_("Themes, with commas"), required=False),
        }


class DesignForm(SectionForm):
    def fields_of(self) -> dict[str, forms.Field]:
        return {
            "kind": _choice(_("How the comparison comes about"), KINDS),
            "unit": _choice(_("What is drawn"), UNITS, required=False),
            "strata": forms.CharField(
                label=_("Draw within (key of a covariate)"), required=False,
                help_text=_("Leave empty to draw among everyone, or within districts."),
            ),
        }  # fmt: skip


class QuestionForm(SectionForm):
    def fields_of(self) -> dict[str, forms.Field]:
        return {
            "text.nl": _text(_("Question (Dutch)"), required=True, rows=2),
            "text.en": _text(_("Question (English)"), required=True, rows=2),
        }


class ArmForm(SectionForm):
    def fields_of(self) -> dict[str, forms.Field]:
        return {
            "key": _text(_("Key"), required=True),
            "role": _choice(_("Role"), ROLES),
            "label.nl": _text(_("Name (Dutch)"), required=True),
            "label.en": _text(_("Name (English)"), required=True),
            "planned_contacts_per_week": _number(_("Planned contacts a week")),
        }


class WavePlanForm(SectionForm):
    def fields_of(self) -> dict[str, forms.Field]:
        return {
            "key": _text(_("Key"), required=True),
            "months": _number(_("Months since the start"), required=True),
            "label.nl": _text(_("Name (Dutch)"), required=True),
            "label.en": _text(_("Name (English)"), required=True),
        }


class OutcomeForm(SectionForm):
    def fields_of(self) -> dict[str, forms.Field]:
        return {
            "key": _text(_("Key"), required=True),
            "label.nl": _text(_("Name (Dutch)"), required=True),
            "label.en": _text(_("Name (English)"), required=True),
            "scale": _choice(_("Kind"), SCALES),
            "direction": _choice(_("Better is"), DIRECTIONS),
            "smallest_effect": _number(_("Smallest effect of interest"), required=True),
            "in_sd": forms.BooleanField(
                label=_("…in standard deviations at the start, not in points"), required=False
            ),
            "unit.nl": _text(_("Unit (Dutch)")),
            "unit.en": _text(_("Unit (English)")),
            "low": _number(_("Lowest value")),
            "high": _number(_("Highest value")),
            "rater": _text(_("Rated by (self, coach)")),
            "primary": forms.BooleanField(label=_("Main outcome"), required=False),
        }


class EstimandForm(SectionForm):
    def fields_of(self) -> dict[str, forms.Field]:
        return {
            "outcome": _text(_("Outcome (key)"), required=True),
            "wave": _text(_("Wave (key)"), required=True),
            "method": _choice(_("Method"), METHODS),
            "partner": _choice(_("Beside it"), METHODS, required=False),
        }


class AnalysisForm(SectionForm):
    def fields_of(self) -> dict[str, forms.Field]:
        return {
            "alpha": _number(_("Alpha (usually 0.05)")),
            "multiplicity": _choice(
                _("When several questions are asked"), _named(MULTIPLICITY), required=False
            ),
            "covariates": ListField(label=_("Covariates (keys, with commas)"), required=False),
            "cluster": _text(_("Cluster")),
            "inference": _choice(_("Uncertainty from"), _named(Inference), required=False),
            "weights": _choice(_("Weighting"), _named(Weighting), required=False),
        }


class GatesForm(SectionForm):
    def fields_of(self) -> dict[str, forms.Field]:
        return {
            "smd_adjusted": _number(_("Largest difference at the start, adjusted (usually 0.25)")),
            "smd_unadjusted": _number(_("Largest difference at the start, not adjusted (usually 0.05)")),
            "attrition": _choice(_("Limit on loss"), _named(BOUNDARIES), required=False),
            "overlap": _number(_("Smallest effective sample after weighting (usually 0.5)")),
            "clusters_per_side": forms.IntegerField(label=_("Fewest clusters a side"), required=False),
        }


class ReviewForm(forms.ModelForm[Review]):
    use_required_attribute = False

    class Meta:
        model = Review
        fields = ["judgement", "text"]
        widgets = {"judgement": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"text": _("Researchers see this, and it stands in the document of registration.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["judgement"].choices = Review.Judgement.choices  # type: ignore[attr-defined]
