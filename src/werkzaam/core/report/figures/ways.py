"""One question answered in several ways, on one scale: the registered answer on top, the others below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzaam.core.report.figures import marks, theme
from werkzaam.core.report.figures.marks import across
from werkzaam.core.report.figures.theme import Spec


@dataclass(frozen=True, slots=True)
class Way:
    """One answer; ends are None where this way gives none. `kind`: registered, other or without (a cluster)."""

    label: str
    kind: str
    value: float
    low: float | None
    high: float | None


_LINES = {"registered": 4, "other": 2, "without": 1.2}
_DOTS = {"registered": 130, "other": 65, "without": 45}


def draw(
    ways: Sequence[Way], *, width: int, axis: str, delta: float, percent: bool, greyed: bool = False
) -> Spec:
    """A row per way; between the other ways and those without a cluster stands an empty row."""
    labels = 250 if width > 400 else 128
    values = [_record(at, way) for at, way in enumerate(ways)]
    y = _names(ways, labels)
    ends = [x for way in ways for x in (way.low, way.high, way.value) if x is not None]
    ticks = marks.difference(
        percent=percent, ticks=max(3, (width - labels) // 70), title=marks.folded(axis, width - labels)
    )
    x = across("value", axis=ticks, scale=marks.with_zero(-delta, delta, *ends))
    colour = theme.GREYED if greyed else theme.PROGRAMME
    return {
        "width": width - labels - 24,
        "height": marks.rows((marks.name(way.label, labels) for way in ways), least=24),
        "data": {"values": values},
        "layer": [
            marks.band(delta),
            marks.upright(0, strokeWidth=1.2),
            _line(y, colour),
            _dot(x, y, colour, hollow=greyed),
        ],
    }


def _record(at: int, way: Way) -> Spec:
    ends = {"low": way.low, "high": way.high} if way.low is not None else {}
    return {"at": f"r{at}", "kind": way.kind, "value": way.value, "ends": bool(ends), **ends}


def _names(ways: Sequence[Way], extent: int) -> Spec:
    rows = [(f"r{at}", marks.name(way.label, extent), way.kind) for at, way in enumerate(ways)]
    first = next((at for at, row in enumerate(rows) if row[2] == "without"), 0)
    rows = [*rows[:first], ("gap", "", ""), *rows[first:]] if first else rows
    keys, labels, _ = zip(*rows, strict=True)
    bold = {"condition": {"test": "datum.value === 'r0'", "value": 600}, "value": "normal"}
    said = {"labelExpr": marks.renamed(keys, labels), "labelFontWeight": bold}
    return marks.named("at", extent, axis=said, scale={"domain": list(keys)})


def _by_kind(values: Mapping[str, float]) -> Spec:
    scale = {"domain": list(values), "range": list(values.values())}
    return {"field": "kind", "type": "nominal", "legend": None, "scale": scale}


def _line(y: Spec, colour: str) -> Spec:
    return {
        "transform": [{"filter": "datum.ends"}],
        "mark": {"type": "rule", "color": colour, "strokeCap": "round"},
        "encoding": {"x": across("low"), "x2": {"field": "high"}, "y": y, "strokeWidth": _by_kind(_LINES)},
    }


def _dot(x: Spec, y: Spec, colour: str, *, hollow: bool) -> Spec:
    """Filled with an interval; hollow without one, without a cluster, and where nothing may be judged."""
    filled = "white" if hollow else colour
    fill = {
        "condition": {"test": "datum.ends && datum.kind !== 'without'", "value": filled},
        "value": "white",
    }
    mark = {"type": "point", "stroke": colour, "strokeWidth": 1.8, "opacity": 1}
    return {"mark": mark, "encoding": {"x": x, "y": y, "fill": fill, "size": _by_kind(_DOTS)}}
