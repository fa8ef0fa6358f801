"""What researchers bring to a report beside the computed verdicts: elements, claims, joint display, recommendations.

A dossier is plain and frozen, as the panel is: the desk gathers it from its rooms, a file can hold it
(`dossier_file.py`), and the report is written from findings and dossier alone. Sentences hold references such as
`{estimate.rung-t2.points.value}` or `{element.trust.participant.persons}`, never digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from werkzaam.core.claim.model import Kind, Verdict

Text = Mapping[str, str]
"""The same words per language."""


class Stance(StrEnum):
    """What a piece of evidence does to a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    QUALIFIES = "qualifies"


class Source(StrEnum):
    """Where a piece of evidence stands; `Link.target` is read accordingly."""

    NUMBER = "number"  # a path into the evidence table: an estimate, a development, a monitoring figure
    ELEMENT = "element"  # key of an element, with all its passages
    QUOTE = "quote"  # key of a quote that a reader signed off
    PASSAGE = "passage"  # a coded passage that is not published: counted, never shown
    DOCUMENT = "document"  # title of a document that was studied
    CLAIM = "claim"  # key of another claim (recommendations rest on these)


class Fit(StrEnum):
    """How words and numbers meet in a row of the joint display."""

    CONFIRMED = "confirmed"
    EXPANDED = "expanded"
    DISCORDANT = "discordant"
    SILENT = "silent"


class Uptake(StrEnum):
    """What became of a recommendation."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PLANNED = "planned"
    DONE = "done"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Link:
    """One piece of evidence of a claim; `note` says why it bears on it."""

    stance: Stance
    source: Source
    target: str
    note: Text


@dataclass(frozen=True, slots=True)
class Rival:
    """Another explanation of the same developments, and what was found when it was looked into ("": not yet)."""

    explanation: Text
    examined: Text


@dataclass(frozen=True, slots=True)
class Written:
    """A claim in a researcher's words. `answer` is what was said when the language guard asked about a causal verb.

    A described claim may name its `period`; a contribution needs `mechanism` (the link of the programme theory it
    rests on) and rivals; a recommendation needs `addressee`.
    """

    key: str
    kind: Kind
    sentence: Text
    links: tuple[Link, ...] = ()
    answer: Text | None = None
    period: Text | None = None
    mechanism: Text | None = None
    rivals: tuple[Rival, ...] = ()
    addressee: Text | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as it may be printed, with what may be told of who said it."""

    key: str
    wording: str
    language: str
    told: Text  # "participant, Farsi" per language
    against: bool = False


@dataclass(frozen=True, slots=True)
class Voices:
    """One perspective on an element: distinct persons heard, naming it, and saying the contrary."""

    perspective: str  # participant, coach, employer, municipality, leader, professional, document
    asked: int  # 0: nobody was asked, which is something else than nobody naming it
    persons: int | None  # None in what is published: fewer than may be told
    against: int | None


@dataclass(frozen=True, slots=True)
class Element:
    """An experienced working element or improvement point. `judgements`: question → answer in words.

    Questions: limits, coherence, adequacy, relevance (Lewin et al. 2018, used as questions, not as a rating).
    """

    key: str
    improvement: bool
    label: Text
    definition: Text
    voices: tuple[Voices, ...]
    quotes: tuple[Quote, ...]
    passages: int
    judgements: Mapping[str, Text | str]  # a bare string is in the study's own language


@dataclass(frozen=True, slots=True)
class Joint:
    """A row of the joint display. `dose` is a path into the evidence table, `estimand` names an estimate.

    `seen` is the fingerprint of both sides when the row was written (`joint.fingerprint`): a row whose sides
    changed since is stale.
    """

    element: str
    dose: str | None
    estimand: str | None
    fit: Fit
    reading: Text
    seen: str


@dataclass(frozen=True, slots=True)
class Lowering:
    """A reviewer's lower verdict on a computed claim, with the reason that is printed beside it."""

    claim: str
    verdict: Verdict
    reason: Text
    on: date


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that is brought; empty for a study without words of its own."""

    elements: tuple[Element, ...] = ()
    claims: tuple[Written, ...] = ()
    joint: tuple[Joint, ...] = ()
    lowered: tuple[Lowering, ...] = ()
    documents: tuple[str, ...] = ()
