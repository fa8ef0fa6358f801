"""Findings as they may be drawn and handed out: what is withheld is no number, what it would show is left out."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from werkzaam.core.claim.dossier import Dossier, Element, Voices
from werkzaam.core.claim.tables import step
from werkzaam.core.effect.result import Credibility, Development, Dose, Findings, Movement
from werkzaam.core.report.disclosure.rules import Rules

Found = TypeVar("Found")


def masked(findings: Findings, withheld: Collection[str], rules: Rules) -> Findings:
    """`withheld` are paths of evidence. Weeks, coaches and groups of too few persons are left out."""
    gone = set(withheld)
    return replace(
        findings,
        developments=tuple(_development(one, gone) for one in findings.developments),
        estimates=tuple(_numbers(one, f"estimate.{one.key}", gone) for one in findings.estimates),
        partners=tuple(_numbers(one, f"estimate.{one.key}", gone) for one in findings.partners),
        balance=tuple(_numbers(one, f"balance.{one.estimand}", gone) for one in findings.balance),
        attrition=tuple(_numbers(one, f"attrition.{one.estimand}", gone) for one in findings.attrition),
        dose=_dose(findings.dose, gone, rules) if findings.dose else None,
        completeness=tuple(
            _numbers(one, f"completeness.{one.arm}.{one.wave}", gone) for one in findings.completeness
        ),
        weighed=tuple(_numbers(one, f"weighed.{one.estimand}", gone) for one in findings.weighed),
        credibility=tuple(
            _credibility(one, gone)
            for one in findings.credibility
            if f"estimate.{one.estimand}.points.value" not in gone
        ),
        moderations=tuple(_numbers(one, f"moderation.{one.key}", gone) for one in findings.moderations),
        fidelity=tuple(one for one in findings.fidelity if f"fidelity.{one.name}.persons" not in gone),
        dose_response=tuple(
            _numbers(one, f"dose_response.{one.outcome}.{one.wave}", gone) for one in findings.dose_response
        ),
    )


def unnamed(dossier: Dossier, withheld: Collection[str]) -> Dossier:
    """The dossier without the numbers of voices that are withheld."""
    return replace(dossier, elements=tuple(_element(one, withheld) for one in dossier.elements))


def _element(one: Element, withheld: Collection[str]) -> Element:
    voices = tuple(_voice(each, f"element.{one.key}.{each.perspective}", withheld) for each in one.voices)
    return replace(one, voices=voices)


def _voice(one: Voices, path: str, withheld: Collection[str]) -> Voices:
    persons = None if f"{path}.persons" in withheld else one.persons
    return replace(one, persons=persons, against=None if f"{path}.against" in withheld else one.against)


def _development(one: Development, gone: set[str]) -> Development:
    """A table of who went where is left out where nothing of it is told."""
    base = f"development.{one.arm}.{one.outcome}.{one.wave}"
    moved = one.movement and _movement(one.movement, f"{base}.movement", gone)
    return _numbers(replace(one, movement=moved), base, gone)


def _movement(found: Movement, path: str, gone: set[str]) -> Movement | None:
    names = [step(level) for level in found.levels]
    counts: Any = tuple(
        tuple(math.nan if f"{path}.{names[i]}.{names[j]}" in gone else count for j, count in enumerate(row))
        for i, row in enumerate(found.counts)
    )
    told = any(not math.isnan(count) for row in counts for count in row)
    return replace(found, counts=counts) if told else None


def _dose(dose: Dose, gone: set[str], rules: Rules) -> Dose:
    weeks = tuple(
        one for one in dose.weeks if one.persons >= rules.threshold and f"dose.per_week.{one.arm}" not in gone
    )
    return replace(_numbers(replace(dose, weeks=()), "dose", gone), weeks=weeks)


def _credibility(found: Credibility, gone: set[str]) -> Credibility:
    """Without one group at a time: shown of all groups or of none, as the least and the most give one away."""
    base = f"credibility.{found.estimand}"
    made = replace(found, left_out=() if f"{base}.span.least" in gone else found.left_out)
    return _numbers(
        replace(made, e_value=None if f"{base}.e_value.point" in gone else made.e_value), base, gone
    )


def _numbers(value: Found, path: str, gone: set[str]) -> Found:
    """The same value with no number (NaN) at the paths that are gone."""
    made: Any = value
    if is_dataclass(value) and not isinstance(value, type):
        parts = {
            one.name: _numbers(getattr(value, one.name), f"{path}.{one.name}", gone) for one in fields(value)
        }
        made = type(value)(**parts)
    elif isinstance(value, Mapping):
        made = {key: _numbers(each, f"{path}.{key}", gone) for key, each in value.items()}
    elif isinstance(value, tuple) and value and all(map(is_dataclass, value)):
        made = tuple(_numbers(each, f"{path}.{_named(each)}", gone) for each in value)
    elif isinstance(value, int | float) and path in gone:
        made = math.nan
    return cast(Found, made)


def _named(one: Any) -> str:
    """The step by which the evidence calls one of several."""
    return str(getattr(one, "name", "") or getattr(one, "key", ""))
