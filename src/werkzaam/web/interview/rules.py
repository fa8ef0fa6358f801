"""Text as it is kept, its sentences, and how codings lie over them. Positions are Unicode code points."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

LONGEST = 2_000_000  # code points: a transcript of a full day's talk has about half a million

_END = re.compile(r"[.!?…؟።۔]+[\"'”’»)\]]*(?=\s|$)")
_SHORT = re.compile(
    r"(?:^|[\s(])(?:dhr|mw|mevr|mr|mrs|ms|dr|drs|prof|ing|bijv|bv|nl|ca|etc|nr|tel|blz|resp|vs|e\.g|i\.e"
    r"|o\.a|d\.w\.z|m\.b\.t|i\.v\.m|t\.a\.v|n\.a\.v|[A-Z])\.$",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """The text as it is kept: composed (NFC), lines ended by LF, no byte order mark, no blanks around it."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines).strip()


def fingerprint(text: str) -> str:
    """SHA-256 of the kept text in UTF-8 (64 hex digits)."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_readable(text: str) -> bool:
    """Whether the text holds no control characters (a binary file read as text does)."""
    return not any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Sentence `number` (from 1) of paragraph `paragraph` (from 1): text[start:end]."""

    number: int
    paragraph: int
    start: int
    end: int


def sentences(text: str) -> tuple[Sentence, ...]:
    """Every sentence of a kept text, in order. A line is a paragraph; a blank line is none."""
    spans = [
        (paragraph, start, end)
        for paragraph, line in enumerate(re.finditer(r"[^\n]*\S[^\n]*", text), 1)
        for start, end in _within(text, line.start(), line.end())
    ]
    return tuple(Sentence(number, *span) for number, span in enumerate(spans, 1))


def _within(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    for mark in _END.finditer(text, start, end):
        if _ends(text, start, mark.end(), end):
            yield _trim(text, start, mark.end())
            start = mark.end()
    if text[start:end].strip():
        yield _trim(text, start, end)


def _ends(text: str, start: int, here: int, end: int) -> bool:
    """An abbreviation, or a small letter next, means the sentence goes on."""
    following = text[here:end].lstrip()[:1]
    return not _SHORT.search(text[start:here]) and not following.islower()


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def span(found: Sequence[Sentence], first: int, last: int) -> tuple[int, int] | None:
    """Start and end (exclusive) of sentences `first` up to and with `last`; None when there are no such sentences."""
    if not 1 <= first <= last <= len(found):
        return None
    return found[first - 1].start, found[last - 1].end


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding as it is shown: which code, where, and whose."""

    coding: int
    code: str
    start: int
    end: int
    own: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its words and the codings that touch it; `begins` are those that start in it."""

    number: int
    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]


def lay_out(text: str, found: Sequence[Sentence], marks: Sequence[Mark]) -> tuple[tuple[Line, ...], ...]:
    """The text as paragraphs of lines, codings laid over them."""
    return tuple(
        tuple(_line(text, sentence, marks) for sentence in members)
        for _, members in groupby(found, key=lambda sentence: sentence.paragraph)
    )


def _line(text: str, at: Sentence, marks: Sequence[Mark]) -> Line:
    touching = tuple(mark for mark in marks if mark.start < at.end and at.start < mark.end)
    begins = tuple(mark for mark in touching if at.start <= mark.start)
    return Line(at.number, text[at.start : at.end], touching, begins)
