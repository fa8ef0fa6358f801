"""How far the arms lay apart at the start, characteristic by characteristic, in standard deviations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from werkzaam.core.report.figures import theme


def draw(rows: Sequence[tuple[str, float]], *, width: int, axis: str, threshold: float) -> Any:
    """`rows` are (label, standardised mean difference); the band is where a difference is held small enough."""
    labels = 190 if width > 400 else 140
    values = [{"name": name, "smd": smd, "far": abs(smd) > threshold} for name, smd in rows]
    order = [name for name, smd in sorted(rows, key=lambda row: (-abs(row[1]), row[0]))]
    reach = max([threshold * 1.3, *(abs(smd) * 1.12 for _, smd in rows)])
    x = alt.X(
        "smd:Q",
        title=axis,
        axis=alt.Axis(format="+.2~f", tickCount=5),
        scale=alt.Scale(domain=[-reach, reach], nice=False),
    )
    y = alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelLimit=labels, minExtent=labels, ticks=False, domain=False))
    base = alt.Chart(alt.Data(values=values))
    band = alt.Chart(alt.Data(values=[{"from": -threshold, "to": threshold}]))
    zero = alt.Chart(alt.Data(values=[{"at": 0}])).mark_rule(color=theme.INK).encode(x="at:Q")
    stems = base.mark_rule(color=theme.QUIET).encode(x=alt.X("nought:Q"), x2="smd:Q", y=y)
    dots = base.mark_point(size=80, strokeWidth=2, opacity=1, stroke=theme.INK).encode(x=x, y=y, fill=_fill())
    shade = band.mark_rect(color=theme.BAND).encode(x=alt.X("from:Q"), x2="to:Q")
    stems = stems.transform_calculate(nought="0")
    return alt.layer(shade, zero, stems, dots).properties(width=width - labels - 20, height={"step": 24})


def _fill() -> Any:
    return alt.Fill("far:N", legend=None, scale=alt.Scale(domain=[False, True], range=["white", theme.INK]))
