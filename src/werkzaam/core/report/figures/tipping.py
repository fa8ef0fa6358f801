"""What the answer becomes as the missing answers lie further from those of like people who stayed."""

from __future__ import annotations

from collections.abc import Sequence

from werkzaam.core.effect.result import Interval
from werkzaam.core.report.figures import marks, theme
from werkzaam.core.report.figures.marks import across
from werkzaam.core.report.figures.theme import Spec


def draw(
    curve: Sequence[tuple[float, Interval]], *, width: int, axis: str, tips: float | None, percent: bool
) -> Spec:
    """`curve` holds (shift, interval) in points; a dashed line stands where the finding tips."""
    values = [{"shift": shift, "value": at.value, "low": at.low, "high": at.high} for shift, at in curve]
    ticks = marks.difference(
        percent=percent, ticks=width // 90, title=marks.folded(axis, width - 64), grid=False
    )
    x = across("shift", axis=ticks, scale={"nice": False})
    y_axis = marks.difference(percent=percent, ticks=5, minExtent=40)
    ends = {"x": x, "y": across("low", axis=y_axis), "y2": {"field": "high"}}
    line = {"type": "line", "color": theme.PROGRAMME, "strokeWidth": 2.5}
    return {
        "width": width - 64,
        "height": 190,
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "area", "color": theme.HAIR}, "encoding": ends},
            {"mark": line, "encoding": {"x": x, "y": across("value")}},
            marks.level(0, strokeWidth=1.2),
            *([marks.upright(tips, strokeDash=[4, 3], strokeWidth=1.6)] if tips is not None else []),
        ],
    }
