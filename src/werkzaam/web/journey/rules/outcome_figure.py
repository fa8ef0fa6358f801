"""The geometry of the ladder over time: a dot per rating, a line per rater."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from werkzaam.web.journey.rules.codes import RUNGS

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 400, 170, 26, 12, 12, 26


@dataclass(frozen=True, slots=True)
class Rating:
    on: date
    rung: int
    rater: str


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """The ratings of one rater from left to right."""

    rater: str
    dots: tuple[Dot, ...]

    @property
    def points(self) -> str:
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


@dataclass(frozen=True, slots=True)
class Ladder:
    lines: tuple[Line, ...]
    rungs: tuple[tuple[int, float], ...]
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT


def draw(ratings: Sequence[Rating], *, since: date, until: date) -> Ladder:
    """Ratings between two days over all six rungs; raters apart, because a coach's word is not the person's."""
    raters = list(dict.fromkeys(one.rater for one in ratings))
    lines = tuple(
        Line(rater, tuple(_dot(one, since, until) for one in ratings if one.rater == rater))
        for rater in raters
    )
    return Ladder(lines, tuple((rung, height(rung)) for rung in RUNGS), since, until)


def height(rung: int) -> float:
    """Rung 1 at the foot, rung 6 at the top."""
    share = (rung - RUNGS[0]) / (len(RUNGS) - 1)
    return round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP), 1)


def _dot(one: Rating, since: date, until: date) -> Dot:
    share = (one.on - since).days / max((until - since).days, 1)
    return Dot(round(LEFT + 8 + share * (WIDTH - LEFT - RIGHT - 16), 1), height(one.rung))
