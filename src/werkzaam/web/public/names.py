"""What numbers are called: a path of the evidence in words, by the plan of the study and the terms of the field."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from werkzaam.core.plan import Plan, read_plan
from werkzaam.core.plan.model import Role
from werkzaam.core.report.edition import Edition
from werkzaam.core.report.paths import entity
from werkzaam.core.report.said import words
from werkzaam.problem import Problem

KINDS: dict[str, Promise] = {
    "estimate": _("Difference between the groups"),
    "development": _("Development"),
    "element": _("Experienced element"),
    "dose": _("Contact"),
    "dose_response": _("Contact and outcome"),
    "fidelity": _("Fidelity to the plan"),
    "response": _("Response"),
    "completeness": _("Answers that are complete"),
    "attrition": _("People lost"),
    "balance": _("Comparability of the groups"),
    "weighed": _("Weights"),
    "credibility": _("How much it leans on what cannot be checked"),
    "moderation": _("For whom"),
    "deviation": _("Deviation from the plan"),
    "design": _("Design"),
    "plan": _("Plan"),
    "summary": _("Counts of the report"),
}
NUMBERS: dict[str, Promise] = {
    "value": _("value"),
    "low": _("lower end of the interval"),
    "high": _("upper end of the interval"),
    "points": _("in points"),
    "standardised": _("in standard deviations"),
    "se": _("standard error"),
    "df": _("degrees of freedom"),
    "p": _("p"),
    "p_adjusted": _("p, adjusted for the number of questions"),
    "level": _("confidence level"),
    "sd": _("standard deviation"),
    "detectable": _("smallest difference this study could show"),
    "detectable_sd": _("smallest difference this study could show, in standard deviations"),
    "smallest": _("smallest difference that matters, set beforehand"),
    "needed": _("people needed to show the smallest difference that matters"),
    "started": _("people at the start"),
    "analysed": _("people in the comparison"),
    "n": _("people"),
    "n_start": _("people at the start"),
    "n_change": _("people known at both moments"),
    "clusters": _("clusters"),
    "effective_n": _("effective number of people"),
    "change": pgettext_lazy("a number", "mean change"),
    "risen": _("risen"),
    "same": _("the same"),
    "fallen": _("fallen"),
    "improved": _("forward"),
    "worsened": _("back"),
    "asked": _("asked"),
    "persons": _("persons who name it"),
    "against": _("persons who say the contrary"),
    "perspectives": _("perspectives that name it"),
    "passages": _("passages"),
    "per_week": _("contacts a week"),
    "planned_per_week": _("contacts a week planned"),
    "minutes_per_week": _("minutes a week"),
    "channels": _("share by channel"),
    "contrast": _("contacts a week more than the comparison"),
    "overall": _("lost in all"),
    "differential": _("difference between the groups"),
    "share": _("share"),
    "whole": _("complete"),
    "of": _("of"),
    "rows": _("characteristic"),
    "worst": _("largest difference"),
    "threshold": _("allowed"),
    "reliable": _("reliable change"),
    "movement": _("from level to level"),
}
LEVEL: Promise = _("level")
PERSPECTIVES: dict[str, Promise] = {
    "participant": _("Participants"),
    "coach": _("Job coaches"),
    "employer": _("Employers"),
    "municipality": _("Municipality"),
    "leader": _("Project leaders"),
    "professional": _("Other professionals"),
    "document": _("Documents"),
}


def kind(path: str) -> str:
    root = path.partition(".")[0]
    return str(KINDS.get(root, root))


def subject(edition: Edition, path: str, language: str) -> str:
    """What the thing that a number belongs to is about, such as "Participants · Paid work · 15 months"."""
    known = labels(edition, language)
    steps = entity(path).split(".")[1:]
    return " · ".join(_known(step, known) for step in steps) or kind(path)


def number(edition: Edition, path: str, language: str) -> str:
    """What the number itself is, such as "in points · lower end of the interval"."""
    known, steps = labels(edition, language), path.removeprefix(entity(path)).strip(".").split(".")
    if path.startswith("development.") and steps[0] == "level":
        return " · ".join([str(LEVEL), *(str(NUMBERS.get(step, step)) for step in steps[1:])])
    return " · ".join(str(NUMBERS.get(step) or _known(step, known)) for step in steps if step)


def perspective(key: str) -> str:
    return str(PERSPECTIVES.get(key, key))


def _known(step: str, known: Mapping[str, str]) -> str:
    return known.get(step) or (perspective(step) if step in PERSPECTIVES else step)


def labels(edition: Edition, language: str) -> Mapping[str, str]:
    """Words per key of the plan (arms, waves, outcomes, questions, characteristics) and of the elements."""
    elements = {one.key: words(one.label, language) for one in edition.elements}
    return {**_of_plan(edition.directory / "plan.toml", edition.digest, language), **elements}


def programme(edition: Edition) -> str | None:
    """The key of the arm that had the programme; None where no plan says so."""
    plan = _plan(edition.directory / "plan.toml", edition.digest)
    arm = plan.arm(Role.PROGRAMME) if plan else None
    return arm.key if arm else None


@lru_cache(maxsize=500)
def _plan(path: Path, digest: str) -> Plan | None:
    """An edition of another maker may hold no plan, or one that cannot be read: then keys are shown as they are."""
    try:
        return read_plan(path)
    except Problem:
        return None


@lru_cache(maxsize=500)
def _of_plan(path: Path, digest: str, language: str) -> Mapping[str, str]:
    plan = _plan(path, digest)
    if plan is None:
        return {}
    arms = {one.key: words(one.label, language) for one in plan.arms}
    waves = {one.key: words(one.label, language) for one in plan.waves}
    found = arms | waves | {one.key: words(one.label, language) for one in plan.outcomes}
    found |= {key: words(text, language) for key, text in plan.covariate_labels.items()}
    return found | _questions(plan, language)


def _questions(plan: Plan, language: str) -> dict[str, str]:
    """Each question by its key, also under the key of the second way in which it was answered."""
    found: dict[str, str] = {}
    for one in plan.estimands:
        outcome, wave = plan.outcome(one.outcome).label, plan.wave(one.wave).label
        told = f"{words(outcome, language)} · {words(wave, language)}"
        partner = {f"{one.key}-{one.partner.value}": told} if one.partner else {}
        found |= {one.key: told, **partner}
    return found
