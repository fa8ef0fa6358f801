"""For whom: how much the difference changes with a characteristic, as estimated and drawn towards none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzaam.core.effect.result import Interval
from werkzaam.core.report.figures import marks, theme
from werkzaam.core.report.figures.marks import across
from werkzaam.core.report.figures.theme import Spec


@dataclass(frozen=True, slots=True)
class Pair:
    """One characteristic, in points of the outcome per unit of it."""

    title: str
    estimated: Interval
    shrunk: Interval
    percent: bool


def draw(pairs: Sequence[Pair], *, width: int, axis: str) -> Spec:
    """A row per characteristic with its own scale: estimated thin and hollow, drawn towards none thick and filled."""
    rows = [_row(pair, width, axis if pair is pairs[-1] else None) for pair in pairs]
    return {"vconcat": rows, "spacing": 14}


def _row(pair: Pair, width: int, axis: str | None) -> Spec:
    ends = [x for one in (pair.estimated, pair.shrunk) for x in (one.low, one.high)]
    ticks = marks.difference(percent=pair.percent, ticks=width // 90, title=marks.folded(axis, width))
    x = across("low", axis=ticks, scale=marks.with_zero(*ends))
    layers = [marks.upright(0, strokeWidth=1.2)]
    layers += _interval(pair.estimated, "estimated", x, line=1.6, fill="white")
    layers += _interval(pair.shrunk, "shrunk", x, line=4, fill=theme.PROGRAMME)
    return {"width": width, "height": 48, "title": marks.folded(pair.title, width, size=13), "layer": layers}


def _interval(one: Interval, name: str, x: Spec, *, line: float, fill: str) -> list[Spec]:
    data = {"values": [{"row": name, "low": one.low, "high": one.high, "value": one.value}]}
    scale = {"domain": ["estimated", "shrunk"]}
    y = {"field": "row", "type": "nominal", "axis": None, "scale": scale}
    rule = {"type": "rule", "strokeWidth": line, "color": theme.PROGRAMME, "strokeCap": "round"}
    dot = {
        "type": "point",
        "size": 80,
        "stroke": theme.PROGRAMME,
        "strokeWidth": 2,
        "opacity": 1,
        "fill": fill,
    }
    return [
        {"data": data, "mark": rule, "encoding": {"x": x, "x2": {"field": "high"}, "y": y}},
        {"data": data, "mark": dot, "encoding": {"x": across("value"), "y": y}},
    ]
