"""How far the arms lay apart at the start, characteristic by characteristic, in standard deviations."""

from __future__ import annotations

from collections.abc import Sequence

from werkzaam.core.report.figures import theme
from werkzaam.core.report.figures.theme import Spec, across


def draw(rows: Sequence[tuple[str, float]], *, width: int, axis: str, threshold: float) -> Spec:
    """`rows` are (label, standardised mean difference); the band is where a difference is held small enough."""
    labels = 240 if width > 400 else 140
    values = [{"name": name, "smd": smd, "zero": 0, "far": abs(smd) > threshold} for name, smd in rows]
    order = [name for name, smd in sorted(rows, key=lambda row: (-abs(row[1]), row[0]))]
    y = {"field": "name", "type": "nominal", "sort": order, "title": None, "axis": _names(labels)}
    reach = max([threshold * 1.3, *(abs(smd) * 1.12 for _, smd in rows)])
    x = across("smd", title=axis, axis=_numbers(width), scale={"domain": [-reach, reach], "nice": False})
    stem = {"x": across("zero"), "x2": {"field": "smd"}, "y": y}
    return {
        "width": width - labels - 24,
        "height": {"step": 26},
        "data": {"values": values},
        "layer": [
            theme.band(threshold),
            theme.upright(0),
            {"mark": {"type": "rule", "color": theme.QUIET}, "encoding": stem},
            {
                "mark": {"type": "point", **theme.HOLLOW, "stroke": theme.INK},
                "encoding": {"x": x, "y": y, "fill": _fill()},
            },
        ],
    }


def _names(extent: int) -> Spec:
    return {
        "labelLimit": extent,
        "minExtent": extent,
        "ticks": False,
        "domain": False,
        "labelColor": theme.INK,
    }


def _numbers(width: int) -> Spec:
    return {
        "labelExpr": "datum.value === 0 ? '0' : format(datum.value, '+.2~f')",
        "tickCount": 5 if width > 400 else 3,
    }


def _fill() -> Spec:
    scale = {"domain": [False, True], "range": ["white", theme.INK]}
    return {"field": "far", "type": "nominal", "legend": None, "scale": scale}
