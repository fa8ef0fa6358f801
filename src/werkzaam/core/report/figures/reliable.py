"""How many changed by more than measuring can be off, per arm, as parts of all with both answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzaam.core.report.figures import marks, theme
from werkzaam.core.report.figures.marks import across
from werkzaam.core.report.figures.theme import Spec

_PARTS = ("worsened", "same", "improved")
_FILLS = ["#ffffff", theme.BAND, "#6f9aa1"]


@dataclass(frozen=True, slots=True)
class Changed:
    """Persons of one arm."""

    arm: str
    worsened: int
    same: int
    improved: int


def draw(outcomes: Sequence[tuple[str, Sequence[Changed]]], *, width: int) -> Spec:
    """A small panel per outcome, a bar per arm from back to forward; the counts stand in the bars."""
    return {"vconcat": [_panel(title, rows, width) for title, rows in outcomes], "spacing": 12}


def _panel(title: str, rows: Sequence[Changed], width: int) -> Spec:
    labels = 150 if width > 400 else 112
    y = marks.named("arm", labels, sort=None)
    x = across("low", axis=None, scale={"domain": [0, 1], "nice": False})
    fill: Spec = {"field": "part", "type": "nominal", "legend": None}
    fill["scale"] = {"domain": list(_PARTS), "range": _FILLS}
    place = {"x": x, "y": y, "x2": {"field": "high"}}
    middle = {"x": across("middle"), "y": y, "text": {"field": "shown"}}
    return {
        "width": width - labels - 24,
        "height": marks.rows(marks.name(row.arm, labels) for row in rows),
        "title": marks.folded(title, width, size=13),
        "data": {"values": [part for row in rows for part in _parts(row, labels)]},
        "layer": [
            {"mark": {"type": "bar", "stroke": theme.QUIET}, "encoding": {**place, "fill": fill}},
            {"mark": {"type": "text"}, "encoding": middle},
        ],
    }


def _parts(row: Changed, extent: int) -> list[Spec]:
    counts = (row.worsened, row.same, row.improved)
    total, low, parts = sum(counts) or 1, 0.0, []
    for part, count in zip(_PARTS, counts, strict=True):
        high = low + count / total
        ends = {"low": low, "high": high, "middle": (low + high) / 2}
        parts.append(
            {"arm": marks.name(row.arm, extent), "part": part, "shown": str(count) if count else "", **ends}
        )
        low = high
    return parts
