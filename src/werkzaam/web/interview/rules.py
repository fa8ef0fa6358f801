"""How a text is laid out to be read and coded: paragraphs, sentences, and the codings over them.

Positions are Unicode code points; `end` is not with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from werkzaam.core.coding.coding import Span
from werkzaam.core.coding.fold import fold
from werkzaam.core.coding.sentence import Sentence, sentences
from werkzaam.core.coding.source import Turn
from werkzaam.core.coding.span import touched
from werkzaam.core.coding.voice import speakers

LONGEST = 2_000_000  # code points: a transcript of a full day's talk has about half a million


def stored(text: str) -> list[list[int]]:
    """The sentences of a text as they are kept: [start, end, paragraph]."""
    return [[one.start, one.end, one.paragraph] for one in sentences(text)]


def units(kept: Iterable[Sequence[int]]) -> tuple[Sentence, ...]:
    """Kept sentences as core reads them."""
    return tuple(
        Sentence(number, paragraph, start, end) for number, (start, end, paragraph) in enumerate(kept, 1)
    )


def folded(text: str, kept: Iterable[Sequence[int]]) -> str:
    """The text to search in, a sentence a line."""
    return "\n".join(fold(text[start:end]).replace("\n", " ") for start, end, _ in kept)


def stored_turns(found: Iterable[Turn]) -> list[list[object]]:
    """Turns as they are kept."""
    return [[one.start, one.words, one.end, one.speaker, one.begins, one.ends] for one in found]


def turns(kept: Iterable[Sequence[object]]) -> tuple[Turn, ...]:
    """Kept turns as core reads them."""
    return tuple(Turn(*one) for one in kept)  # type: ignore[arg-type]


def named(kept: Iterable[Sequence[object]]) -> list[str]:
    """The names before the turns of a text, each once, sorted: as a source keeps them."""
    return sorted({one.speaker for one in turns(kept)})


def heard(said: Sequence[Turn], where: Span) -> list[str]:
    """The names before the turns that a passage touches, sorted: as a coding keeps them."""
    return sorted(speakers(said, where))


def span(found: Sequence[Sentence], first: int, last: int) -> tuple[int, int] | None:
    """Start and end of sentences `first` up to and with `last`; None when there are no such sentences."""
    if not 1 <= first <= last <= len(found):
        return None
    return found[first - 1].start, found[last - 1].end


@dataclass(frozen=True, slots=True)
class Piece:
    """Text from `start` up to, not with, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding as it is shown: which code, where, and whose."""

    coding: int
    code: int
    name: str
    colour: int
    start: int
    end: int
    own: bool
    against: bool = False
    memo: str = ""
    origin: str = "human"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its words and the codings that touch it; `begins` are those that start in it."""

    number: int
    start: int
    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that stand together; `speaker` where a new turn begins here."""

    speaker: str
    lines: tuple[Line, ...]

    @property
    def begins(self) -> tuple[tuple[int, Mark], ...]:
        """Every coding that starts in this paragraph, with the number of its first sentence."""
        return tuple((line.number, mark) for line in self.lines for mark in line.begins)


def lay_out(
    text: str, found: Sequence[Sentence], marks: Sequence[Mark], said: Sequence[Turn] = ()
) -> tuple[Paragraph, ...]:
    """The text as paragraphs of lines, codings laid over them, names of speakers where their turns begin."""
    over: dict[int, list[Mark]] = {}
    for mark in marks:
        for index in touched(found, mark):
            over.setdefault(index, []).append(mark)
    paragraphs = groupby(found, key=lambda sentence: sentence.paragraph)
    return tuple(_paragraph(text, list(members), over, said) for _, members in paragraphs)


def _paragraph(
    text: str, members: Sequence[Sentence], over: dict[int, list[Mark]], said: Sequence[Turn]
) -> Paragraph:
    here = touched(said, members[0])
    lines = tuple(_line(text, one, over.get(one.number - 1, [])) for one in members)
    return Paragraph(said[here[0]].speaker if here else "", lines)


def _line(text: str, at: Sentence, marks: Sequence[Mark]) -> Line:
    begins = tuple(mark for mark in marks if at.start <= mark.start < at.end)
    return Line(at.number, at.start, text[at.start : at.end], tuple(marks), begins)
