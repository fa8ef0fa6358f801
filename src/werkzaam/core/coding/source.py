"""A source: text as it is kept, and whose turn it is where."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from werkzaam.core.coding.problem import SourceProblem

LONGEST = 5_000_000  # code points: a transcript of a full day's talk has about half a million

_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a speaker: text[start:end], of which text[words:end] was said; before it stands the name.

    `begins` and `ends` are seconds from the start of the recording, None where the file does not tell.
    """

    start: int
    words: int
    end: int
    speaker: str
    begins: float | None = None
    ends: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document or transcript. Its text never changes: positions of codings count on it.

    The text is NFC with lines ended by LF; turns are in order, do not overlap, and leave out what nobody says. `notes`
    is how many footnotes and endnotes of the file now stand in the text.
    """

    key: str
    name: str
    text: str
    turns: tuple[Turn, ...] = ()
    notes: int = 0

    @property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8 (64 hex digits)."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def unix(text: str) -> str:
    """Every line ended by LF, no byte order mark, a blank for every other control character.

    Besides the mark, only CRLF changes the number of code points.
    """
    return _CONTROL.sub(" ", _BREAK.sub("\n", text.removeprefix("\ufeff")))


def clean(text: str) -> str:
    """Text as it is kept: `unix`, composed (NFC). Signs of direction and joiners stay.

    Raises SourceProblem: `source-empty`, `source-too-long`.
    """
    kept = unicodedata.normalize("NFC", unix(text))
    if not kept.strip():
        raise SourceProblem("There is no text in this file. Nothing was kept.", code="source-empty")
    if len(kept) > LONGEST:
        message = f"This text is longer than {LONGEST:,} characters. Cut it into parts and add those."
        raise SourceProblem(message, code="source-too-long", length=len(kept))
    return kept
