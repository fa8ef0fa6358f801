"""Contacts per person and week: what was planned and what was delivered, in both arms on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzaam.core.effect.result import DoseWeek
from werkzaam.core.report.figures import marks, theme
from werkzaam.core.report.figures.marks import across
from werkzaam.core.report.figures.theme import Spec


@dataclass(frozen=True, slots=True)
class Event:
    """Something that went otherwise than planned, from the start of `week` to the end of `until`."""

    mark: str
    week: int
    until: int


def draw(
    weeks: Sequence[DoseWeek],
    arms: list[str],
    labels: list[str],
    *,
    width: int,
    axis: str,
    events: Sequence[Event] = (),
) -> Spec:
    """One panel per arm, one below the other, with the same vertical scale; bars delivered, dashes planned.

    Events stand behind both, each with its mark above.
    """
    top = max(max(week.planned, week.delivered) for week in weeks) * 1.08 or 1.0
    panels = []
    for place, arm in enumerate(arms):
        own = [week for week in weeks if week.arm == arm]
        colour = theme.ROLE_COLOURS[place]
        below = axis if place == len(arms) - 1 else None
        panels.append(_panel(own, labels[place], colour, top, width - 52, below, events))
    return {"vconcat": panels, "spacing": 12}


def _panel(
    weeks: list[DoseWeek],
    title: str,
    colour: str,
    top: float,
    width: int,
    axis: str | None,
    events: Sequence[Event],
) -> Spec:
    layers = [*_events(events, top), _delivered(colour, top, axis)]
    if any(week.planned for week in weeks):
        layers.append(_planned(axis))
    return {
        "width": width,
        "height": 110,
        "title": marks.folded(title, width, size=13),
        "data": {"values": [_record(week) for week in weeks]},
        "layer": layers,
    }


def _events(events: Sequence[Event], top: float) -> list[Spec]:
    """A quiet band from week to week, its edge drawn so that it shows without colour."""
    if not events:
        return []
    values = [{"from": one.week, "to": one.until + 1, "mark": one.mark, "top": top} for one in events]
    data: Spec = {"data": {"values": values}}
    ends = {"x": across("from"), "x2": {"field": "to"}}
    band = {
        "type": "rect",
        "color": theme.BAND,
        "stroke": theme.QUIET,
        "strokeWidth": 0.6,
        "strokeDash": [2, 2],
    }
    letter = {"type": "text", "align": "left", "dx": 3, "dy": 8, "fontWeight": 600}
    place = {"x": across("from"), "y": across("top"), "text": {"field": "mark"}}
    return [{**data, "mark": band, "encoding": ends}, {**data, "mark": letter, "encoding": place}]


def _record(week: DoseWeek) -> Spec:
    return {
        "week": week.week,
        "end": week.week + 1,
        "zero": 0,
        "planned": round(week.planned, 4),
        "delivered": round(week.delivered, 4),
    }


def _x(axis: str | None) -> Spec:
    return across("week", title=axis, axis={"grid": False, "tickMinStep": 1}, scale={"nice": False})


def _delivered(colour: str, top: float, axis: str | None) -> Spec:
    y = across(
        "delivered",
        axis={"title": None, "tickCount": 4, "minExtent": 34},
        scale={"domain": [0, top], "nice": False},
    )
    encoding = {"x": _x(axis), "x2": {"field": "end"}, "y": y, "y2": {"field": "zero"}}
    return {
        "mark": {"type": "bar", "color": colour, "stroke": "white", "strokeWidth": 0.5},
        "encoding": encoding,
    }


def _planned(axis: str | None) -> Spec:
    mark = {
        "type": "line",
        "interpolate": "step-after",
        "color": theme.INK,
        "strokeWidth": 1.4,
        "strokeDash": [3, 2],
    }
    return {"mark": mark, "encoding": {"x": _x(axis), "y": across("planned")}}
