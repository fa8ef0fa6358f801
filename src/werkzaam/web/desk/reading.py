"""The draft as it is read at the desk: every sentence with the evidence behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from werkzaam.core.claim.model import Kind
from werkzaam.core.report import Edition, EditionClaim
from werkzaam.core.report.said import words
from werkzaam.web.desk.models import EvidenceLink

ORDER = (Kind.EFFECT, Kind.DESCRIBED, Kind.EXPERIENCED, Kind.CONTRIBUTION, Kind.RECOMMENDATION)


@dataclass(frozen=True, slots=True)
class Leans:
    """One piece of evidence in words; of what is not public only how many."""

    stance: str
    source: str
    label: str
    note: str
    public: bool
    count: int | None


@dataclass(frozen=True, slots=True)
class Sentence:
    key: str
    text: str
    numbers: list[tuple[str, str]]  # as printed, and its path
    links: list[Leans]
    checks: list[tuple[str, bool, str]]
    lowered: str


def chapters(draft: Edition, language: str) -> list[tuple[str, list[Sentence]]]:
    """The sentences of a draft by kind, effects first."""
    found = [
        (kind.value, [_sentence(one, language) for one in draft.claims if one.kind == kind]) for kind in ORDER
    ]
    return [(kind, told) for kind, told in found if told]


def _sentence(claim: EditionClaim, language: str) -> Sentence:
    parts = claim.parts.get(language) or next(iter(claim.parts.values()), ())
    lowered = words(claim.lowered["reason"], language) if claim.lowered else ""
    return Sentence(
        key=claim.key,
        text=words(claim.text, language),
        numbers=list(dict.fromkeys((part["text"], part["path"]) for part in parts if part.get("path"))),
        links=[_leans(one, language) for one in claim.links],
        checks=[
            (words(one["label"], language), one["passed"], words(one["reason"], language))
            for one in claim.gates
        ],
        lowered=lowered,
    )


def _leans(link: Any, language: str) -> Leans:
    stance = str(EvidenceLink.Stance(link.stance).label)
    source = str(EvidenceLink.Source(link.source).label)
    label, note = words(link.label, language), words(link.note, language)
    return Leans(stance, source, label, note, link.public, link.count)


def files(draft: Edition) -> list[tuple[str, str]]:
    """The report in each language as a page and on paper: language and the path of the file."""
    return [
        (f"{language.upper()} · {kind.upper()}", draft.report(kind, language))
        for kind in ("html", "pdf", "docx")
        for language in draft.languages
    ]
