"""What went otherwise than planned, dated: in the picture of contacts by a letter, and in a table."""

from __future__ import annotations

from string import ascii_uppercase

from werkzaam.core.plan.model import Deviation
from werkzaam.core.report.document import Row, Section, Table, Text, Words, words
from werkzaam.core.report.figures.dose import Event
from werkzaam.core.report.paths import anchor
from werkzaam.core.report.teller import Teller


def events(teller: Teller) -> tuple[Event, ...]:
    """Those of which the week is known."""
    return tuple(
        Event(mark, one.week, one.until if one.until is not None else one.week)
        for mark, one in _marked(teller)
        if one.week is not None
    )


def section(teller: Teller) -> tuple[Section, ...]:
    rows = tuple(_row(teller, mark, one) for mark, one in _marked(teller))
    if not rows:
        return ()
    header = tuple(teller.word(f"deviations.head_{name}") for name in ("mark", "what", "on", "weeks"))
    table = Table("deviations", teller.word("deviations.table"), header, (False,) * 4, rows)
    return (Section("deviations", teller.word("deviations.title"), (table,)),)


def _marked(teller: Teller) -> list[tuple[str, Deviation]]:
    """In order of date, each with a letter (past the alphabet none)."""
    dated = sorted(teller.material.plan.deviations, key=lambda one: (one.on, one.key))
    marks = [*ascii_uppercase, *([""] * len(dated))]
    return list(zip(marks, dated, strict=False))


def _row(teller: Teller, mark: str, one: Deviation) -> Row:
    cells = (words(mark), words(teller.label(one.label)), words(teller.date(one.on)), _weeks(teller, one))
    return Row(cells, anchor(f"deviation.{one.key}"))


def _weeks(teller: Teller, one: Deviation) -> Text:
    if one.week is None:
        return words(teller.word("page.missing"))
    week = teller.number(f"deviation.{one.key}.week", "count")
    if one.until is None:
        return (week,)
    return (week, Words(f" {teller.word('page.to')} "), teller.number(f"deviation.{one.key}.until", "count"))
