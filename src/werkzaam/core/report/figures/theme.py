"""The one look of all drawings, and their rendering to SVG that is the same on every machine."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt
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

LOCALES = {"nl": "nl-NL", "en": "en-US"}

# The first family is the one we ship: layout is computed with it. The others are narrower, so nothing overflows
# where a drawing is shown on its own.
FAMILY = "Noto Sans, Liberation Sans, Arial, sans-serif"

_CONFIG: dict[str, Any] = {
    "font": FAMILY,
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
        "labelLimit": 260,
        "titleLimit": 400,
    },
    "title": {"fontSize": 13, "fontWeight": 600, "color": INK, "anchor": "start", "offset": 8, "limit": 620},
    "header": {"labelFontSize": 13, "labelFontWeight": 600, "labelColor": INK, "labelAnchor": "start"},
    "legend": {
        "labelFontSize": 12,
        "labelColor": INK,
        "orient": "top",
        "title": None,
        "symbolSize": 90,
        "symbolStrokeWidth": 2,
        "symbolFillColor": "white",
        "symbolDash": [],
        "labelLimit": 260,
        "offset": 10,
    },
    "text": {"fontSize": 12, "color": INK},
}


@cache
def _fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))


def by_role(arms: list[str], labels: list[str], *, columns: int) -> dict[str, Any]:
    """Colour and shape channels for arms, given in the order programme, comparison."""
    names = alt.Legend(labelExpr=_renamed(arms, labels), columns=columns)
    colours = alt.Scale(domain=arms, range=ROLE_COLOURS[: len(arms)])
    shapes = alt.Scale(domain=arms, range=ROLE_SHAPES[: len(arms)])
    return {
        "color": alt.Color("arm:N", legend=names, scale=colours),
        "shape": alt.Shape("arm:N", legend=names, scale=shapes),
    }


def dashes(arms: list[str]) -> Any:
    """Dashes for the comparison, so that the arms differ without colour too."""
    return alt.StrokeDash("arm:N", legend=None, scale=alt.Scale(domain=arms, range=ROLE_DASHES[: len(arms)]))


def _renamed(keys: list[str], labels: list[str]) -> str:
    pairs = ", ".join(f"{_quoted(key)}: {_quoted(label)}" for key, label in zip(keys, labels, strict=True))
    return f"({{{pairs}}})[datum.label]"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def svg(chart: Any, *, name: str, language: str) -> str:
    """The chart as an SVG element whose inner ids start with `name`, so that several can share one page."""
    _fonts()
    spec = chart.to_dict(validate=False)
    spec["config"] = _CONFIG
    drawn = vl_convert.vegalite_to_svg(spec, format_locale=LOCALES.get(language, "en-US"))
    return _own_ids(drawn, name)


def _own_ids(drawn: str, name: str) -> str:
    ids = sorted(set(re.findall(r'\bid="([^"]+)"', drawn)), key=len, reverse=True)
    for old in ids:
        drawn = drawn.replace(f'id="{old}"', f'id="{name}-{old}"').replace(f"url(#{old})", f"url(#{name}-{old})")
    return drawn
