"""How both arms developed over the waves, with intervals: a development is not an effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzaam.core.report.figures import marks, theme
from werkzaam.core.report.figures.marks import across
from werkzaam.core.report.figures.theme import Spec


@dataclass(frozen=True, slots=True)
class Point:
    arm: str
    months: float
    level: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Series:
    """One outcome: its points in every arm."""

    title: str
    percent: bool
    points: tuple[Point, ...]


def draw(series: Sequence[Series], arms: list[str], labels: list[str], *, width: int, axis: str) -> Spec:
    """Two panels a row on a wide page, one on a narrow one."""
    wide = width > 400
    columns = 2 if wide and len(series) > 1 else 1
    size = (width - 110) // 2 if columns == 2 else width - 52
    channels = marks.by_arm(arms, labels, columns=2 if wide else 1)
    panels = [_panel(one, arms, channels, width=size, axis=axis) for one in series]
    return {"concat": panels, "columns": columns, "spacing": 20}


def _panel(series: Series, arms: list[str], channels: dict[str, Spec], *, width: int, axis: str) -> Spec:
    months = sorted({point.months for point in series.points})
    x = across(
        "at",
        title=axis,
        axis={"values": months, "grid": False, "format": ".6~f"},
        scale={"nice": False, "padding": 14},
    )
    y_axis = {"title": None, "tickCount": 4, "format": ".0%" if series.percent else ",.6~f", "minExtent": 34}
    y = across("level", axis=y_axis, scale={"zero": False})
    color = channels["color"]
    return {
        "width": width,
        "height": 150,
        "title": marks.folded(series.title, width, size=13),
        "data": {"values": [_record(point, arms, series) for point in series.points]},
        "layer": [
            _mark(
                "rule",
                {"x": x, "y": across("low", title=None), "y2": {"field": "high"}, "color": color},
                strokeWidth=1.6,
            ),
            *marks.lines(arms, {"x": x, "y": y, "color": color}),
            _mark("point", {"x": x, "y": y, "color": color, "shape": channels["shape"]}, **theme.HOLLOW),
        ],
    }


def _mark(kind: str, encoding: Spec, **mark: object) -> Spec:
    return {"mark": {"type": kind, **mark}, "encoding": encoding}


def _record(point: Point, arms: list[str], series: Series) -> Spec:
    # The arms stand a little apart, so that intervals at the same wave stay readable.
    span = max(p.months for p in series.points) - min(p.months for p in series.points) or 1.0
    nudge = (arms.index(point.arm) - (len(arms) - 1) / 2) * span * 0.025
    at = point.months + nudge
    return {"arm": point.arm, "at": at, "level": point.level, "low": point.low, "high": point.high}
