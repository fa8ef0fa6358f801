"""Which estimates of which pilots answer the same question, on which scale, and what they say together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from werkzaam.core.effect.pooled import Pooled, Study, pool
from werkzaam.core.plan.model import Estimand, Outcome
from werkzaam.core.report.synthesis.model import Asked, Member, Pilot, Question, Spec, SynthesisProblem
from werkzaam.problem import NotSupported

SPOKEN = ("indications-of-effect", "indications-of-harm", "no-relevant-difference", "insufficient-ground")
"""Verdicts that leave the estimate fit to be pooled; others show it and leave it out."""


def ask(pilots: Sequence[Pilot], spec: Spec) -> tuple[Question, ...]:
    """The questions handed in, else those that pilots asked alike: same outcome, scale, direction and month."""
    asked = spec.questions or _alike(pilots)
    by_key = {one.key: one for one in pilots}
    return tuple(_question(one, by_key, spec.method) for one in asked)


def _alike(pilots: Sequence[Pilot]) -> tuple[Asked, ...]:
    found: dict[tuple[object, ...], dict[str, str]] = {}
    for one in pilots:
        for estimand in one.plan.estimands:
            outcome = one.plan.outcome(estimand.outcome)
            if estimand.primary and not outcome.negative_control:
                key = (outcome.key, outcome.scale, outcome.direction, one.plan.wave(estimand.wave).months)
                found.setdefault(key, {})[one.key] = estimand.key
    first = {one.key: one for one in pilots}
    return tuple(
        _named(f"{key[0]}-{key[3]:g}", first[next(iter(members))], members) for key, members in found.items()
    )


def _named(key: str, first: Pilot, members: Mapping[str, str]) -> Asked:
    outcome = first.plan.outcome(_estimand(first, next(iter(members.values()))).outcome)
    return Asked(key, outcome.label, "", members)


def _estimand(pilot: Pilot, key: str) -> Estimand:
    found = next((one for one in pilot.plan.estimands if one.key == key), None)
    if found is None:
        known = ", ".join(one.key for one in pilot.plan.estimands)
        message = f'{pilot.key} did not ask "{key}". It asked: {known}.'
        raise SynthesisProblem(message, code="synthesis-unknown-estimate", pilot=pilot.key, estimate=key)
    return found


def _question(asked: Asked, pilots: Mapping[str, Pilot], method: str) -> Question:
    outcomes = [_outcome(pilots[key], name) for key, name in asked.estimates.items()]
    _check_alike(asked, outcomes)
    scale = asked.scale or ("points" if _same_unit(outcomes) else "standardised")
    members = tuple(
        member
        for key, name in asked.estimates.items()
        if (member := _member(pilots[key], name, scale)) is not None
    )
    first = pilots[next(iter(asked.estimates))]
    estimand = _estimand(first, next(iter(asked.estimates.values())))
    answered = {one.pilot for one in members}
    return Question(
        asked.key,
        asked.label,
        outcomes[0].unit,
        scale,
        outcomes[0],
        first.plan.wave(estimand.wave).months,
        members,
        _pooled(members, method),
        tuple(key for key in asked.estimates if key not in answered),
    )


def _pooled(members: Sequence[Member], method: str) -> Pooled | None:
    studies = [Study(one.pilot, one.value, one.se) for one in members if not one.out]
    if len(studies) < 2:
        return None
    try:
        return pool(studies, method=method)
    except NotSupported as problem:
        raise SynthesisProblem(problem.message, code=problem.code, **problem.details) from problem


def _outcome(pilot: Pilot, estimate: str) -> Outcome:
    return pilot.plan.outcome(_estimand(pilot, estimate).outcome)


def _same_unit(outcomes: Sequence[Outcome]) -> bool:
    return len({(one.scale, tuple(sorted(one.unit.items()))) for one in outcomes}) == 1


def _check_alike(asked: Asked, outcomes: Sequence[Outcome]) -> None:
    """Opposite directions would cancel out; different kinds of scale, or points in different units, say nothing."""
    differ = len({one.direction for one in outcomes}) > 1 or len({one.scale for one in outcomes}) > 1
    if differ or (asked.scale == "points" and not _same_unit(outcomes)):
        message = (
            f'"{asked.key}" lays outcomes together that differ in scale, direction or unit. '
            'Ask them apart, or on scale = "standardised" where only the unit differs.'
        )
        raise SynthesisProblem(message, code="synthesis-not-alike", question=asked.key)


def _member(pilot: Pilot, estimate: str, scale: str) -> Member | None:
    """None where the pilot could give no number at all (its fiche says that the question was not answered)."""
    found = next((one for one in pilot.estimates if one["estimand"] == estimate), None)
    if found is None:
        return None
    verdict = next(
        (v.verdict for v in pilot.edition.verdicts if v.claim == f"effect-{estimate}"), "not-examined"
    )
    out = "" if verdict in SPOKEN else verdict
    ends = found[scale]
    return Member(
        pilot.key,
        estimate,
        ends["value"],
        _se(found, scale),
        ends["low"],
        ends["high"],
        sum(found["n"].values()),
        verdict,
        out,
    )


def _se(found: Mapping[str, Any], scale: str) -> float:
    return float(found["se"]) / (float(found["sd"]) if scale == "standardised" else 1.0)
