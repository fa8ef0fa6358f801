"""Pilots under each other with their intervals, what they say together, and where a next pilot may come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzaam.core.report.figures import marks, theme
from werkzaam.core.report.figures.marks import across
from werkzaam.core.report.figures.theme import Spec


@dataclass(frozen=True, slots=True)
class Line:
    """One study: its weight (0 to 1) is the size of its mark; `greyed`: shown, not pooled."""

    name: str
    value: float
    low: float
    high: float
    weight: float
    greyed: bool


@dataclass(frozen=True, slots=True)
class Together:
    """The mean over studies and the prediction interval (None with fewer than three studies)."""

    name: str
    value: float
    low: float
    high: float
    prediction: tuple[float, float] | None


def draw(lines: Sequence[Line], together: Together | None, *, width: int, axis: str, percent: bool) -> Spec:
    """A row per study, then the mean as a diamond with its interval and, thin, the prediction interval."""
    extent = min(180, width // 3)
    told = [*(one.name for one in lines), *([together.name] if together else [])]
    names = [marks.name(each, extent) for each in told]
    y = marks.named("name", extent, sort=names, scale={"domain": names})
    inner = width - extent - 24
    layers = [marks.upright(0, strokeWidth=1.2), *_studies(lines, names, y, inner, axis, percent)]
    if together:
        layers += _mean(together, names[-1], y)
    return {"width": inner, "height": marks.rows(names, 34), "layer": layers}


def _studies(
    lines: Sequence[Line], names: list[str], y: Spec, width: int, axis: str, percent: bool
) -> list[Spec]:
    rows = [
        {
            "name": name,
            "value": one.value,
            "low": one.low,
            "high": one.high,
            "weight": one.weight,
            "out": one.greyed,
        }
        for one, name in zip(lines, names, strict=False)
    ]
    colour = {"condition": {"test": "datum.out", "value": theme.GREYED}, "value": theme.PROGRAMME}
    ticks = marks.difference(percent=percent, ticks=max(3, width // 90), title=marks.folded(axis, width))
    size = {
        "field": "weight",
        "type": "quantitative",
        "scale": {"domain": [0, 1], "range": [40, 320]},
        "legend": None,
    }
    data = {"values": rows}
    return [
        {
            "data": data,
            "mark": {"type": "rule", "strokeWidth": 2.5},
            "encoding": {"x": across("low", axis=ticks), "x2": {"field": "high"}, "y": y, "color": colour},
        },
        {
            "data": data,
            "mark": {"type": "point", "shape": "square", "filled": True, "opacity": 1},
            "encoding": {"x": across("value"), "y": y, "color": colour, "size": size},
        },
    ]


def _mean(one: Together, name: str, y: Spec) -> list[Spec]:
    row = {"name": name, "value": one.value, "low": one.low, "high": one.high}
    data = {"values": [row]}
    x = {"x": across("low"), "x2": {"field": "high"}, "y": y}
    colour = {"color": theme.COMPARISON, "opacity": 1}
    diamond = {"type": "point", "shape": "diamond", "filled": True, "size": 260, **colour}
    made = [
        {"data": data, "mark": {"type": "rule", "strokeWidth": 6, "color": theme.COMPARISON}, "encoding": x},
        {"data": data, "mark": diamond, "encoding": {"x": across("value"), "y": y}},
    ]
    if one.prediction:
        wide = {"values": [{**row, "low": one.prediction[0], "high": one.prediction[1]}]}
        thin = {"type": "rule", "strokeWidth": 1.5, "strokeDash": [4, 3], "color": theme.COMPARISON}
        made.insert(0, {"data": wide, "mark": thin, "encoding": x})
    return made
