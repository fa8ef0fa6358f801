"""The offset doctor: in which way did the other program count?

The standard counts Unicode code points from 0, end not included (REFI-QDA 1.5, 9.2). Programs were seen to count UTF-16
units or bytes, a line end as two although one is stored (or the other way round), the byte order mark, or the last
character too. Each way is tried on all passages at once; the one by which most begin and end where words do, wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from werkzaam.core.coding.source import unix

UNITS = ("code-point", "utf-16", "byte")
LINE_ENDS = ("stored", "one", "two")
Pair = tuple[int, int]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Convention:
    """One way of counting. `line_end`: as it is stored in the file, or always as one, or always as two."""

    unit: str = "code-point"
    line_end: str = "stored"
    mark: bool = False
    inclusive: bool = False


STANDARD = Convention()
CONVENTIONS = tuple(
    Convention(unit, line_end, mark, inclusive)
    for inclusive, mark, line_end, unit in product((False, True), (False, True), LINE_ENDS, UNITS)
)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The way of counting that fits best, its score (0 to 1: share of begins and ends at words), and the standard's.

    `tried` has every way that was compared, best first. `passages` were looked at.
    """

    convention: Convention
    score: float
    standard: float
    passages: int
    tried: tuple[tuple[Convention, float], ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as it came (byte order mark, line ends and all) and its passages, in the other program's counting."""

    raw: str
    passages: tuple[Pair, ...]


def diagnose(texts: Sequence[Marked]) -> Diagnosis:
    """The convention of a whole project: one program made it, so all its texts are judged together.

    Ways that score the same are settled for the standard, then for the nearest to it.
    """
    rulers = [_Ruler(text.raw) for text in texts if text.passages]
    asked = [np.asarray(text.passages, dtype=np.int64).reshape(-1, 2) for text in texts if text.passages]
    standard = _score(rulers, asked, STANDARD)
    worth = (STANDARD,) if standard == 1 else CONVENTIONS
    scores = {way: standard if way == STANDARD else _score(rulers, asked, way) for way in worth}
    tried = sorted(scores.items(), key=lambda pair: -pair[1])
    return Diagnosis(tried[0][0], tried[0][1], standard, sum(map(len, asked)), tuple(tried))


def place(text: Marked, way: Convention) -> tuple[Pair | None, ...]:
    """Each passage in code points of `unix(text.raw)`; None where it lies outside the text or is empty."""
    found = _Ruler(text.raw).place(np.asarray(text.passages, dtype=np.int64).reshape(-1, 2), way)
    return tuple((int(start), int(end)) if 0 <= start < end else None for start, end in found)


class _Ruler:
    """One text, with how wide each of its code points is in every way of counting."""

    def __init__(self, raw: str) -> None:
        self.text = unix(raw)
        points = np.frombuffer(self.text.encode("utf-32-le"), dtype="<u4")
        self._breaks = points == 10
        self._points = points
        self._stored = self._line_ends(raw)
        self._edges: dict[tuple[str, str], Ints] = {}

    def _line_ends(self, raw: str) -> Ints:
        """How many code points each line end takes in the file."""
        ones = np.ones(int(self._breaks.sum()), dtype=np.int64)
        if "\r\n" in raw:
            kept = raw.removeprefix("\ufeff").replace("\r\n", "\x01")
            points = np.frombuffer(kept.encode("utf-32-le"), dtype="<u4")
            ends = points[np.isin(points, [1, 10, 11, 12, 13, 0x85, 0x2028, 0x2029])]
            ones = np.where(ends == 1, 2, 1).astype(np.int64) if len(ends) == len(ones) else ones
        return ones

    def edges(self, way: Convention) -> Ints:
        """Where each code point begins, and where the last one ends, in that way of counting."""
        name = (way.unit, way.line_end)
        if name not in self._edges:
            widths = self._widths(way.unit)
            widths[self._breaks] = self._stored if way.line_end == "stored" else LINE_ENDS.index(way.line_end)
            self._edges[name] = np.concatenate([[0], widths.cumsum()])
        return self._edges[name]

    def _widths(self, unit: str) -> Ints:
        points = self._points
        if unit == "utf-16":
            return 1 + (points > 0xFFFF).astype(np.int64)
        if unit == "byte":
            return np.searchsorted([0x80, 0x800, 0x10000], points, side="right").astype(np.int64) + 1
        return np.ones(len(points), dtype=np.int64)

    def place(self, passages: Ints, way: Convention) -> Ints:
        """Passages in code points; -1 for what lies outside the text or within a code point."""
        edges = self.edges(way)
        mark = (3 if way.unit == "byte" else 1) if way.mark else 0
        wanted = passages - mark + np.array([0, way.inclusive])
        found = np.searchsorted(edges, wanted)
        inside = (wanted >= 0) & (found < len(edges))
        exact = edges[np.minimum(found, len(edges) - 1)] == wanted
        return np.where(inside & exact, found, -1)

    def score(self, passages: Ints, way: Convention) -> float:
        """The sum over passages of how well begin and end fall on words, 0 to 1 each passage."""
        starts, ends = self.place(passages, way).T
        good = (starts >= 0) & (ends > starts)
        starts, ends = starts[good], ends[good]
        begins = _worth(inside=self._kinds(starts), outside=self._kinds(starts - 1))
        return (begins + _worth(inside=self._kinds(ends - 1), outside=self._kinds(ends))) / 2

    def _kinds(self, positions: Ints) -> Ints:
        edge = len(self.text)
        return np.array([_kind(self.text[at]) if 0 <= at < edge else 0 for at in positions], dtype=np.int64)


def _score(rulers: Sequence[_Ruler], asked: Sequence[Ints], way: Convention) -> float:
    total = sum(map(len, asked))
    scored = sum(ruler.score(passages, way) for ruler, passages in zip(rulers, asked, strict=True))
    return scored / total if total else 1.0


def _kind(sign: str) -> int:
    """0 blank, 1 mark, 2 letter or digit (joined emoji and marks on letters belong to what they stand on)."""
    if sign.isspace():
        return 0
    return 2 if sign.isalnum() or sign == "\u200d" or "\u0300" <= sign <= "\u036f" else 1


def _worth(*, inside: Ints, outside: Ints) -> float:
    """1 for a word with a blank (or the text's edge) outside, a half where a mark stands outside; 0 within a word, or
    when a blank stands inside. Summed."""
    worth = np.where(outside == 0, 1.0, 0.5)
    worth[((inside == 2) & (outside == 2)) | (inside == 0)] = 0.0
    return float(worth.sum())
