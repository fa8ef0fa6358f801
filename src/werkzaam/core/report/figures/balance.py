"""How far the arms lay apart at the start, characteristic by characteristic, before and after weighting."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from werkzaam.core.report.figures import marks, theme
from werkzaam.core.report.figures.marks import across
from werkzaam.core.report.figures.theme import Spec


@dataclass(frozen=True, slots=True)
class Apart:
    """One characteristic: standardised mean differences as analysed and before weighting (NaN: not weighted)."""

    name: str
    smd: float
    before: float = math.nan


def draw(rows: Sequence[Apart], *, width: int, axis: str, threshold: float) -> Spec:
    """Hollow: before weighting; filled: as analysed. The band is where a difference is held small enough."""
    labels = 240 if width > 400 else 140
    order = [marks.name(row.name, labels) for row in sorted(rows, key=_furthest)]
    y = marks.named("name", labels, sort=order)
    ends = [x for row in rows for x in (row.smd, row.before) if math.isfinite(x)]
    x = across("smd", axis=_numbers(width, axis), scale=marks.around_zero(threshold * 1.2, *ends))
    path = {"x": across("from"), "x2": {"field": "smd"}, "y": y}
    filled = {"type": "point", **theme.HOLLOW, "fill": theme.INK, "stroke": theme.INK}
    return {
        "width": width - labels - 24,
        "height": marks.rows(order),
        "data": {"values": [_record(row, labels) for row in rows]},
        "layer": [
            marks.band(threshold),
            marks.upright(0),
            {"mark": {"type": "rule", "color": theme.QUIET}, "encoding": path},
            *([_before(y)] if any(math.isfinite(row.before) for row in rows) else []),
            {"mark": filled, "encoding": {"x": x, "y": y}},
        ],
    }


def _furthest(row: Apart) -> tuple[float, str]:
    """Furthest apart on top: before weighting, where there was any."""
    return -abs(row.before if math.isfinite(row.before) else row.smd), row.name


def _record(row: Apart, extent: int) -> Spec:
    """The stem runs from where the groups stood before weighting; from zero where nothing was weighted."""
    weighted = math.isfinite(row.before)
    before = {"before": row.before} if weighted else {}
    return {
        "name": marks.name(row.name, extent),
        "smd": row.smd,
        "from": row.before if weighted else 0,
        **before,
    }


def _before(y: Spec) -> Spec:
    mark = {"type": "point", **theme.HOLLOW, "stroke": theme.QUIET}
    shown = [{"filter": "isValid(datum.before)"}]
    return {"transform": shown, "mark": mark, "encoding": {"x": across("before"), "y": y}}


def _numbers(width: int, axis: str) -> Spec:
    return marks.difference(
        percent=False, ticks=5 if width > 400 else 3, title=marks.folded(axis, width - 160)
    )
