"""Contacts per person and week: what was planned and what was delivered, in both arms on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from werkzaam.core.effect.result import DoseWeek
from werkzaam.core.report.figures import theme


def draw(weeks: Sequence[DoseWeek], arms: list[str], labels: list[str], *, width: int, axis: str) -> Any:
    """One panel per arm, one below the other, with the same vertical scale; bars delivered, dashes planned."""
    top = max(max(week.planned, week.delivered) for week in weeks) * 1.08 or 1.0
    panels = []
    for arm, label in zip(arms, labels, strict=True):
        own = [week for week in weeks if week.arm == arm]
        if own:
            panels.append(_panel(own, label, theme.ROLE_COLOURS[arms.index(arm)], top, width - 52, axis))
    return alt.vconcat(*panels, spacing=16)


def _panel(weeks: list[DoseWeek], title: str, colour: str, top: float, width: int, axis: str) -> Any:
    rows = [
        {"week": w.week, "end": w.week + 1, "planned": w.planned, "delivered": w.delivered, "zero": 0}
        for w in weeks
    ]
    x = alt.X("week:Q", title=axis, axis=alt.Axis(grid=False, tickMinStep=1), scale=alt.Scale(nice=False))
    scale = alt.Scale(domain=[0, top], nice=False)
    y = alt.Y("delivered:Q", axis=alt.Axis(title=None, tickCount=4, minExtent=34), scale=scale)
    base = alt.Chart(alt.Data(values=rows))
    bars = base.mark_bar(color=colour, opacity=0.85, stroke="white", strokeWidth=0.4).encode(
        x=x, x2="end:Q", y=y, y2="zero:Q"
    )
    steps = base.mark_line(interpolate="step-after", color=theme.INK, strokeWidth=1.6, strokeDash=[4, 2])
    layers = [bars, steps.encode(x=x, y=alt.Y("planned:Q", scale=scale))] if _planned(weeks) else [bars]
    return alt.layer(*layers).properties(width=width, height=110, title=title)


def _planned(weeks: list[DoseWeek]) -> bool:
    return any(week.planned for week in weeks)
