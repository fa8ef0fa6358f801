"""Figures of an edition in one language: the drawing for wide and narrow screens, and its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzaam.core.report.edition import Edition, EditionFigure
from werkzaam.core.report.said import words
from werkzaam.web.public import numbers
from werkzaam.web.public.numbers import Part


@dataclass(frozen=True, slots=True)
class Cell:
    parts: list[Part]
    numeric: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """`wide` and `narrow` are files of the edition; `rows` the numbers that are drawn."""

    key: str
    title: str
    alt: str
    note: str
    wide: str
    narrow: str
    header: list[tuple[str, bool]]
    rows: list[list[Cell]]


def drawings(edition: Edition, language: str) -> list[Drawing]:
    return [_drawing(edition, one, language) for one in edition.figures]


def _drawing(edition: Edition, figure: EditionFigure, language: str) -> Drawing:
    table = figure.table.get(language) or next(iter(figure.table.values()))
    numeric = list(table["numeric"])
    rows = table.get("parts") or [[[{"text": cell}] for cell in row] for row in table["rows"]]
    return Drawing(
        key=figure.key,
        title=words(figure.title, language),
        alt=words(figure.alt, language),
        note=words(figure.note, language),
        wide=words(figure.files, language),
        narrow=words(figure.narrow, language),
        header=list(zip(table["header"], numeric, strict=True)),
        rows=[_row(edition, row, numeric) for row in rows],
    )


def _row(edition: Edition, row: Sequence[Sequence[Mapping[str, Any]]], numeric: list[bool]) -> list[Cell]:
    """Cells with their numbers linked, where the edition keeps which number came from where."""
    return [Cell(numbers.said(edition, cell), at) for cell, at in zip(row, numeric, strict=True)]
