"""A figure for the report: one drawing at two widths with its words and its numbers."""

from __future__ import annotations

from collections.abc import Callable

from werkzaam.core.report.document import Figure, Table, Text
from werkzaam.core.report.figures import theme
from werkzaam.core.report.figures.theme import Spec
from werkzaam.core.report.teller import Teller

WIDE, NARROW = 640, 320
"""Pixels across: a page or sheet, and a telephone."""


def figure(
    teller: Teller, key: str, chart: Callable[[int], Spec], table: Table, *, title: Text, alt: str, note: str
) -> Figure:
    """`chart` makes the drawing for a width."""

    def svg(width: int) -> str:
        return theme.svg(chart(width), name=f"{key}-{width}", language=teller.language)

    return Figure(key, title, alt, note, svg(WIDE), svg(NARROW), table)
