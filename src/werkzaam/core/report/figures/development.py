"""How both arms developed over the waves, with intervals: a development is not an effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from werkzaam.core.report.figures import theme


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


def draw(series: Sequence[Series], arms: list[str], labels: list[str], *, width: int, axis: str) -> Any:
    """Two panels a row on a wide page, one on a narrow one."""
    columns = 2 if width > 400 and len(series) > 1 else 1
    size = (width - 90) // 2 if columns == 2 else width - 52
    panels = [_panel(one, arms, labels, width=size, axis=axis, legend=2 if width > 400 else 1) for one in series]
    return alt.concat(*panels, columns=columns, spacing=18).resolve_scale(
        x="independent", y="independent", color="shared", shape="shared", strokeDash="shared"
    )


def _panel(series: Series, arms: list[str], labels: list[str], *, width: int, axis: str, legend: int) -> Any:
    rows = [_record(point, arms, series) for point in series.points]
    months = sorted({point.months for point in series.points})
    channels = theme.by_role(arms, labels, columns=legend)
    x = alt.X(
        "at:Q",
        title=axis,
        axis=alt.Axis(values=months, grid=False, format="~g"),
        scale=alt.Scale(nice=False, padding=14),
    )
    number = ".0%" if series.percent else ",.6~f"
    y_axis = alt.Axis(title=None, tickCount=4, format=number, minExtent=34)
    y = alt.Y("level:Q", axis=y_axis, scale=alt.Scale(zero=False))
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, color=channels["color"])
    bars = base.mark_rule(strokeWidth=1.6).encode(y=alt.Y("low:Q", title=None), y2="high:Q")
    lines = base.mark_line(strokeWidth=2).encode(y=y, strokeDash=theme.dashes(arms))
    dots = base.mark_point(size=70, fill="white", strokeWidth=2, opacity=1).encode(y=y, shape=channels["shape"])
    return alt.layer(bars, lines, dots).properties(width=width, height=150, title=series.title)


def _record(point: Point, arms: list[str], series: Series) -> dict[str, Any]:
    # The arms stand a little apart, so that intervals at the same wave stay readable.
    span = max(p.months for p in series.points) - min(p.months for p in series.points) or 1.0
    nudge = (arms.index(point.arm) - (len(arms) - 1) / 2) * span * 0.025
    return {
        "arm": point.arm,
        "at": point.months + nudge,
        "level": point.level,
        "low": point.low,
        "high": point.high,
    }
