"""What drawings are made of: channels, axes, scales and the marks that many of them share."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from werkzaam.core.report.figures.theme import BAND, INK, ROLE_COLOURS, Spec

_SHAPES = ["circle", "square"]
_DASHES = [[1, 0], [5, 3]]
_SYMBOL = {"symbolFillColor": "white", "symbolDash": [1, 0], "symbolStrokeWidth": 2, "symbolSize": 80}

_CHARACTER = 0.52
"""Ems that a character takes on average in our font."""


def folded(text: str | None, width: float, *, size: int = 12) -> list[str] | None:
    """A title over as many lines as fit in `width` pixels."""
    return textwrap.wrap(text, int(width / (size * _CHARACTER)), break_long_words=False) if text else None


def name(text: str, extent: int) -> str:
    """A name folded to stand in a column `extent` wide."""
    return "\n".join(folded(text, extent) or [])


def rows(names: Iterable[str], least: int = 26) -> Spec:
    """The height of a drawing with a row per name: higher rows where one of them is folded."""
    return {"step": least + 12 * max(one.count("\n") for one in names)}


def by_arm(arms: list[str], labels: list[str], *, columns: int) -> dict[str, Spec]:
    """Colour and shape channels for arms, given in the order programme, comparison."""
    names = {"labelExpr": renamed(arms, labels), "columns": columns, **_SYMBOL}
    return {
        "color": _channel(arms, ROLE_COLOURS, names),
        "shape": _channel(arms, _SHAPES, names),
    }


def _channel(arms: list[str], values: list[Any], legend: Spec) -> Spec:
    scale = {"domain": arms, "range": values[: len(arms)]}
    return {"field": "arm", "type": "nominal", "legend": legend, "scale": scale}


def lines(arms: list[str], encoding: Spec) -> list[Spec]:
    """A line per arm; the comparison is dashed, so that the arms differ without colour too."""
    return [
        {
            "transform": [{"filter": {"field": "arm", "equal": arm}}],
            "mark": {"type": "line", "strokeWidth": 2, "strokeDash": dash},
            "encoding": encoding,
        }
        for arm, dash in zip(arms, _DASHES, strict=False)
    ]


def across(field: str, **more: Any) -> Spec:
    """A position channel for numbers."""
    return {"field": field, "type": "quantitative", **more}


def named(field: str, extent: int, *, axis: Spec | None = None, **more: Any) -> Spec:
    """A position channel for names that stand left of the drawing, in a column `extent` wide; fold them first."""
    quiet = {"title": None, "minExtent": extent, "ticks": False, "domain": False}
    return {"field": field, "type": "nominal", "axis": {**quiet, "labelColor": INK, **(axis or {})}, **more}


def band(half: float) -> Spec:
    """A quiet band from -half to +half: what is too small to matter."""
    return {
        "data": {"values": [{"from": -half, "to": half}]},
        "mark": {"type": "rect", "color": BAND},
        "encoding": {"x": across("from"), "x2": {"field": "to"}},
    }


def upright(*at: float, **mark: Any) -> Spec:
    """Vertical lines at these places."""
    return {
        "data": {"values": [{"at": one} for one in at]},
        "mark": {"type": "rule", "color": INK, **mark},
        "encoding": {"x": across("at")},
    }


def level(*at: float, **mark: Any) -> Spec:
    """Horizontal lines at these heights."""
    return {
        "data": {"values": [{"at": one} for one in at]},
        "mark": {"type": "rule", "color": INK, **mark},
        "encoding": {"y": across("at")},
    }


def difference(*, percent: bool, ticks: int, title: list[str] | None = None, **more: Any) -> Spec:
    """An axis for differences: every number with its sign, shares in percentage points."""
    shown = "100 * datum.value" if percent else "datum.value"
    label = f"datum.value === 0 ? '0' : format({shown}, '+,.6~f')"
    return {"title": title, "labelExpr": label, "tickCount": ticks, "grid": True, **more}


def around_zero(*values: float) -> Spec:
    """A scale with zero in the middle that holds all of these."""
    reach = max(map(abs, values)) * 1.08 or 1.0
    return {"domain": [-reach, reach], "nice": False}


def with_zero(*values: float) -> Spec:
    """A scale that holds all of these and zero, no wider than it must be."""
    low, high = min(0.0, *values), max(0.0, *values)
    space = 0.05 * (high - low) or 1.0
    return {"domain": [low - space, high + space], "nice": False}


def renamed(keys: Sequence[str], labels: Sequence[str]) -> str:
    """An expression that gives each key its label."""
    named = json.dumps(dict(zip(keys, labels, strict=True)), ensure_ascii=False)
    return f"({named})[datum.label]"
