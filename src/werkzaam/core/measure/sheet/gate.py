"""What a language lacks before it can be asked in: words, and sound for those who do not read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from werkzaam.core.measure.model import Text
from werkzaam.core.measure.sheet.definition import Definition
from werkzaam.core.measure.sheet.faults import CHOICES, SETTINGS, SURVEY
from werkzaam.core.measure.sheet.media import Asked, asked_media


@dataclass(frozen=True, slots=True)
class Lack:
    """`what` is label, hint, constraint_message, choice, title, audio, image, or review (no native speaker read it).

    `file` where the sheet names one and it is not there.
    """

    language: str
    sheet: str
    row: int
    what: str
    key: str
    file: str = ""


def lacks(
    definition: Definition, *, audio: bool = False, files: Collection[str] | None = None
) -> tuple[Lack, ...]:
    """Everything that is missing, language by language; with `audio` also sound.

    With `files` (what is kept of sounds and pictures) also what the sheet names and is not among them.
    """
    return tuple(
        lack for language in definition.languages for lack in _lacks_of(definition, language, audio, files)
    )


def _lacks_of(
    definition: Definition, language: str, audio: bool, files: Collection[str] | None
) -> Iterator[Lack]:
    yield from _settings(definition, language)
    yield from _survey(definition, language)
    yield from _lists(definition, language)
    for asked in asked_media(definition):
        yield from _media(asked, language, audio, files)


def ready(
    definition: Definition, language: str, *, audio: bool = False, files: Collection[str] | None = None
) -> bool:
    """Whether a respondent can be asked in this language (a native review may still be open)."""
    return language in definition.languages and all(
        lack.language != language or lack.what == "review"
        for lack in lacks(definition, audio=audio, files=files)
    )


def _media(asked: Asked, language: str, audio: bool, files: Collection[str] | None) -> Iterator[Lack]:
    """A picture is missing where another language has one; a sound wherever something is said."""
    name = asked.names.get(language, "")
    wanted = audio if asked.what == "audio" else _lacks(asked.names, language)
    if (not name and wanted) or (name and files is not None and name not in files):
        yield Lack(language, asked.sheet, asked.row, asked.what, asked.key, name)


def _settings(definition: Definition, language: str) -> Iterator[Lack]:
    for what, text in (("title", definition.title), ("intro", definition.intro)):
        if _lacks(text, language):
            yield Lack(language, SETTINGS, 2, what, definition.key)
    if language in definition.to_review:
        yield Lack(language, SETTINGS, 2, "review", definition.key)


def _survey(definition: Definition, language: str) -> Iterator[Lack]:
    for section in definition.sections:
        if _lacks(section.label, language):
            yield Lack(language, SURVEY, section.row, "label", section.name)
    for entry in definition.entries:
        for what in ("label", "hint", "constraint_message"):
            if _lacks(getattr(entry, what), language):
                yield Lack(language, SURVEY, entry.row, what, entry.key)


def _lists(definition: Definition, language: str) -> Iterator[Lack]:
    for name, choice in definition.offered():
        if not choice.label.get(language):
            yield Lack(language, CHOICES, choice.row, "choice", f"{name}/{choice.name}")


def _lacks(text: Text, language: str) -> bool:
    """Only where another language has words is something missing."""
    return any(text.values()) and not text.get(language)
