"""The response as horizontal bars: where each bar stands, in the figure's own points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from werkzaam.web.survey.queries import Board, Cell

WIDE, ACROSS = 310, 400  # a whole arm is WIDE; the counts stand to its right
HEAD, ROW, GAP = 28, 46, 14  # the wave's name; an arm's name with its bar; air below a wave


@dataclass(frozen=True, slots=True)
class Bar:
    """`wave` stands above the first bar of a round; the others leave it empty."""

    wave: str
    arm: str
    y: int
    invited: int
    answered: int
    label: str

    @property
    def wave_y(self) -> int:
        return self.y - 34

    @property
    def arm_y(self) -> int:
        return self.y - 7

    @property
    def label_y(self) -> int:
        return self.y + 14

    @property
    def end(self) -> int:
        return max(self.invited, self.answered) + 8


@dataclass(frozen=True, slots=True)
class Figure:
    bars: list[Bar]
    height: int
    width: int = ACROSS


def draw(board: Board) -> Figure:
    """Bars for every round with invitations, as long as their share of the arm."""
    bars = list(_bars(board))
    return Figure(bars, bars[-1].y + 24 if bars else 0)


def _bars(board: Board) -> Iterator[Bar]:
    y = 0
    for line in board.lines:
        if not any(cell.invited for cell in line.cells):
            continue
        y += HEAD + 22
        for place, cell in enumerate(line.cells):
            yield _bar("" if place else str(line.round.wave), cell, y)
            y += ROW
        y += GAP - 22


def _bar(wave: str, cell: Cell, y: int) -> Bar:
    whole = max(cell.members, cell.invited, 1)
    return Bar(
        wave,
        cell.arm,
        y,
        round(WIDE * cell.invited / whole),
        round(WIDE * cell.answered / whole),
        f"{cell.answered} / {cell.invited}",
    )
