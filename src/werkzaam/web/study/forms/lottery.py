"""What can be drawn, within what, and where each district belongs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkzaam.web.study.rules import PSEUDONYM, Groups, Start, starts

LARGEST = 200_000
NONE, DISTRICT, LISTED = "none", "district", "list"


class GroupsForm(forms.Form):
    """Where strata and clusters come from."""

    use_required_attribute = False
    source = forms.ChoiceField(
        label=_("Draw within"),
        choices=[
            (NONE, _("everyone together")),
            (DISTRICT, _("the district where someone lives")),
            (LISTED, _("the groups in the list below")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Within each group the arms come out even."),
    )
    lines = forms.CharField(
        label=_("List of groups"),
        required=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "class": "wz-code"}),
        help_text=_("One a line: pseudonym, group, cluster. The cluster is for a lottery of whole clusters."),
    )

    def clean_lines(self) -> dict[str, Groups]:
        found, wrong = _read(self.cleaned_data["lines"])
        if wrong:
            raise forms.ValidationError(
                _("These lines are not “pseudonym, group, cluster”: %(lines)s. Nothing was prepared."),
                params={"lines": ", ".join(map(str, wrong[:10]))},
            )
        return found


class LotteryForm(GroupsForm):
    starts = forms.CharField(
        label=_("What can be drawn"),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "class": "wz-code"}),
        help_text=_(
            "One a line: arm, first day (such as programme, 2026-09-01). Without a day the arm starts at once. A "
            "waiting list names the waiting arm with a later day; a stepped roll-out has a line for each step."
        ),
    )
    field_order = ["starts", "source", "lines"]

    def __init__(self, *args: Any, by_cluster: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_cluster = by_cluster

    def clean_starts(self) -> list[Start]:
        found = [_start(line) for line in self.cleaned_data["starts"].splitlines() if line.strip()]
        known = starts(found)
        if len(found) < 2 or len({one.key for one in known}) < len(known):
            raise forms.ValidationError(_("Name two or more different lines. Nothing was prepared."))
        return known


class DistrictForm(forms.Form):
    """Which arm each district belongs to."""

    use_required_attribute = False

    def __init__(self, *args: Any, districts: dict[str, str], arms: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("does not take part")), *arms.items()]
        for code, name in districts.items():
            self.fields[f"district-{code}"] = forms.ChoiceField(label=name, choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.arms:
            raise forms.ValidationError(_("Choose an arm for at least one district. Nobody was allocated."))
        return self.cleaned_data

    @property
    def arms(self) -> dict[str, str]:
        """Arm by code of the district."""
        return {key.removeprefix("district-"): arm for key, arm in self.cleaned_data.items() if arm}


def _start(line: str) -> tuple[date | None, str]:
    arm, _comma, day = (part.strip() for part in line.replace(";", ",").partition(","))
    try:
        return (date.fromisoformat(day) if day else None), arm
    except ValueError:
        raise forms.ValidationError(
            _("“%(day)s” is not a day such as 2026-09-01. Nothing was prepared."), params={"day": day}
        ) from None


def _read(text: str) -> tuple[dict[str, Groups], list[int]]:
    found: dict[str, Groups] = {}
    wrong = []
    for number, line in enumerate(text.splitlines(), start=1):
        parts = [part.strip() for part in line.replace(";", ",").replace("\t", ",").split(",")]
        if not line.strip():
            continue
        pseudonym = parts[0].lower()
        if PSEUDONYM.fullmatch(pseudonym) and len(parts) in (2, 3) and pseudonym not in found:
            found[pseudonym] = Groups(parts[1], parts[2] if len(parts) == 3 else "")
        else:
            wrong.append(number)
    return found, wrong
