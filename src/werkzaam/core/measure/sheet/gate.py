"""What a language lacks before it can be asked in: words, and sound for those who do not read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from werkzaam.core.measure.model import Text
from werkzaam.core.measure.sheet.define import Definition
from werkzaam.core.measure.sheet.faults import CHOICES, SETTINGS, SURVEY


@dataclass(frozen=True, slots=True)
class Lack:
    """`what` is label, hint, constraint_message, choice, title, audio, or review (no native speaker read it)."""

    language: str
    sheet: str
    row: int
    what: str
    key: str


def lacks(definition: Definition, *, audio: bool = False) -> tuple[Lack, ...]:
    """Everything that is missing, language by language; with `audio` also sound."""
    return tuple(lack for language in definition.languages for lack in _lacks_of(definition, language, audio))


def _lacks_of(definition: Definition, language: str, audio: bool) -> Iterator[Lack]:
    yield from _settings(definition, language)
    yield from _survey(definition, language, audio)
    yield from _lists(definition, language, audio)


def ready(definition: Definition, language: str, *, audio: bool = False) -> bool:
    """Whether a respondent can be asked in this language (a native review may still be open)."""
    return language in definition.languages and all(
        lack.language != language or lack.what == "review" for lack in lacks(definition, audio=audio)
    )


def _settings(definition: Definition, language: str) -> Iterator[Lack]:
    for what, text in (("title", definition.title), ("intro", definition.intro)):
        if _lacks(text, language):
            yield Lack(language, SETTINGS, 2, what, definition.key)
    if language in definition.to_review:
        yield Lack(language, SETTINGS, 2, "review", definition.key)


def _survey(definition: Definition, language: str, audio: bool) -> Iterator[Lack]:
    for section in definition.sections:
        if _lacks(section.label, language):
            yield Lack(language, SURVEY, section.row, "label", section.name)
    for entry in definition.entries:
        for what in ("label", "hint", "constraint_message"):
            if _lacks(getattr(entry, what), language):
                yield Lack(language, SURVEY, entry.row, what, entry.key)
        if audio and entry.label and language not in entry.audio:
            yield Lack(language, SURVEY, entry.row, "audio", entry.key)


def _lists(definition: Definition, language: str, audio: bool) -> Iterator[Lack]:
    for name in dict.fromkeys(entry.listed for entry in definition.entries if entry.listed):
        for choice in definition.lists.get(name, ()):
            if not choice.label.get(language):
                yield Lack(language, CHOICES, choice.row, "choice", f"{name}/{choice.name}")
            if audio and language not in choice.audio:
                yield Lack(language, CHOICES, choice.row, "audio", f"{name}/{choice.name}")


def _lacks(text: Text, language: str) -> bool:
    """Only where another language has words is something missing."""
    return any(text.values()) and not text.get(language)
