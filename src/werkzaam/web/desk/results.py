"""What a run found, shaped from its draft edition for the results page in one language."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from werkzaam.core.claim.model import Verdict
from werkzaam.core.plan import Method
from werkzaam.core.report import Edition, EditionClaim, EditionFigure, EditionVerdict
from werkzaam.core.report.said import Said, said, words

Question = tuple[str | None, str | None]
"""Outcome and wave."""
METHODS = {
    Method.DIFFERENCE: _("difference in means"),
    Method.ANCOVA: _("adjusted for the baseline (ANCOVA)"),
    Method.DID: _("difference-in-differences"),
    Method.DOUBLY_ROBUST: _("doubly robust"),
    Method.MMRM: _("model over all waves"),
    Method.MODEL: _("the outcome's own model"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence; a number has the anchor of the evidence it was read from."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Check:
    label: str
    passed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """A claim: its sentence in parts, the evidence it rests on, the checks it had to pass."""

    key: str
    kind: str
    exploratory: bool
    parts: list[Part]
    checks: list[Check]


@dataclass(frozen=True, slots=True)
class Evidence:
    path: str
    anchor: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Effect:
    """One row of the effects table: programme minus comparison, in points of the outcome."""

    question: str
    method: str
    value: float
    low: float
    high: float
    sd: float
    p: float
    detectable: float
    n: str
    main: bool
    judged: bool  # False where the groups were not comparable: shown, greyed


@dataclass(frozen=True, slots=True)
class Drawing:
    key: str
    title: str
    alt: str
    wide: str
    narrow: str
    header: list[tuple[str, bool]]
    rows: list[list[tuple[str, bool]]]


@dataclass(frozen=True, slots=True)
class Results:
    verdicts: list[Said]
    claims: list[Told]
    evidence: list[Evidence]
    effects: list[Effect]
    unanswered: list[str]
    figures: list[Drawing]


def results(edition: Edition, language: str) -> Results:
    findings = json.loads(edition.path("estimates.json").read_text(encoding="utf-8"))["findings"]
    questions = {(one.outcome, one.wave): words(one.subject, language) for one in edition.verdicts}
    refused = {(one.outcome, one.wave) for one in edition.verdicts if one.verdict == Verdict.NOT_COMPARABLE}
    return Results(
        verdicts=[said(verdict, language) for verdict in main_verdicts(edition)],
        claims=[_told(claim, language) for claim in edition.claims],
        evidence=_evidence(edition.claims),
        effects=_effects(findings, questions, refused),
        unanswered=[f"{one['key']}: {one['message']}" for one in findings["unanswered"]],
        figures=[_drawing(figure, language) for figure in edition.figures],
    )


def anchor(path: str) -> str:
    """The id under which a value stands on the page."""
    return "e-" + path.replace(".", "-").replace(" ", "-")


def _told(claim: EditionClaim, language: str) -> Told:
    pieces = claim.parts.get(language) or next(iter(claim.parts.values()))
    parts = [Part(part["text"], anchor(part["path"]) if part.get("path") else "") for part in pieces]
    checks = [
        Check(words(gate["label"], language), gate["passed"], words(gate["reason"], language))
        for gate in claim.gates
    ]
    return Told(claim.key, claim.kind, claim.exploratory, parts, checks)


def _evidence(claims: tuple[EditionClaim, ...]) -> list[Evidence]:
    found = {path: value for claim in claims for path, value in claim.evidence.items()}
    return [Evidence(path, anchor(path), value) for path, value in sorted(found.items())]


def main_verdicts(edition: Edition) -> list[EditionVerdict]:
    """Verdicts on the registered main questions; on every question, where all are exploratory."""
    exploratory = {claim.key for claim in edition.claims if claim.exploratory}
    main = [verdict for verdict in edition.verdicts if verdict.claim not in exploratory]
    return main or list(edition.verdicts)


def _effects(
    findings: Mapping[str, Any], questions: Mapping[Question, str], refused: set[Question]
) -> list[Effect]:
    """Each registered estimate, followed by the partner that brackets it."""
    rows = []
    for main in findings["estimates"]:
        rows.append(_effect(main, questions, refused, main=True))
        beside = [one for one in findings["partners"] if one["estimand"] == main["estimand"]]
        rows += [_effect(one, questions, refused, main=False) for one in beside]
    return rows


def _effect(
    one: Mapping[str, Any], questions: Mapping[Question, str], refused: set[Question], *, main: bool
) -> Effect:
    asked = (one["outcome"], one["wave"])
    question = questions.get(asked, one["estimand"])
    points = one["points"]
    return Effect(
        question=question,
        method=str(METHODS[Method(one["method"])]),
        value=_number(points["value"]),
        low=_number(points["low"]),
        high=_number(points["high"]),
        sd=_number(one["standardised"]["value"]),
        p=_number(one["p_adjusted"] if main else one["p"]),
        detectable=_number(one["detectable"]),
        n=" + ".join(str(count) for count in one["n"].values()),
        main=main,
        judged=asked not in refused,
    )


def _number(value: Any) -> float:
    return float(value) if value is not None else math.nan


def _drawing(figure: EditionFigure, language: str) -> Drawing:
    table = figure.table.get(language) or next(iter(figure.table.values()))
    numeric = list(table["numeric"])
    return Drawing(
        key=figure.key,
        title=words(figure.title, language),
        alt=words(figure.alt, language),
        wide=words(figure.files, language),
        narrow=words(figure.narrow, language),
        header=list(zip(table["header"], numeric, strict=True)),
        rows=[list(zip(row, numeric, strict=True)) for row in table["rows"]],
    )
