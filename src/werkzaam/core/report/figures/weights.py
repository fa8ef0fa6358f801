"""How unequally people count after weighting: the spread of their weights per arm, where one is the mean."""

from __future__ import annotations

from collections.abc import Sequence

from werkzaam.core.report.figures import marks, theme
from werkzaam.core.report.figures.marks import across
from werkzaam.core.report.figures.theme import Spec


def draw(rows: Sequence[tuple[str, Sequence[float]]], *, width: int, axis: str) -> Spec:
    """`rows` are (arm, least, lower quartile, median, upper quartile, most): a thin line, a thick one, a dot."""
    extent = 150 if width > 400 else 112
    values: list[Spec] = [
        {
            "arm": marks.name(arm, extent),
            **dict(zip(("least", "lower", "median", "upper", "most"), ends, strict=True)),
        }
        for arm, ends in rows
    ]
    y = marks.named("arm", extent, sort=None)
    x = across(
        "least",
        title=marks.folded(axis, width - extent),
        axis={"tickCount": (width - extent) // 70},
        scale={"zero": True},
    )
    thick = {"x": across("lower"), "x2": {"field": "upper"}, "y": y}
    rule = {"type": "rule", "color": theme.PROGRAMME, "strokeCap": "round"}
    return {
        "width": width - extent - 24,
        "height": marks.rows(one["arm"] for one in values),
        "data": {"values": values},
        "layer": [
            marks.upright(1, color=theme.QUIET, strokeDash=[3, 3]),
            {"mark": {**rule, "strokeWidth": 1.5}, "encoding": {"x": x, "x2": {"field": "most"}, "y": y}},
            {"mark": {**rule, "strokeWidth": 6}, "encoding": thick},
            {
                "mark": {"type": "point", **theme.HOLLOW, "stroke": theme.PROGRAMME},
                "encoding": {"x": across("median"), "y": y},
            },
        ],
    }
