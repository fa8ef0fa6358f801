"""What is said in the interviews of a simulated study, what two coders put on it, and the truth behind both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the codebook; `below` is the key of the theme it stands under."""

    key: str
    kind: str
    label: Mapping[str, str]
    below: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words as they stand in turn number `turn` (from 0), and the code that holds of them."""

    turn: int
    text: str
    code: str
    stance: str = "for"  # or against


@dataclass(frozen=True, slots=True)
class Interview:
    """A conversation as it was written down, or a document: with `names` in it that must come out.

    `person` is set where one participant speaks. `asks` is the label of who asks; turns of a document have no speaker.
    """

    key: str
    kind: str  # interview, group-interview, document
    perspective: str
    title: str
    language: str
    on: date
    person: str | None
    asks: str
    turns: tuple[Turn, ...]
    passages: tuple[Passage, ...]
    names: tuple[str, ...]

    @property
    def text(self) -> str:
        """Turns as paragraphs, each behind the name of who speaks."""
        return "\n\n".join(f"{one.speaker}: {one.text}" if one.speaker else one.text for one in self.turns)


@dataclass(frozen=True, slots=True)
class Marking:
    """What one of two coders (0 or 1) put in an interview, rightly or not."""

    coder: int
    interview: str
    passage: Passage
    holds: bool


@dataclass(frozen=True, slots=True)
class Planted:
    """The truth, for the generator alone: persons for and against by (code, perspective), how many were asked per
    perspective, and Krippendorff's alpha per code."""

    persons: Mapping[tuple[str, str], tuple[int, int]]
    asked: Mapping[str, int]
    alpha: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Talks:
    codes: tuple[Code, ...]
    interviews: tuple[Interview, ...]
    markings: tuple[Marking, ...]
    planted: Planted
