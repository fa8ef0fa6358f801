"""The one look of all drawings, and their rendering to SVG that is the same on every machine."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import vl_convert

FONTS = Path(__file__).parent.parent / "fonts"

INK = "#1f2d33"
QUIET = "#5b6a70"
HAIR = "#d9dedc"
BAND = "#ece9e1"
PROGRAMME = "#0b5563"
COMPARISON = "#b4692a"
GREYED = "#8b9599"

ROLE_COLOURS = [PROGRAMME, COMPARISON]
ROLE_SHAPES = ["circle", "square"]
ROLE_DASHES = [[1, 0], [5, 3]]

_SYMBOL = {"symbolFillColor": "white", "symbolDash": [1, 0], "symbolStrokeWidth": 2, "symbolSize": 80}

HOLLOW = {"size": 75, "fill": "white", "strokeWidth": 2, "opacity": 1}

Spec = dict[str, Any]

LOCALES: dict[str, Literal["nl-NL", "en-US"]] = {"nl": "nl-NL", "en": "en-US"}

_SHIPPED = "Noto Sans"
FAMILY = f"{_SHIPPED}, Liberation Sans, Arial, sans-serif"
"""Layout is computed with the family we ship alone, which takes half the time. The others are narrower, so nothing
overflows where a drawing is shown on its own."""

_CHARACTER = 0.52
"""Ems that a character takes on average in our font."""

_CONFIG: dict[str, Any] = {
    "font": _SHIPPED,
    "lineBreak": "\n",
    "background": "transparent",
    "aria": False,
    "padding": 4,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelColor": QUIET,
        "titleColor": QUIET,
        "gridColor": HAIR,
        "domainColor": HAIR,
        "tickColor": HAIR,
        "labelPadding": 5,
        "titlePadding": 8,
        # No limits: to measure each text against one is what takes longest. Long titles are folded instead.
        "labelLimit": 0,
        "titleLimit": 0,
    },
    "title": {"fontSize": 13, "fontWeight": 600, "color": INK, "anchor": "start", "offset": 8, "limit": 0},
    "header": {"labelFontSize": 13, "labelFontWeight": 600, "labelColor": INK, "labelAnchor": "start"},
    "legend": {
        "labelFontSize": 12,
        "labelColor": INK,
        "orient": "top",
        "title": None,
        "symbolSize": 90,
        "symbolStrokeWidth": 2,
        "labelLimit": 260,
        "offset": 10,
    },
    "text": {"fontSize": 12, "color": INK},
}


@cache
def _fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))


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
        "shape": _channel(arms, ROLE_SHAPES, names),
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
        for arm, dash in zip(arms, ROLE_DASHES, strict=False)
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


def renamed(keys: Sequence[str], labels: Sequence[str]) -> str:
    """An expression that gives each key its label."""
    pairs = ", ".join(f"{_quoted(key)}: {_quoted(label)}" for key, label in zip(keys, labels, strict=True))
    return f"({{{pairs}}})[datum.label]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def svg(chart: Spec, *, name: str, language: str) -> str:
    """The chart as an SVG element whose inner ids start with `name`, so that several can share one page."""
    _fonts()
    drawn = vl_convert.vegalite_to_svg(
        {**chart, "config": _CONFIG}, format_locale=LOCALES.get(language, "en-US")
    )
    named = drawn.replace(f'font-family="{_SHIPPED}"', f'font-family="{FAMILY}"')
    return _own_ids(named, name)


def _own_ids(drawn: str, name: str) -> str:
    ids = sorted(set(re.findall(r'\bid="([^"]+)"', drawn)), key=len, reverse=True)
    for old in ids:
        drawn = drawn.replace(f'id="{old}"', f'id="{name}-{old}"').replace(
            f"url(#{old})", f"url(#{name}-{old})"
        )
    return drawn
