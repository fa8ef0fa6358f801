"""What is expected beforehand: people, response, clusters and spread."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkzaam.core.plan import Plan, Scale


class ExpectForm(forms.Form):
    """The table `[expect]` of a plan, as fields; a per cent here is a fraction there."""

    use_required_attribute = False

    def __init__(self, *args: Any, plan: Plan, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.language = plan, language
        for arm in plan.arms:
            name = arm.label[language]
            self._add(f"persons.{arm.key}", _("%(arm)s: persons"), arm=name, whole=True, low=2, high=100_000)
        for arm in plan.arms:
            name = arm.label[language]
            self._add(
                f"clusters.{arm.key}", _("%(arm)s: coaches or other clusters"), arm=name, whole=True, low=1,
                high=10_000, required=False, help_text=_("Leave empty where everyone stands alone."),
            )  # fmt: skip
        for wave in plan.waves[1:]:
            self._add(
                f"response.{wave.key}",
                _("%(wave)s: response (%%)"),
                wave=wave.label[language],
                low=1,
                high=100,
            )
        self._add("icc", _("What people of one cluster share (ICC)"), low=0, high=0.99)
        self._add("correlation", _("Correlation with the baseline"), low=-0.99, high=0.99)
        for outcome in plan.outcomes:
            if outcome.primary:
                self._outcome(outcome.key, outcome.label[language], outcome.scale)
        self.initial = {**self._known(), **self.initial}

    def _outcome(self, key: str, label: str, scale: Scale) -> None:
        if scale is Scale.BINARY:
            self._add(
                f"share.{key}",
                _("%(outcome)s: share in the comparison (%%)"),
                outcome=label,
                low=0.1,
                high=99.9,
            )
        elif scale is not Scale.TIME:
            self._add(
                f"sd.{key}", _("%(outcome)s: standard deviation (points)"), outcome=label, low=0.001, high=1e6
            )

    def _add(
        self,
        name: str,
        label: Any,
        *,
        low: float,
        high: float,
        whole: bool = False,
        required: bool = True,
        help_text: Any = "",
        **slots: str,
    ) -> None:
        kind: Any = forms.IntegerField if whole else forms.FloatField
        self.fields[name] = kind(
            label=label % slots if slots else label, min_value=low, max_value=high, required=required,
            help_text=help_text,
        )  # fmt: skip
        self.fields[name].widget.attrs |= {"inputmode": "numeric" if whole else "decimal", "step": "any"}

    def _known(self) -> dict[str, Any]:
        """What the plan expects already; where it names losses per arm, their mean on the way to the last wave."""
        told = self.plan.expect
        if told is None:
            return {"icc": 0.05, "correlation": 0.6}
        found: dict[str, Any] = {"icc": told.icc, "correlation": told.correlation}
        for group in ("persons", "clusters", "sd"):
            found |= {f"{group}.{key}": value for key, value in getattr(told, group).items()}
        found |= {f"share.{key}": _percent(value) for key, value in told.share.items()}
        lost = sum(told.attrition.values()) / len(told.attrition) if told.attrition else 0.0
        last = self.plan.waves[-1].months or 1
        for wave in self.plan.waves[1:]:
            usual = 1 - lost * wave.months / last
            found[f"response.{wave.key}"] = _percent(told.response.get(wave.key, usual))
        return found

    @property
    def table(self) -> dict[str, Any]:
        """The table `[expect]`; what the form does not ask (other outcomes) stays as the plan has it."""
        told = self.plan.expect
        found: dict[str, Any] = {"sd": dict(told.sd), "share": dict(told.share)} if told else {}
        for name, value in self.cleaned_data.items():
            group, _dot, key = name.partition(".")
            if value is None:
                continue
            if not key:
                found[group] = value
            else:
                found.setdefault(group, {})[key] = value / 100 if group in ("response", "share") else value
        return {key: value for key, value in found.items() if value not in ({}, None)}


def _percent(share: float) -> float:
    return round(100 * share, 1)
