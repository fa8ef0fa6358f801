"""Contact that was planned and held under each coach or group, by number."""

from __future__ import annotations

from collections.abc import Sequence

from werkzaam.core.effect.result import Fidelity
from werkzaam.core.report.figures import marks, theme
from werkzaam.core.report.figures.marks import across
from werkzaam.core.report.figures.theme import Spec


def draw(rows: Sequence[Fidelity], labels: Sequence[str], *, width: int, axis: str) -> Spec:
    """A bar for what was held, an upright stroke for what was planned."""
    extent = 150 if width > 400 else 112
    values: list[Spec] = [
        {"name": marks.name(label, extent), "planned": row.planned, "delivered": row.delivered, "zero": 0}
        for label, row in zip(labels, rows, strict=True)
    ]
    y = marks.named("name", extent, sort=None)
    x = across("zero", title=marks.folded(axis, width - extent), axis={"tickCount": (width - extent) // 70})
    bar = {"x": x, "x2": {"field": "delivered"}, "y": y}
    stroke = {"type": "tick", "color": theme.INK, "thickness": 2.5, "size": 20}
    return {
        "width": width - extent - 24,
        "height": marks.rows(one["name"] for one in values),
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "bar", "color": theme.PROGRAMME, "size": 14}, "encoding": bar},
            {"mark": stroke, "encoding": {"x": across("planned"), "y": y}},
        ],
    }
