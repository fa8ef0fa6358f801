"""Sections of a plan between their TOML tables and their forms; what a form does not ask stays as it was."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from werkzaam.core.plan import plan_text
from werkzaam.core.plan.model import LANGUAGES
from werkzaam.web.study.forms import editing as form

SPARE = 2
"""Empty rows to add something, at the end of a list."""


@dataclass(frozen=True, slots=True)
class Section:
    """`path` is the table; `many` a repeated one, of which `one` is the name of each."""

    key: str
    label: str | Promise
    form: type[form.SectionForm]
    many: bool = False
    one: str | Promise = ""


SECTIONS = {
    section.key: section
    for section in (
        Section("study", _("Title and people"), form.NamesForm),
        Section("questions", _("Research questions"), form.QuestionForm, many=True, one=_("Question")),
        Section("design", _("Design and allocation"), form.DesignForm),
        Section("arms", _("Arms"), form.ArmForm, many=True, one=_("Arm")),
        Section("waves", _("Waves"), form.WavePlanForm, many=True, one=_("Wave")),
        Section("outcomes", _("Outcomes"), form.OutcomeForm, many=True, one=_("Outcome")),
        Section(
            "estimands", _("Questions in numbers"), form.EstimandForm, many=True, one=_("Question in numbers")
        ),
        Section("analysis", _("Analysis"), form.AnalysisForm),
        Section("gates", _("Conditions for a verdict"), form.GatesForm),
    )
}


def tables(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


def formset(section: Section, text: str, data: Any = None) -> Any:
    """The forms of a repeated table, filled from the plan, with room for more."""
    rows = tables(text).get(section.key, [])
    kind = forms.formset_factory(section.form, extra=SPARE, can_delete=True, max_num=200)
    return kind(data, initial=[initial(section, row, text) for row in rows], prefix="row")


def single(section: Section, text: str, data: Any = None) -> form.SectionForm:
    """The form of a table that stands once."""
    return section.form(data, initial=initial(section, tables(text).get(section.key, {}), text))


def initial(section: Section, table: Mapping[str, Any], text: str) -> dict[str, Any]:
    """What the form starts with: `label.nl` dug from the table, words of one language standing for the main one."""
    main = tables(text).get("study", {}).get("language", "nl")
    found = {name: _dig(table, name.split("."), main) for name in section.form().fields}
    if section.key == "outcomes" and found["primary"] is None:
        found["primary"] = table.get("primary", True)
    return {name: value for name, value in found.items() if value is not None}


def replaced(section: Section, text: str, given: Mapping[str, Any]) -> str:
    """The plan's text with this one table changed."""
    whole = tables(text)
    whole[section.key] = _planted(whole.get(section.key, {}), given, whole)
    return plan_text({key: value for key, value in whole.items() if value not in ({}, [])})


def listed(section: Section, text: str, given: Sequence[Mapping[str, Any]]) -> str:
    """The plan's text with this repeated table changed: row by row, without those to be deleted."""
    whole = tables(text)
    rows = whole.get(section.key, [])
    kept = [
        _planted(rows[place] if place < len(rows) else {}, row, whole)
        for place, row in enumerate(given)
        if row and not row.get("DELETE")
    ]
    whole[section.key] = kept
    return plan_text({key: value for key, value in whole.items() if value not in ({}, [])})


def _planted(table: Mapping[str, Any], given: Mapping[str, Any], whole: Mapping[str, Any]) -> dict[str, Any]:
    main = whole.get("study", {}).get("language", "nl")
    found = deepcopy(dict(table))
    for name, value in given.items():
        if name != "DELETE":
            _plant(found, name.split("."), value, main)
    return found


def _dig(table: Any, way: Sequence[str], main: str) -> Any:
    for step in way:
        if isinstance(table, str) and step in LANGUAGES:
            return table if step == main else None
        table = table.get(step) if isinstance(table, Mapping) else None
    return table


def _plant(table: dict[str, Any], way: Sequence[str], value: Any, main: str) -> None:
    """Put a value at its place; an empty one takes the key away."""
    key, rest = way[0], way[1:]
    if rest:
        inner = table.get(key, {})
        inner = {main: inner} if isinstance(inner, str) else dict(inner)
        _plant(inner, rest, value, main)
        _put(table, key, inner)
    else:
        _put(table, key, _plain(key, value, table.get(key)))


def _put(table: dict[str, Any], key: str, value: Any) -> None:
    if value in (None, "", {}) or value == []:
        table.pop(key, None)
    else:
        table[key] = value


def _plain(key: str, value: Any, before: Any) -> Any:
    """As TOML has it: whole numbers whole; what is false and was never said stays unsaid."""
    if value is False and before is None and key != "primary":
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def rows_of(found: Iterable[forms.Form]) -> list[dict[str, Any]]:
    return [dict(one.cleaned_data) for one in found]
