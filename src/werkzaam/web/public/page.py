"""What a publication's page says in one language, shaped from an edition for the template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from werkzaam.core.report.edition import Edition
from werkzaam.core.report.said import words
from werkzaam.core.report.synthesis.read import Synthesis
from werkzaam.web.public import advice, claims, drawing, editions, found, plain
from werkzaam.web.public.advice import Advice
from werkzaam.web.public.claims import Sentence
from werkzaam.web.public.drawing import Drawing
from werkzaam.web.public.editions import Published
from werkzaam.web.public.found import Element, Joint

FRONT = ("effects", "developments", "dose")
"""Figures that are shown at once; the others can be opened."""


@dataclass(frozen=True, slots=True)
class Line:
    """A publication in a list; `key` is its address, `themes` per slug. `together`: pilots side by side."""

    key: str
    title: str
    sentence: str
    summary: str
    themes: dict[str, str]
    published_on: date
    together: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One edition in one language.

    `verdicts` are those on the registered main questions (on all, where none is), `others` on the rest.
    """

    line: Line
    edition: Edition
    registered: bool
    verdicts: list[Sentence]
    others: list[Sentence]
    steps: list[Sentence]
    experienced: list[Sentence]
    contributions: list[Sentence]
    working: list[Element]
    improving: list[Element]
    joint: list[Joint]
    advice: list[Advice]
    figures: list[Drawing]
    more: list[Drawing]


def line(one: Published, language: str) -> Line:
    together = isinstance(one, Synthesis)
    return Line(
        key=one.directory.name,
        title=words(one.title, language),
        sentence=str(plain.TOGETHER) if isinstance(one, Synthesis) else plain.sentence(one),
        summary=words(one.summary, language),
        themes=editions.themes(one),
        published_on=one.published_on,
        together=together,
    )


def page(edition: Edition, language: str) -> Page:
    by_key = {one.key: one for one in claims.sentences(edition, "effect", language)}
    first, rest = _in_front(drawing.drawings(edition, language))
    main, others = (
        [by_key[one.claim] for one in asked if one.claim in by_key]
        for asked in (plain.main(edition), plain.others(edition))
    )
    return Page(
        line=line(edition, language),
        edition=edition,
        registered=edition.registered.get("standing") == "registered",
        verdicts=main,
        others=others,
        steps=claims.sentences(edition, "described", language),
        experienced=claims.sentences(edition, "experienced", language),
        contributions=claims.sentences(edition, "contribution", language),
        working=found.elements(edition, language, improvement=False),
        improving=found.elements(edition, language, improvement=True),
        joint=found.joint(edition, language),
        advice=advice.advice(edition, advice.followed(edition), language),
        figures=first,
        more=rest,
    )


def _in_front(drawn: list[Drawing]) -> tuple[list[Drawing], list[Drawing]]:
    """What every reader wants to see, in that order; an edition that draws other things shows its first."""
    front = sorted((one for one in drawn if one.key in FRONT), key=lambda one: FRONT.index(one.key))
    front = front or drawn[:3]
    return front, [one for one in drawn if one not in front]
