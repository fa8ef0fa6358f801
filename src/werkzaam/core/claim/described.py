"""Described claims: what happened to how many, in both groups, from which source. Never why."""

from __future__ import annotations

from collections.abc import Iterator

from werkzaam.core.claim.model import Claim, Kind
from werkzaam.core.claim.render import references
from werkzaam.core.claim.words import LANGUAGES, Words, join, sentences, slots
from werkzaam.core.effect.result import Development, Findings
from werkzaam.core.plan.model import Estimand, Plan, Role, Scale, Text


def described(findings: Findings, plan: Plan) -> Iterator[Claim]:
    """Steps per primary question, then response, then dose."""
    primary = [estimand for estimand in plan.estimands if estimand.primary]
    for outcome, wave in dict.fromkeys((each.outcome, each.wave) for each in primary):
        yield from _steps(findings, plan, outcome, wave)
    yield from _response(findings, plan, primary)
    yield from _dose(findings, plan)


def claim(key: str, sentence: Text) -> Claim:
    return Claim(key, Kind.DESCRIBED, sentence, references(sentence["en"]))


def _steps(findings: Findings, plan: Plan, outcome: str, wave: str) -> Iterator[Claim]:
    """The comparison's steps stand beside the programme's whenever there are any."""
    words = Words(slots(plan, outcome, wave))
    own = _development(findings, plan, Role.PROGRAMME, outcome, wave)
    beside = _development(findings, plan, Role.COMPARISON, outcome, wave)
    if own is None or own.change is None:
        return
    ladder = plan.outcome(outcome).scale is Scale.ORDINAL
    parts = [words.say("described", "steps-ordinal" if ladder else "steps-scale")]
    if beside is not None and beside.change is not None:
        parts.append(words.say("described", "steps-beside"))
    parts.extend(_beyond_error(words, own, beside))
    parts.append(_source(words, plan.outcome(outcome).rater, own, beside))
    yield claim(f"steps-{outcome}-{wave}", join(*parts))


def _beyond_error(words: Words, own: Development, beside: Development | None) -> Iterator[Text]:
    """How many changed by more than measuring can be off, where the plan knows how reliable the measure is."""
    if own.reliable is None:
        return
    yield words.say("described", "steps-reliable")
    if beside is not None and beside.reliable is not None:
        yield words.say("described", "steps-reliable-beside")


def _source(words: Words, rater: str, *shown: Development | None) -> Text:
    """Every source of the numbers shown, each once."""
    keys = dict.fromkeys(source for development in shown if development for source in development.sources)
    told = [_known("source", source) for source in keys]
    sources = {language: ", ".join(each[language] for each in told) for language in LANGUAGES}
    return words.say("described", "steps-source", rater=_known("rater", rater), source=sources)


def _known(table: str, key: str) -> Text:
    """Our own words for a rater or source; a name we do not know (a file) stands as it is."""
    known: Text = sentences()[table].get(key, dict.fromkeys(LANGUAGES, key))
    return known


def _development(findings: Findings, plan: Plan, role: Role, outcome: str, wave: str) -> Development | None:
    arm = plan.arm(role)
    return next(
        (
            each
            for each in findings.developments
            if arm is not None and (each.arm, each.outcome, each.wave) == (arm.key, outcome, wave)
        ),
        None,
    )


def _response(findings: Findings, plan: Plan, primary: list[Estimand]) -> Iterator[Claim]:
    """One for each set of persons: questions that share wave and persons share the sentence."""
    losses = {each.estimand: each for each in findings.attrition}
    seen = set()
    for estimand in primary:
        loss = losses.get(estimand.key)
        if loss is None:
            continue
        group = (estimand.wave, *loss.end.items())
        if group not in seen:
            seen.add(group)
            words = Words({**slots(plan, estimand.outcome, estimand.wave), "e": estimand.key})
            yield claim(f"response-{estimand.key}", words.say("described", "response"))


def _dose(findings: Findings, plan: Plan) -> Iterator[Claim]:
    programme, comparison = plan.arm(Role.PROGRAMME), plan.arm(Role.COMPARISON)
    dose = findings.dose
    if dose is None or programme is None or programme.key not in dose.per_week:
        return
    words = Words(slots(plan, plan.outcomes[0].key, plan.waves[-1].key))
    planned = dose.planned_per_week[programme.key] > 0
    parts = [words.say("described", "dose" if planned else "dose-unplanned")]
    if comparison is not None and comparison.key in dose.per_week:
        parts += [words.say("described", "dose-beside"), words.say("described", "dose-contrast")]
    yield claim("dose", join(*parts))
