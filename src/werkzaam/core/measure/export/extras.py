"""What a sheet asks beside the items that are scored: names to choose from, several choices, dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pyarrow as pa

from werkzaam.core.measure.export.model import ExportProblem, Extra, Type, Value, Variable
from werkzaam.core.measure.export.words import everywhere, words
from werkzaam.core.measure.model import Answer, Instrument
from werkzaam.core.measure.sheet import Definition

EXTRA = "extra:"
TYPES = {"select_one": Type.CODE, "select_multiple": Type.NUMBER, "date": Type.DATE}


def extras(told: Definition, instrument: Instrument) -> tuple[Extra, ...]:
    """The questions of these types that are no items of the instrument, in the order of asking."""
    known = {item.key for item in instrument.items}
    return tuple(
        Extra(
            entry.key,
            TYPES[entry.type],
            entry.label,
            tuple((one.name, one.label) for one in told.choices(entry)),
        )
        for entry in told.entries
        if entry.type in TYPES and entry.key not in known
    )


def columns(extra: Extra, answers: Sequence[Mapping[str, Answer]]) -> Iterator[tuple[str, pa.Array]]:
    """A column; of several choices one for each, 1 where it was chosen and 0 where another was."""
    said = [None if (cell := row.get(extra.key)) is None else str(cell) for row in answers]
    if extra.type is Type.DATE:
        yield f"{EXTRA}{extra.key}", pa.array([_day(extra, cell) for cell in said], pa.date32())
    elif extra.type is Type.CODE:
        yield f"{EXTRA}{extra.key}", pa.array(said, pa.string())
    else:
        for name, _label in extra.choices:
            chosen = [None if cell is None else float(name in cell.split()) for cell in said]
            yield f"{EXTRA}{extra.key}/{name}", pa.array(chosen, pa.float64())


def _day(extra: Extra, cell: str | None) -> date | None:
    try:
        return None if cell is None else date.fromisoformat(cell[:10])
    except ValueError:
        message = f'The answers to "{extra.key}" should be dates, but some are not. Nothing was written.'
        raise ExportProblem(message, code="answer-not-a-date", item=extra.key) from None


def variables(extra: Extra) -> Iterator[tuple[str, Variable]]:
    """Each column with what it is. Numbers of names go by their order in the sheet."""
    label = extra.text or {"en": extra.key}
    if extra.type is Type.NUMBER:
        yes = (Value(0.0, words()["no"]), Value(1.0, words()["yes"]))
        for name, said in extra.choices:
            key = f"{extra.key}/{name}"
            yield f"{EXTRA}{key}", Variable(key, key, Type.CODE, everywhere(label, said), yes, extra.text)
        return
    values = tuple(Value(float(at), said, name) for at, (name, said) in enumerate(extra.choices, 1))
    yield f"{EXTRA}{extra.key}", Variable(extra.key, extra.key, extra.type, label, values, extra.text)
