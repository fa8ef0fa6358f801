"""From where the answer would read otherwise, had the lost done less well than like people who stayed."""

from __future__ import annotations

import math

from werkzaam.core.effect.result import Credibility, Estimate
from werkzaam.core.plan.model import Scale
from werkzaam.core.report.document import Figure, Row, Table
from werkzaam.core.report.drawn import figure
from werkzaam.core.report.figures import tipping as drawing
from werkzaam.core.report.teller import Teller, difference_form


def figures(teller: Teller, estimate: Estimate, found: Credibility) -> list[Figure]:
    """Nothing without at least two points of a curve."""
    tipping = found.tipping
    if tipping is None or len(tipping.curve) < 2:
        return []
    outcome = teller.material.plan.outcome(estimate.outcome)
    unit, percent = teller.unit(estimate.outcome), outcome.scale is Scale.BINARY
    axis = teller.word("tipping.axis").replace("$unit", unit)
    tips = tipping.shift if math.isfinite(tipping.shift) else None
    title = teller.say(
        "tipping.figure_title" if tips is not None else "tipping.figure_title_never",
        e=found.estimand,
        outcome=teller.outcome(estimate.outcome),
        unit=unit,
        format=difference_form(outcome),
    )
    drawn = figure(
        teller,
        f"tipping-{found.estimand}",
        lambda width: drawing.draw(tipping.curve, width=width, axis=axis, tips=tips, percent=percent),
        _table(teller, estimate, found),
        title=title,
        alt=teller.word("tipping.figure_alt"),
        note=teller.word("tipping.figure_note"),
    )
    return [drawn]


def _table(teller: Teller, estimate: Estimate, found: Credibility) -> Table:
    path = f"credibility.{found.estimand}.tipping.curve"
    form = difference_form(teller.material.plan.outcome(estimate.outcome))
    points = len(found.tipping.curve) if found.tipping else 0
    rows = tuple(
        Row(
            (
                (teller.number(f"{path}.{at}.shift", form),),
                (teller.number(f"{path}.{at}.value", form),),
                teller.between(f"{path}.{at}", form),
            )
        )
        for at in range(points)
    )
    names = ("tipping.head_shift", "effects.head_estimate", "effects.head_interval")
    header = tuple(teller.word(name) for name in names)
    key = f"tipping-{found.estimand}"
    return Table(key, teller.word("tipping.table"), header, (True,) * 3, rows, dense=True)
