"""What people said, cut into passages that carry a code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from werkzaam.problem import Problem

Text = Mapping[str, str]


class CodingProblem(Problem):
    """A passage or codebook that does not hold together."""

    code = "coding-invalid"
    status = 422


class Kind(StrEnum):
    """What a code says about the programme."""

    WORKING_ELEMENT = "working-element"
    IMPROVEMENT_POINT = "improvement-point"
    DEVELOPMENT = "development"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Code:
    key: str
    kind: Kind
    label: Text
    description: Text


@dataclass(frozen=True, slots=True)
class Codebook:
    """The codes of one study. Raises CodingProblem when two share a key."""

    key: str
    version: int
    codes: tuple[Code, ...]

    def __post_init__(self) -> None:
        keys = [code.key for code in self.codes]
        if len(set(keys)) < len(keys):
            raise CodingProblem("Two codes have the same key.", code="code-twice", codebook=self.key)

    def code(self, key: str) -> Code:
        return next(code for code in self.codes if code.key == key)


@dataclass(frozen=True, slots=True)
class Segment:
    """A passage `[start, end)` of one source, counted in Unicode code points, with one code by one coder.

    `source` is the key of a transcript or document; `person` the pseudonym of who speaks there, or None for a
    document. Raises CodingProblem for an empty or backward passage.
    """

    source: str
    start: int
    end: int
    code: str
    coder: str
    person: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            message = "A passage ends before it begins, or is empty."
            raise CodingProblem(message, code="segment-empty", start=self.start, end=self.end)
