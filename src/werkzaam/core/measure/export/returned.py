"""Questionnaires that came back, as columns: one row each, its answers and its scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pyarrow as pa

from werkzaam.core.measure.export.extras import columns as extra_columns
from werkzaam.core.measure.export.extras import extras
from werkzaam.core.measure.export.model import ExportProblem, Round, Sent
from werkzaam.core.measure.model import Answer, Instrument, Item, Kind
from werkzaam.core.measure.score import score
from werkzaam.core.measure.sheet import Definition

ITEM, SCORE = "item:", "score:"


def returned(
    wave: str, instrument: Instrument, sent: Iterable[Sent], *, sheet: Definition | None = None
) -> Round:
    """A round from what came back of it, in order of person; `sheet` tells what else was asked, and names in SPSS.

    Raises ExportProblem (`answer-not-a-number`, `answer-not-a-date`).
    """
    rows = sorted(sent, key=lambda one: one.person)
    known = {item.key for item in instrument.items}
    answers = [{key: value for key, value in row.answers.items() if key in known} for row in rows]
    others = extras(sheet, instrument) if sheet else ()
    known |= {one.key for one in others}
    strange = Counter(key for row in rows for key in row.answers if key not in known)
    columns = _about(rows) | _items(instrument, answers) | _scores(instrument, answers)
    columns |= dict(column for one in others for column in extra_columns(one, [row.answers for row in rows]))
    names = {entry.key: entry.spss for entry in sheet.entries} if sheet else {}
    return Round(wave, instrument, pa.table(columns), names, others, dict(sorted(strange.items())))


def _about(rows: list[Sent]) -> dict[str, pa.Array]:
    return {
        "person": pa.array([row.person for row in rows], pa.string()),
        "sent_on": pa.array([row.on for row in rows], pa.date32()),
        "mode": pa.array([row.mode for row in rows], pa.string()),
        "language": pa.array([row.language for row in rows], pa.string()),
    }


def _items(instrument: Instrument, answers: list[dict[str, Answer]]) -> dict[str, pa.Array]:
    return {
        f"{ITEM}{item.key}": _column(item, [row.get(item.key) for row in answers])
        for item in instrument.items
    }


def _column(item: Item, cells: list[Answer]) -> pa.Array:
    if item.kind is Kind.TEXT:
        return pa.array([None if cell is None else str(cell) for cell in cells], pa.string())
    if any(isinstance(cell, str) for cell in cells):
        message = f'The answers to "{item.key}" should be numbers, but some are text. Nothing was written.'
        raise ExportProblem(message, code="answer-not-a-number", item=item.key)
    return pa.array([None if cell is None else float(cell) for cell in cells], pa.float64())


def _scores(instrument: Instrument, answers: list[dict[str, Answer]]) -> dict[str, pa.Array]:
    scored = [score(instrument, row) for row in answers]
    return {
        f"{SCORE}{scale.outcome}": pa.array([row[scale.outcome] for row in scored], pa.float64())
        for scale in instrument.scales
    }
