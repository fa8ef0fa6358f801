"""The one look of all drawings, and their rendering to SVG that is the same on every machine."""

from __future__ import annotations

import re
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

HOLLOW = {"size": 75, "fill": "white", "strokeWidth": 2, "opacity": 1}

Spec = dict[str, Any]

LOCALES: dict[str, Literal["nl-NL", "en-US"]] = {"nl": "nl-NL", "en": "en-US"}

_SHIPPED = "Noto Sans"
FAMILY = f"{_SHIPPED}, Liberation Sans, Arial, sans-serif"
"""Layout is computed with the family we ship alone, which takes half the time. The others are narrower, so nothing
overflows where a drawing is shown on its own."""

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
