"""For whom: whether the difference varies with what people were like at the start."""

from __future__ import annotations

from werkzaam.core.effect.result import Moderation
from werkzaam.core.plan.model import Scale
from werkzaam.core.report.counts import finite
from werkzaam.core.report.document import Figure, Paragraph, Row, Section, Table, words
from werkzaam.core.report.drawn import figure
from werkzaam.core.report.figures import moderation as drawing
from werkzaam.core.report.paths import anchor
from werkzaam.core.report.teller import Teller, difference_form


def section(teller: Teller) -> tuple[Section, ...]:
    found = teller.material.findings.moderations
    if not found:
        return ()
    text = Paragraph(teller.say("forwhom.text"))
    drawn = [one for one in found if finite(one.points) and finite(one.shrunk)]
    shown = _figure(teller, drawn) if drawn else _table(teller)
    return (Section("forwhom", teller.word("forwhom.title"), (*_exploratory(teller), text, shown)),)


def _exploratory(teller: Teller) -> tuple[Paragraph, ...]:
    """Registered beforehand, or not: then it can raise a question, not answer one."""
    plan = teller.material.plan
    asked = {one.key for one in plan.moderators}
    known = plan.registered and all(one.key in asked for one in teller.material.findings.moderations)
    return () if known else (Paragraph(teller.say("forwhom.exploratory"), "warning"),)


def _figure(teller: Teller, drawn: list[Moderation]) -> Figure:
    pairs, axis = [_pair(teller, one) for one in drawn], teller.word("forwhom.axis")
    return figure(
        teller,
        "forwhom",
        lambda width: drawing.draw(pairs, width=width - 32, axis=axis),
        _table(teller),
        title=teller.say("forwhom.figure_title"),
        alt=teller.word("forwhom.figure_alt"),
        note=teller.word("forwhom.figure_note"),
    )


def _pair(teller: Teller, one: Moderation) -> drawing.Pair:
    percent = teller.material.plan.outcome(one.outcome).scale is Scale.BINARY
    return drawing.Pair(_title(teller, one), one.points, one.shrunk, percent)


def _title(teller: Teller, one: Moderation) -> str:
    return (
        f"{teller.outcome(one.outcome)} × {teller.characteristic(one.covariate)}, {teller.unit(one.outcome)}"
    )


def _table(teller: Teller) -> Table:
    names = ("head_what", "head_wave", "head_estimated", "head_shrunk", "head_p", "head_adjusted")
    header = tuple(teller.word(f"forwhom.{name}") for name in names)
    rows = tuple(_row(teller, one) for one in teller.material.findings.moderations)
    numeric = (False, False, *(True,) * 4)
    return Table("forwhom", teller.word("forwhom.table"), header, numeric, rows, dense=True)


def _row(teller: Teller, one: Moderation) -> Row:
    path = f"moderation.{one.key}"
    form = difference_form(teller.material.plan.outcome(one.outcome))
    cells = (
        words(_title(teller, one)),
        words(teller.wave(one.wave)),
        teller.interval(f"{path}.points", form),
        teller.interval(f"{path}.shrunk", form),
        (teller.number(f"{path}.p", "p"),),
        (teller.number(f"{path}.p_adjusted", "p"),),
    )
    return Row(cells, anchor(path))
