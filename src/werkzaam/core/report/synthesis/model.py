"""The values of a synthesis: what was asked for, the pilots, the questions they share, findings over studies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzaam.core.effect.pooled import Pooled
from werkzaam.core.plan.model import Outcome, Plan
from werkzaam.core.report.edition import Edition
from werkzaam.problem import Problem

Text = Mapping[str, str]

COMPONENTS = ("methodological", "coherence", "adequacy", "relevance")
CONCERNS = ("none", "minor", "moderate", "serious")
CONFIDENCES = ("high", "moderate", "low", "very-low")


class SynthesisProblem(Problem):
    """Pilots or findings that cannot be laid side by side as asked. Nothing was written."""

    code = "synthesis-invalid"
    status = 422


@dataclass(frozen=True, slots=True)
class Assessed:
    """A judgement with its reason."""

    level: str
    why: Text


@dataclass(frozen=True, slots=True)
class Finding:
    """A qualitative finding over studies, with its four CERQual components and the overall confidence.

    Source: Lewin et al. (2018), Implementation Science 13 (suppl. 1).
    """

    key: str
    text: Text
    pilots: tuple[str, ...]
    components: Mapping[str, Assessed]
    overall: Assessed


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as handed in: which estimate of which pilot; `scale` "points" or "standardised"."""

    key: str
    label: Text
    scale: str
    estimates: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Spec:
    """What the reader of editions adds: words, names, elements, which estimates belong together, findings."""

    key: str = "what-works"
    language: str = "nl"
    languages: tuple[str, ...] = ("nl", "en")
    title: Text = field(default_factory=dict)
    summary: Text = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    names: Mapping[str, Text] = field(default_factory=dict)
    elements: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    questions: tuple[Asked, ...] = ()
    findings: tuple[Finding, ...] = ()
    method: str = "REML"


@dataclass(frozen=True, slots=True)
class Pilot:
    """One edition with its plan and numbers; `key` is the name of its folder."""

    key: str
    edition: Edition
    plan: Plan
    estimates: tuple[Mapping[str, Any], ...]
    evidence: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Member:
    """One pilot's answer on the question's scale; `out` says why it is shown but not pooled."""

    pilot: str
    estimate: str
    value: float
    se: float
    low: float
    high: float
    n: int
    verdict: str
    out: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """An outcome at a wave that pilots asked alike; `pooled` is missing where fewer than two can be pooled.

    `silent` are the pilots that asked it and could give no number (no comparison, too few answers).
    """

    key: str
    label: Text
    unit: Text
    scale: str
    outcome: Outcome
    months: float
    members: tuple[Member, ...]
    pooled: Pooled | None
    silent: tuple[str, ...] = ()
