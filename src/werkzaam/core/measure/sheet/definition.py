"""What a questionnaire asks, as plain records: questions with their keys over waves, groups, choice lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from werkzaam.core.measure.model import Text

UNASKED = frozenset({"calculate", "hidden", "start", "end", "today", "note", "audit", "background-audio"})


@dataclass(frozen=True, slots=True)
class Listed:
    """One choice; `score` is the number it stands for (None: it stands for none)."""

    row: int
    name: str
    label: Text
    score: float | None
    audio: Text = field(default_factory=dict)
    image: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One question, note or calculation of the survey sheet.

    `key` is its name over waves; `path` its place in the form; `reworded` declares that new words mean the same.
    """

    row: int
    key: str
    name: str
    type: str
    listed: str
    path: str
    groups: tuple[str, ...]
    label: Text
    hint: Text
    audio: Text
    image: Text
    constraint_message: Text
    relevant: str
    constraint: str
    required: str
    calculation: str
    choice_filter: str
    scale: tuple[str, ...]
    scale_rule: str
    scale_min: str
    reverse: bool
    spss: str
    sensitive: bool
    reworded: bool

    @property
    def asked(self) -> bool:
        return self.type not in UNASKED


@dataclass(frozen=True, slots=True)
class Section:
    """A group or repeat; `relevant` holds for all inside."""

    row: int
    name: str
    path: str
    label: Text
    relevant: str
    repeats: str | None


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole questionnaire as its sheet tells it. `to_review`: languages a native speaker has not read yet."""

    key: str
    version: str
    title: Text
    intro: Text
    licence: str
    minutes: int
    languages: tuple[str, ...]
    to_review: tuple[str, ...]
    entries: tuple[Entry, ...]
    sections: tuple[Section, ...]
    lists: Mapping[str, tuple[Listed, ...]]

    def entry(self, key: str) -> Entry:
        return next(entry for entry in self.entries if entry.key == key)

    def choices(self, entry: Entry) -> tuple[Listed, ...]:
        return self.lists.get(entry.listed, ())

    def offered(self) -> Iterator[tuple[str, Listed]]:
        """Every choice that a question offers, with the name of its list; once, in the order of asking."""
        for name in dict.fromkeys(entry.listed for entry in self.entries if entry.listed):
            for choice in self.lists.get(name, ()):
                yield name, choice


def rows_by_path(definition: Definition) -> dict[str, int]:
    """Where each node of the compiled form stands on the survey sheet."""
    found = {section.path: section.row for section in definition.sections}
    return found | {entry.path: entry.row for entry in definition.entries}
