"""How often an effect would be found, by how large it truly is: with what matters, and what can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzaam.core.report.figures import marks, theme
from werkzaam.core.report.figures.marks import across
from werkzaam.core.report.figures.theme import Spec

AIM = 0.8
"""The power that is usually asked for."""


@dataclass(frozen=True, slots=True)
class Place:
    effect: float
    power: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Curve:
    """One question. `detectable` is NaN where the curve does not reach 80 %; `axis` names the effect's unit."""

    title: str
    axis: str
    percent: bool
    smallest: float
    detectable: float
    smallest_label: str
    detectable_label: str
    places: tuple[Place, ...]


def draw(curves: Sequence[Curve], *, width: int, axis: str) -> Spec:
    """One panel per question, each with its own horizontal scale, because units differ."""
    return {"vconcat": [_panel(curve, width=width - 60, axis=axis) for curve in curves], "spacing": 22}


def _panel(curve: Curve, *, width: int, axis: str) -> Spec:
    top = max(place.effect for place in curve.places)
    shown = "100 * datum.value" if curve.percent else "datum.value"
    x_axis = {"title": curve.axis, "labelExpr": f"format({shown}, ',.6~f')", "grid": False, "tickCount": 8}
    x = across("effect", axis=x_axis, scale={"domain": [0, top], "nice": False})
    y_axis = {"title": axis, "format": ".0%", "values": [0, 0.2, 0.4, 0.6, 0.8, 1], "minExtent": 38}
    y = across("power", axis=y_axis, scale={"domain": [0, 1], "nice": False})
    ends = {"y": across("low"), "y2": {"field": "high"}}
    return {
        "width": width,
        "height": 220,
        "title": curve.title,
        "data": {"values": [_record(place) for place in curve.places]},
        "layer": [
            _aim(),
            *_marked(curve, top),
            {
                "mark": {"type": "area", "color": theme.PROGRAMME, "opacity": 0.18},
                "encoding": {"x": x, **ends},
            },
            {
                "mark": {"type": "line", "color": theme.PROGRAMME, "strokeWidth": 2},
                "encoding": {"x": x, "y": y},
            },
            {
                "mark": {"type": "point", "stroke": theme.PROGRAMME, **theme.HOLLOW},
                "encoding": {"x": x, "y": y},
            },
        ],
    }


def _record(place: Place) -> Spec:
    return {"effect": place.effect, "power": place.power, "low": place.low, "high": place.high}


def _aim() -> Spec:
    mark = {"type": "rule", "color": theme.QUIET, "strokeDash": [3, 3]}
    return {"data": {"values": [{"at": AIM}]}, "mark": mark, "encoding": {"y": across("at")}}


def _marked(curve: Curve, top: float) -> list[Spec]:
    """Upright lines with their names: the smallest effect of interest, and what is found four times in five."""
    lines = [
        (curve.smallest, curve.smallest_label, [1, 0], 8),
        (curve.detectable, curve.detectable_label, [5, 3], 24),
    ]
    return [
        part
        for at, label, dash, down in lines
        if 0 < at <= top
        for part in (
            marks.upright(at, strokeDash=dash),
            _label(at, label, down, left=at > 0.6 * top),
        )
    ]


def _label(at: float, label: str, down: int, *, left: bool) -> Spec:
    mark = {"type": "text", "align": "right" if left else "left", "dx": -6 if left else 6, "y": down}
    encoding = {"x": across("at"), "text": {"field": "label"}}
    return {"data": {"values": [{"at": at, "label": label}]}, "mark": mark, "encoding": encoding}
