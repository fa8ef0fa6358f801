"""Programme minus comparison: the interval, zero, what is too small to matter, and what could have been seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from werkzaam.core.report.figures import theme


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


def draw(bars: Sequence[Bar], *, width: int, axis: str) -> Any:
    """One row per estimand, each with its own scale, because units differ."""
    rows = [_row(bar, width=width, axis=axis if bar is bars[-1] else "") for bar in bars]
    return alt.vconcat(*rows, spacing=14).resolve_scale(x="independent")


def _row(bar: Bar, *, width: int, axis: str) -> Any:
    reach = max(abs(x) for x in (bar.low, bar.high, bar.delta, bar.detectable)) * 1.08
    colour = theme.GREYED if bar.greyed else theme.PROGRAMME
    number = "+,.6~f"
    shown = "100 * datum.value" if bar.percent else "datum.value"
    ticks = alt.Axis(
        title=axis or None,
        labelExpr=f"datum.value === 0 ? '0' : format({shown}, '{number}')",
        tickCount=width // 90,
        grid=True,
    )
    x = alt.X("low:Q", axis=ticks, scale=alt.Scale(domain=[-reach, reach], nice=False))
    base = alt.Chart(alt.Data(values=[{"low": bar.low, "high": bar.high, "value": bar.value}]))
    line = base.mark_rule(strokeWidth=4, color=colour, strokeCap="round").encode(x=x, x2="high:Q")
    fill = "white" if bar.greyed else colour
    dot = base.mark_point(size=150, filled=False, fill=fill, stroke=colour, strokeWidth=2.5, opacity=1).encode(
        x=alt.X("value:Q")
    )
    layers = [_band(bar.delta), _seen(bar.detectable), _zero(), line, dot]
    return alt.layer(*layers).properties(width=width, height=44, title=bar.title)


def _band(delta: float) -> Any:
    data = alt.Data(values=[{"from": -delta, "to": delta}])
    return alt.Chart(data).mark_rect(color=theme.BAND).encode(x=alt.X("from:Q"), x2="to:Q")


def _seen(detectable: float) -> Any:
    data = alt.Data(values=[{"at": -detectable}, {"at": detectable}])
    return alt.Chart(data).mark_rule(color=theme.QUIET, strokeDash=[3, 3]).encode(x=alt.X("at:Q"))


def _zero() -> Any:
    return alt.Chart(alt.Data(values=[{"at": 0}])).mark_rule(color=theme.INK, strokeWidth=1.2).encode(x="at:Q")
