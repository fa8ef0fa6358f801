"""Programme minus comparison: the interval, zero, what is too small to matter, and what could have been seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzaam.core.report.figures import marks, theme
from werkzaam.core.report.figures.marks import across
from werkzaam.core.report.figures.theme import Spec


@dataclass(frozen=True, slots=True)
class Bar:
    """One estimand, in the outcome's own unit. `greyed`: shown, but not to be judged."""

    title: str
    value: float
    low: float
    high: float
    delta: float
    detectable: float
    percent: bool
    greyed: bool


def draw(bars: Sequence[Bar], *, width: int, axis: str) -> Spec:
    """One row per estimand, each with its own scale, because units differ."""
    rows = [_row(bar, width=width, axis=axis if bar is bars[-1] else None) for bar in bars]
    return {"vconcat": rows, "spacing": 14}


def _row(bar: Bar, *, width: int, axis: str | None) -> Spec:
    seen = marks.upright(-bar.detectable, bar.detectable, color=theme.QUIET, strokeDash=[3, 3])
    layers = [marks.band(bar.delta), seen, marks.upright(0, strokeWidth=1.2), *_interval(bar, width, axis)]
    return {"width": width, "height": 44, "title": marks.folded(bar.title, width, size=13), "layer": layers}


def _interval(bar: Bar, width: int, axis: str | None) -> list[Spec]:
    colour = theme.GREYED if bar.greyed else theme.PROGRAMME
    data = {"values": [{"low": bar.low, "high": bar.high, "value": bar.value}]}
    line = {"type": "rule", "strokeWidth": 4, "color": colour, "strokeCap": "round"}
    dot = {"type": "point", "size": 150, "stroke": colour, "strokeWidth": 2.5, "opacity": 1}
    dot["fill"] = "white" if bar.greyed else colour
    ticks = marks.difference(percent=bar.percent, ticks=width // 90, title=marks.folded(axis, width))
    low = across("low", axis=ticks, scale=marks.around_zero(bar.low, bar.high, bar.delta, bar.detectable))
    return [
        {"data": data, "mark": line, "encoding": {"x": low, "x2": {"field": "high"}}},
        {"data": data, "mark": dot, "encoding": {"x": across("value")}},
    ]
