"""A power curve at a terminal and as files, in the plan's language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from werkzaam.cli.place import writing
from werkzaam.core.effect.power import PowerCurve
from werkzaam.core.plan.model import Plan
from werkzaam.core.report.power import Told
from werkzaam.core.report.power import picture as drawn


def lines(plan: Plan, curve: PowerCurve) -> list[str]:
    """The sentence and the table of one question."""
    told = Told(plan, curve, plan.language)
    return [told.heading, " ".join(told.sentences), "", *_table(told), ""]


def _table(told: Told) -> list[str]:
    """Aligned columns."""
    rows = [told.header, *told.rows]
    widths = [max(len(row[place]) for row in rows) for place in range(len(told.header))]
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]


def write(out: Path, record: Mapping[str, object], plan: Plan, curves: Sequence[PowerCurve]) -> None:
    """`curve.svg` and `power.json` in a folder; both are made before either is put there. Raises WriteProblem."""
    svg = picture(plan, curves)
    text = json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        for name, content in (("curve.svg", svg), ("power.json", text)):
            beside = out / f".{name}.new"
            beside.write_text(content, encoding="utf-8")
            beside.replace(out / name)


def picture(plan: Plan, curves: Sequence[PowerCurve]) -> str:
    """All curves as one SVG; each panel's title says what was found."""
    return drawn([Told(plan, curve, plan.language) for curve in curves])
