"""A coding: one code on one passage, by one coder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from werkzaam.core.coding.problem import CodingProblem


class Origin(StrEnum):
    """Who put the code there."""

    HUMAN = "human"
    RULE = "rule"
    MODEL = "model"


class Stance(StrEnum):
    """Whether the passage speaks for what the code says, or against it."""

    FOR = "for"
    AGAINST = "against"


class Span(Protocol):
    """Anything from `start` up to, not with, `end`, in Unicode code points."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Coding:
    """Text `[start, end)` of one source, counted in Unicode code points, with one code by one coder.

    `source`, `code` and `coder` are keys; `at` is when it was put there, if known. Raises CodingProblem
    (`coding-empty`) for an empty or backward passage.
    """

    key: str
    source: str
    start: int
    end: int
    code: str
    coder: str
    origin: Origin = Origin.HUMAN
    stance: Stance = Stance.FOR
    memo: str = ""
    at: datetime | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            message = "A passage ends before it begins, or is empty. Select some text first."
            raise CodingProblem(message, code="coding-empty", start=self.start, end=self.end)

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it stands: source, start, end."""
        return self.source, self.start, self.end


def in_order(codings: Iterable[Coding]) -> tuple[Coding, ...]:
    """Codings in the order of the texts."""
    return tuple(sorted(codings, key=lambda one: (*one.place, one.code, one.coder, one.key)))


def passage(text: str, span: Span) -> str:
    """The words of a span; Python counts in code points, as spans do.

    Raises CodingProblem (`coding-outside`) for a span that runs past the text.
    """
    if span.end > len(text):
        message = "A passage runs past the end of its text; the text was changed after it was coded."
        raise CodingProblem(message, code="coding-outside", end=span.end, length=len(text))
    return text[span.start : span.end]
