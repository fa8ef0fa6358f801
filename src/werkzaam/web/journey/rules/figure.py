"""The geometry of the one figure of guidance: bars of contacts delivered, a line of contacts planned."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 400, 190
LEFT, RIGHT, TOP, BOTTOM = 30, 6, 10, 26


@dataclass(frozen=True, slots=True)
class Week:
    """One week: contacts planned, conversations held, messages and e-mails."""

    label: str
    planned: float
    conversations: float
    messages: float

    @property
    def delivered(self) -> float:
        return self.conversations + self.messages


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    width: float
    spoken_y: float
    spoken_height: float
    message_y: float
    message_height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A value on the upright axis."""

    at: float
    value: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A week named under the bars."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """All numbers the SVG needs, in its own units."""

    weeks: tuple[Week, ...]
    bars: tuple[Bar, ...]
    line: str
    ticks: tuple[Tick, ...]
    labels: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def draw(weeks: Sequence[Week]) -> Figure:
    """Place the weeks from left to right over one honest scale that starts at zero."""
    top = ceiling(max((max(w.planned, w.delivered) for w in weeks), default=0))
    step = (WIDTH - LEFT - RIGHT) / max(len(weeks), 1)
    bars = tuple(_bar(week, LEFT + i * step, step, top) for i, week in enumerate(weeks))
    ticks = tuple(Tick(_height(value, top), value) for value in (0, top / 2, top))
    every = max(math.ceil(len(weeks) / 5), 1)
    labels = tuple(
        Mark(_short(LEFT + (i + 0.5) * step), week.label) for i, week in enumerate(weeks) if i % every == 0
    )
    return Figure(tuple(weeks), bars, _line(weeks, step, top), ticks, labels)


def ceiling(highest: float) -> float:
    """A round top of the scale, at least 1: 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15 …"""
    if highest <= 1:
        return 1
    size = 10.0 ** math.floor(math.log10(highest))
    return next((size * n for n in (1, 1.5, 2, 3, 4, 5, 6, 8) if size * n >= highest), size * 10)


def _height(value: float, top: float) -> float:
    return _short(HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP))


def _bar(week: Week, x: float, step: float, top: float) -> Bar:
    floor, spoken, message = HEIGHT - BOTTOM, _height(week.conversations, top), _height(week.delivered, top)
    return Bar(
        x=_short(x + step * 0.15),
        width=_short(step * 0.7),
        spoken_y=spoken,
        spoken_height=_short(floor - spoken),
        message_y=message,
        message_height=_short(spoken - message),
    )


def _line(weeks: Sequence[Week], step: float, top: float) -> str:
    """The planned contacts as steps: flat over a week, a jump between weeks."""
    points = [
        f"{_short(LEFT + (i + side) * step)},{_height(week.planned, top)}"
        for i, week in enumerate(weeks)
        for side in (0, 1)
    ]
    return " ".join(points)


def _short(value: float) -> float:
    return round(value, 1)
