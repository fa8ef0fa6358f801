"""A verdict of an edition in one language, for a page: the desk's draft and the publication say it alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from werkzaam.core.report.edition import EditionVerdict

TONES = {"indications-of-effect": "good", "indications-of-harm": "bad", "insufficient-ground": "care"}


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict on one question: its tone, its heading, the question and the sentence."""

    tone: str
    heading: str
    subject: str
    text: str


def words(text: Mapping[str, str], language: str) -> str:
    """A text in this language, else in the first language it has."""
    return text.get(language) or next(iter(text.values()), "")


def said(verdict: EditionVerdict, language: str) -> Said:
    heading, subject = words(verdict.heading, language), words(verdict.subject, language)
    return Said(TONES.get(verdict.verdict, ""), heading, subject, words(verdict.text, language))
