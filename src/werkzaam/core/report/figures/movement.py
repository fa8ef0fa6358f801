"""Who stood where at the start and where at a later wave: a table of counts per arm, shaded by how many."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from werkzaam.core.effect.result import Movement
from werkzaam.core.report.figures import marks, theme
from werkzaam.core.report.figures.theme import Spec

_SHADES = ["#ffffff", "#8fb3b8"]
"""From nobody to the fullest cell: ink stays readable on both."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One arm's table; `levels` are written out. A count that is no number is withheld: it gets no shade."""

    title: str
    levels: tuple[str, ...]
    movement: Movement
    texts: tuple[tuple[str, ...], ...] = ()  # what stands in each cell, where that is not the count itself


def draw(arms: Sequence[Moved], *, width: int, start: str, later: str) -> Spec:
    """Arms side by side on a wide page, below one another on a narrow one; the diagonal is outlined."""
    columns = len(arms) if width > 400 else 1
    across = max(len(arms), 2) if width > 400 else 1
    longest = max(len(one.levels) for one in arms)
    side = min(44, (width // across - 74) // longest)
    panels = [_panel(one, side=side, start=start, later=later) for one in arms]
    return {"concat": panels, "columns": columns, "spacing": 30}


def _panel(one: Moved, *, side: int, start: str, later: str) -> Spec:
    x, y = _steps("to", later, one.levels, orient="top"), _steps("from", start, one.levels)
    place = {"x": x, "y": y}
    shade: Spec = {"field": "share", "type": "quantitative", "legend": None}
    shade["scale"] = {"domain": [0, _fullest(one.movement)], "range": _SHADES, "interpolate": "rgb"}
    stay = {"type": "rect", "filled": False, "stroke": theme.INK, "strokeWidth": 1.6}
    return {
        "width": {"step": side},
        "height": {"step": min(side, 30)},
        "title": marks.folded(one.title, side * len(one.levels) + 40, size=13),
        "data": {"values": _cells(one)},
        "layer": [
            {"mark": {"type": "rect", "stroke": theme.HAIR}, "encoding": {**place, "fill": shade}},
            {"transform": [{"filter": "datum.stayed"}], "mark": stay, "encoding": place},
            {"mark": {"type": "text"}, "encoding": {**place, "text": {"field": "shown"}}},
        ],
    }


def _steps(field: str, title: str, levels: Sequence[str], orient: str = "left") -> Spec:
    axis = {"title": title, "orient": orient, "labelAngle": 0, "ticks": False, "domain": False, "grid": False}
    return {"field": field, "type": "nominal", "axis": axis, "scale": {"domain": list(levels)}}


def _fullest(movement: Movement) -> float:
    known = _known(movement)
    return max(known) / (sum(known) or 1)


def _known(movement: Movement) -> list[float]:
    return [count for row in movement.counts for count in row if not math.isnan(count)]


def _cells(one: Moved) -> list[Spec]:
    total = sum(_known(one.movement)) or 1
    printed = one.texts or tuple(tuple(map(str, row)) for row in one.movement.counts)
    return [
        {
            "from": start,
            "to": later,
            "share": 0 if math.isnan(count) else count / total,
            "shown": text if count else "",
            "stayed": start == later,
        }
        for start, row, texts in zip(one.levels, one.movement.counts, printed, strict=True)
        for later, count, text in zip(one.levels, row, texts, strict=True)
    ]
