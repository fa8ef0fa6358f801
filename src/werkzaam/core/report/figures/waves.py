"""The same difference at several waves: does it come, stay or fade, also after the programme has ended?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzaam.core.report.figures import marks, theme
from werkzaam.core.report.figures.marks import across
from werkzaam.core.report.figures.theme import Spec


@dataclass(frozen=True, slots=True)
class At:
    """The difference at a wave, `months` since the start."""

    months: float
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Course:
    """One outcome over the waves, in its own unit. `greyed`: shown, but not to be judged."""

    title: str
    delta: float
    percent: bool
    greyed: bool
    at: tuple[At, ...]


def draw(courses: Sequence[Course], *, width: int, axis: str, ended: float | None) -> Spec:
    """Two panels a row on a wide page, one on a narrow one; `ended` marks the programme's last month."""
    columns = 2 if width > 400 and len(courses) > 1 else 1
    size = (width - 110) // 2 if columns == 2 else width - 58
    panels = [_panel(one, width=size, axis=axis, ended=ended) for one in courses]
    return {"concat": panels, "columns": columns, "spacing": 20}


def _panel(course: Course, *, width: int, axis: str, ended: float | None) -> Spec:
    colour = theme.GREYED if course.greyed else theme.PROGRAMME
    months = [0.0, *(one.months for one in course.at)]
    x_axis = {"title": axis, "values": months, "grid": False, "format": ".6~f"}
    x = across("months", axis=x_axis, scale={"domain": [0, max(months) * 1.06], "nice": False})
    y = across("low", axis=marks.difference(percent=course.percent, ticks=4, minExtent=34))
    rule = {"type": "rule", "color": colour, "strokeWidth": 3, "strokeCap": "round"}
    dot = {"type": "point", "stroke": colour, "fill": "white" if course.greyed else colour, "opacity": 1}
    values = [
        {"months": one.months, "value": one.value, "low": one.low, "high": one.high} for one in course.at
    ]
    return {
        "width": width,
        "height": 150,
        "title": marks.folded(course.title, width, size=13),
        "data": {"values": values},
        "layer": [
            _band(course.delta),
            marks.level(0, strokeWidth=1.2),
            *([marks.upright(ended, strokeDash=[2, 3], color=theme.QUIET)] if ended is not None else []),
            {"mark": rule, "encoding": {"x": x, "y": y, "y2": {"field": "high"}}},
            {"mark": {**dot, "size": 90}, "encoding": {"x": x, "y": across("value")}},
        ],
    }


def _band(half: float) -> Spec:
    return {
        "data": {"values": [{"from": -half, "to": half}]},
        "mark": {"type": "rect", "color": theme.BAND},
        "encoding": {"y": across("from", title=None), "y2": {"field": "to"}},
    }
