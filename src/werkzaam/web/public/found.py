"""What people experienced and what is made of it: elements by perspective, quotes, and the joint display."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from werkzaam.core.report.edition import Edition, EditionElement, EditionJoint
from werkzaam.core.report.said import words
from werkzaam.web.public import names, numbers

FITS: dict[str, tuple[Promise, str]] = {
    "confirmed": (_("Words and figures agree"), "good"),
    "expanded": (_("Words explain more than figures"), "accent"),
    "discordant": (_("Words and figures differ"), "care"),
    "silent": (_("Figures say nothing here"), ""),
}
QUESTIONS: dict[str, Promise] = {
    "limits": _("What limits it?"),
    "coherence": _("Do people say the same?"),
    "adequacy": _("Are there enough voices?"),
    "relevance": _("Is it about this programme?"),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """One perspective: persons who were asked, name it, say the contrary. Nobody asked is not nobody naming it.

    None: not shown, as so few persons could be recognised.
    """

    perspective: str
    asked: int | None
    persons: int | None
    against: int | None


@dataclass(frozen=True, slots=True)
class Quote:
    key: str
    wording: str
    language: str
    told: str
    against: bool


@dataclass(frozen=True, slots=True)
class Element:
    key: str
    label: str
    definition: str
    voices: list[Voice]
    quotes: list[Quote]
    passages: int
    judgements: list[tuple[str, str]]
    numbers: str


@dataclass(frozen=True, slots=True)
class Joint:
    """A row of the joint display. `dose` and `estimate` as printed, with its design level; it leads to its numbers."""

    element: str
    label: str
    dose: str
    estimate: str
    link: str
    quotes: list[Quote]
    fit: str
    tone: str
    reading: str


def elements(edition: Edition, language: str, *, improvement: bool) -> list[Element]:
    """The working elements, or the points to improve."""
    return [_element(edition, one, language) for one in edition.elements if one.improvement is improvement]


def joint(edition: Edition, language: str) -> list[Joint]:
    """The joint display, each row with a quote for and a quote against where there are."""
    quotes = {one.key: [_quote(each, language) for each in one.quotes] for one in edition.elements}
    return [_joint(edition, row, quotes.get(row.element, []), language) for row in edition.joint]


def _element(edition: Edition, one: EditionElement, language: str) -> Element:
    judged = [(str(QUESTIONS.get(key, key)), _told(text, language)) for key, text in one.judgements.items()]
    there = f"element.{one.key}" in numbers.known(edition).things
    return Element(
        one.key,
        words(one.label, language),
        words(one.definition, language),
        [_voice(voice) for voice in one.voices],
        [_quote(quote, language) for quote in one.quotes],
        one.passages,
        [pair for pair in judged if pair[1]],
        numbers.link(edition, f"element.{one.key}") if there else "",
    )


def _voice(one: Mapping[str, Any]) -> Voice:
    return Voice(names.perspective(one["perspective"]), one["asked"], one["persons"], one["against"])


def _quote(one: Mapping[str, Any], language: str) -> Quote:
    told = _told(one["told"], language)
    return Quote(one["key"], one["wording"], one["language"], told, one.get("against", False))


def _joint(edition: Edition, row: EditionJoint, quotes: list[Quote], language: str) -> Joint:
    fit, tone = FITS.get(row.fit, (row.fit, ""))
    picked = [*[one for one in quotes if not one.against][:1], *[one for one in quotes if one.against][:1]]
    path = f"estimate.{row.estimand}"
    known = path in numbers.known(edition).things
    return Joint(
        row.element,
        words(row.label, language),
        words(row.dose, language) if row.dose else "",
        words(row.estimate, language) if row.estimate else "",
        numbers.link(edition, path) if known else "",
        picked,
        str(fit),
        tone,
        words(row.reading, language),
    )


def _told(value: Any, language: str) -> str:
    """Words per language, or words as they are."""
    return words(value, language) if isinstance(value, Mapping) else str(value)
