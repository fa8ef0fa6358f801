"""Change per person beyond measurement error, in both arms."""

from __future__ import annotations

import math

from werkzaam.core.effect.result import Development
from werkzaam.core.plan.model import Direction, Outcome
from werkzaam.core.report.document import Figure, Paragraph, Row, Section, Table, Text, words
from werkzaam.core.report.drawn import figure
from werkzaam.core.report.figures import reliable as drawing
from werkzaam.core.report.paths import anchor
from werkzaam.core.report.teller import Teller, difference_form


def section(teller: Teller) -> tuple[Section, ...]:
    """Nothing where the plan knows of no measure how reliable it is."""
    found = [(outcome, rows) for outcome in teller.material.plan.outcomes if (rows := _last(teller, outcome))]
    if not found:
        return ()
    text = Paragraph(teller.say("reliable.text"))
    return (Section("reliable", teller.word("reliable.title"), (text, _figure(teller, found))),)


def _last(teller: Teller, outcome: Outcome) -> list[Development]:
    """Every arm at the last wave at which anything is known."""
    order = [arm.key for arm in teller.material.arms]
    own = [
        one for one in teller.material.findings.developments if one.outcome == outcome.key and one.reliable
    ]
    waves = [wave.key for wave in teller.material.plan.waves if any(one.wave == wave.key for one in own)]
    rows = [one for one in own if one.wave == waves[-1]]
    return sorted(rows, key=lambda one: order.index(one.arm))


def _figure(teller: Teller, found: list[tuple[Outcome, list[Development]]]) -> Figure | Table:
    """Bars of those of whom everything may be told; the table alone where that is nobody."""
    panels = [
        (_heading(teller, told[0]), [_changed(teller, outcome, one) for one in told])
        for outcome, rows in found
        if (told := [one for one in rows if _told(one)])
    ]
    if not panels:
        return _table(teller, found)
    return figure(
        teller,
        "reliable",
        lambda width: drawing.draw(panels, width=width),
        _table(teller, found),
        title=_title(teller, *found[0]),
        alt=teller.word("reliable.figure_alt"),
        note=teller.word("reliable.figure_note"),
    )


def _told(one: Development) -> bool:
    found = one.reliable
    return found is not None and all(map(math.isfinite, (found.risen, found.same, found.fallen)))


def _heading(teller: Teller, one: Development) -> str:
    return teller.question(one.outcome, one.wave)


def _changed(teller: Teller, outcome: Outcome, one: Development) -> drawing.Changed:
    assert one.reliable is not None
    up = outcome.direction is Direction.UP
    risen, fallen = one.reliable.risen, one.reliable.fallen
    worse, better = (fallen, risen) if up else (risen, fallen)
    return drawing.Changed(teller.arm(one.arm), worse, one.reliable.same, better)


def _title(teller: Teller, outcome: Outcome, rows: list[Development]) -> Text:
    """The first outcome, arm by arm."""
    told = teller.say("reliable.figure_title", outcome=teller.outcome(outcome.key))
    for at, one in enumerate(rows):
        slots = {"path": _path(one), "arm": teller.arm(one.arm)}
        told += words(", " if at else " ") + teller.say("reliable.figure_title_arm", **slots)
    return told


def _path(one: Development) -> str:
    return f"development.{one.arm}.{one.outcome}.{one.wave}"


def _table(teller: Teller, found: list[tuple[Outcome, list[Development]]]) -> Table:
    names = ("head_threshold", "head_improved", "head_same", "head_worsened", "head_share_risen")
    header = (
        teller.word("comparability.head_question"),
        teller.word("design.head_arm"),
        *(teller.word(f"reliable.{name}") for name in (*names, "head_share_fallen")),
    )
    rows = tuple(_row(teller, outcome, one) for outcome, rows in found for one in rows)
    numeric = (False, False, *(True for _ in header[2:]))
    return Table("reliable", teller.word("reliable.table"), header, numeric, rows, dense=True)


def _row(teller: Teller, outcome: Outcome, one: Development) -> Row:
    path = f"{_path(one)}.reliable"
    counts = ((teller.number(f"{path}.{name}", "count"),) for name in ("improved", "same", "worsened"))
    shares = (teller.interval(f"{path}.{name}", "percent") for name in ("risen_share", "fallen_share"))
    cells = (
        words(_heading(teller, one)),
        words(teller.arm(one.arm)),
        (teller.number(f"{path}.threshold", difference_form(outcome)),),
        *counts,
        *shares,
    )
    return Row(cells, anchor(path))
