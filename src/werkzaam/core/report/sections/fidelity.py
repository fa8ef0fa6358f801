"""Was the programme given as it was meant, under each coach or group; and contact beside change, as description."""

from __future__ import annotations

from werkzaam.core.effect.result import DoseResponse, Fidelity
from werkzaam.core.report.document import Figure, Paragraph, Row, Section, Table, words
from werkzaam.core.report.drawn import figure
from werkzaam.core.report.figures import fidelity as drawing
from werkzaam.core.report.paths import anchor, lookup
from werkzaam.core.report.teller import Teller, difference_form


def section(teller: Teller) -> tuple[Section, ...]:
    rows = teller.material.findings.fidelity
    if not rows:
        return ()
    text = Paragraph(teller.say("fidelity.text"))
    return (Section("fidelity", teller.word("fidelity.title"), (text, _figure(teller, rows))),)


def _figure(teller: Teller, rows: tuple[Fidelity, ...]) -> Figure:
    labels, axis = [_label(teller, one) for one in rows], teller.word("fidelity.axis")
    known = lookup(teller.material.evidence, "summary.fidelity.least") is not None
    return figure(
        teller,
        "fidelity",
        lambda width: drawing.draw(rows, labels, width=width, axis=axis),
        _table(teller, rows),
        title=teller.say("fidelity.figure_title" if known else "fidelity.figure_title_unplanned"),
        alt=teller.word("fidelity.figure_alt"),
        note=teller.word("fidelity.figure_note"),
    )


def _label(teller: Teller, one: Fidelity) -> str:
    return f"{teller.word('fidelity.who')} {one.name}"


def _table(teller: Teller, rows: tuple[Fidelity, ...]) -> Table:
    names = ("head_who", "head_persons", "head_planned", "head_held", "head_share")
    header = tuple(teller.word(f"fidelity.{name}") for name in names)
    made = tuple(_row(teller, one) for one in rows)
    return Table("fidelity", teller.word("fidelity.table"), header, (False, *(True,) * 4), made)


def _row(teller: Teller, one: Fidelity) -> Row:
    forms = {"persons": "count", "planned": "points", "delivered": "points", "share": "percent"}
    path = f"fidelity.{one.name}"
    numbers = ((teller.number(f"{path}.{name}", form),) for name, form in forms.items())
    return Row((words(_label(teller, one)), *numbers), anchor(path))


def response(teller: Teller) -> tuple[Section, ...]:
    """Change beside contact among participants: no picture, because it would seem to say more than it can."""
    found = teller.material.findings.dose_response
    if not found:
        return ()
    names = ("head_n", "head_slope", "head_correlation")
    header = (
        teller.word("comparability.head_question"),
        *(teller.word(f"dose_response.{name}") for name in names),
    )
    rows = tuple(_responded(teller, one) for one in found)
    table = Table("dose-response", teller.word("dose_response.table"), header, (False, *(True,) * 3), rows)
    caution = Paragraph(teller.say("dose_response.caution"), "warning")
    return (Section("dose-response", teller.word("dose_response.title"), (caution, table)),)


def _responded(teller: Teller, one: DoseResponse) -> Row:
    path = f"dose_response.{one.outcome}.{one.wave}"
    form = difference_form(teller.material.plan.outcome(one.outcome))
    cells = (
        words(teller.counted(one.outcome, one.wave)),
        (teller.number(f"{path}.n", "count"),),
        teller.interval(f"{path}.slope", form),
        (teller.number(f"{path}.correlation", "sd"),),
    )
    return Row(cells, anchor(path))
