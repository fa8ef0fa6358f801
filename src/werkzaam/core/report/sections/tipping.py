"""From where the answer would read otherwise, had the lost done less well than like people who stayed."""

from __future__ import annotations

import math
from string import Template

from werkzaam.core.effect.result import Credibility, Estimate
from werkzaam.core.plan.model import Direction, Scale
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
    slots = {"unit": teller.unit(estimate.outcome), "side": side(teller, estimate, found)}
    percent = outcome.scale is Scale.BINARY
    axis = Template(teller.word("tipping.axis")).substitute(slots)
    tips = tipping.shift if math.isfinite(tipping.shift) else None
    title = teller.say(
        "tipping.figure_title" if tips is not None else "tipping.figure_title_never",
        e=found.estimand,
        outcome=teller.outcome(estimate.outcome),
        **slots,
        format=difference_form(outcome),
    )
    drawn = figure(
        teller,
        f"tipping-{found.estimand}",
        lambda width: drawing.draw(tipping.curve, width=width, axis=axis, tips=tips, percent=percent),
        _table(teller, estimate, found, slots["side"]),
        title=title,
        alt=teller.word("tipping.figure_alt"),
        note=teller.word("tipping.figure_note"),
    )
    return [drawn]


def side(teller: Teller, estimate: Estimate, found: Credibility) -> str:
    """Missing answers are moved against the finding: a hoped-for one is tried with less favourable answers."""
    first = (
        found.tipping.curve[0][1].value if found.tipping and found.tipping.curve else estimate.points.value
    )
    up = teller.material.plan.outcome(estimate.outcome).direction is Direction.UP
    return teller.word("tipping.less" if (first >= 0) is up else "tipping.more")


def _table(teller: Teller, estimate: Estimate, found: Credibility, side: str) -> Table:
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
        for at in range(0, points, 2)
    )
    names = ("effects.head_estimate", "effects.head_interval")
    header = (side.capitalize(), *(teller.word(name) for name in names))
    key = f"tipping-{found.estimand}"
    return Table(
        key,
        f"{teller.word('tipping.table')}: {teller.question(estimate.outcome, estimate.wave)}",
        header,
        (False, True, True),
        rows,
        dense=True,
    )
