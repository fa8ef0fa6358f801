"""From records or shaped tables to a `Panel`: typed, folded, checked, sorted, hashed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from werkzaam.core.panel.check import check_dose, check_persons, check_values
from werkzaam.core.panel.column import LARGEST
from werkzaam.core.panel.hash import content_hash
from werkzaam.core.panel.model import DOSE, PERSONS, VALUES, Panel
from werkzaam.core.panel.problem import PanelProblem
from werkzaam.core.plan.model import Plan

Record = Mapping[str, object]
SOURCE = "records"


def build_panel(
    plan: Plan,
    persons: Iterable[Record],
    values: Iterable[Record],
    dose: Iterable[Record] = (),
    *,
    sources: Mapping[str, str] | None = None,
) -> Panel:
    """A panel from plain records; their keys are the columns of `PERSONS` (and covariates), `VALUES`, `DOSE`.

    `rater` may be left out (the outcome's own), as may `source`, `mode` and `cluster`. A missing answer is
    None or no record. `sources` names where the records came from, each with a hash.
    Raises PanelProblem; unknown keys are refused, so that nothing personal slips in.
    """
    raters = {outcome.key: outcome.rater for outcome in plan.outcomes}
    told = [
        {"source": SOURCE, "rater": raters.get(str(record.get("outcome")), "self"), **record}
        for record in values
    ]
    return assemble(
        plan,
        _table(persons, persons_schema(plan), "persons"),
        _table(told, VALUES, "values"),
        _table(dose, DOSE, "dose"),
        sources=sources or {},
    )


def persons_schema(plan: Plan) -> pa.Schema:
    return pa.schema([*PERSONS, *(pa.field(key, pa.float64()) for key in plan.covariates)])


def assemble(
    plan: Plan, persons: pa.Table, values: pa.Table, dose: pa.Table, *, sources: Mapping[str, str]
) -> Panel:
    """A panel from tables with the schemas of `model.py`; empty answers go, a week's contacts are summed."""
    check_persons(plan, persons)
    values = values.filter(pc.is_valid(values["value"]))
    check_values(plan, persons, values)
    check_dose(persons, dose)
    persons = _sorted(persons, ["person"])
    values = _sorted(values, ["person", "wave", "outcome"])
    dose = _sorted(_per_week(dose), ["person", "week", "channel"])
    seal = content_hash(persons=persons, values=values, dose=dose)
    return Panel(persons, values, dose, plan.covariates, dict(sources), seal)


def _sorted(table: pa.Table, keys: list[str]) -> pa.Table:
    return table.sort_by([(key, "ascending") for key in keys]).combine_chunks()


def _per_week(dose: pa.Table) -> pa.Table:
    """One row per person, week and channel; `fsum` makes the total the same in any order of rows."""
    sums: dict[tuple[str, int, str], tuple[list[float], list[float], list[float]]] = {}
    for row in dose.to_pylist():
        lists = sums.setdefault((row["person"], row["week"], row["channel"]), ([], [], []))
        for amounts, name in zip(lists, ("planned", "delivered", "minutes"), strict=True):
            amounts.append(row[name])
    rows = [(*key, *(math.fsum(amounts) for amounts in lists)) for key, lists in sums.items()]
    return pa.Table.from_pylist([dict(zip(DOSE.names, row, strict=True)) for row in rows], schema=DOSE)


def _table(records: Iterable[Record], schema: pa.Schema, what: str) -> pa.Table:
    listed = list(records)
    for record in listed:
        if strange := sorted(set(record) - set(schema.names)):
            message = f"A record of the {what} has a field {strange[0]!r}, which a panel does not hold."
            raise PanelProblem(message, code="unknown-field", table=what, field=strange[0])
    columns = [_typed([record.get(field.name) for record in listed], field, what) for field in schema]
    return pa.table(columns, schema=schema)


def _typed(cells: list[object], field: pa.Field, what: str) -> pa.Array:
    """Cells as the field's type; a number that is NaN counts as missing."""
    text = pa.types.is_string(field.type)
    read = _word if text else _number
    found = []
    for place, cell in enumerate(cells, start=1):
        value = None if cell is None else read(cell)
        if (cell is not None and value is None) or (value is None and not field.nullable):
            raise _wrong_cell(field, what, place, missing=cell is None)
        found.append(None if isinstance(value, float) and math.isnan(value) else value)
    _refuse_infinite(found, field, what)
    return pa.array(found, field.type) if text else pa.array(found, pa.float64()).cast(field.type)


def _word(cell: object) -> str | None:
    return str(cell) if isinstance(cell, str) and cell.strip() else None


def _number(cell: object) -> float | None:
    return float(cell) if isinstance(cell, int | float) or hasattr(cell, "__float__") else None


def _wrong_cell(field: pa.Field, what: str, place: int, *, missing: bool) -> PanelProblem:
    if missing:
        message = f'Record {place} of the {what} lacks "{field.name}". Nothing was kept.'
        return PanelProblem(message, code="missing-key", table=what, field=field.name, row=place)
    text = pa.types.is_string(field.type)
    expected = "text" if text else "a number"
    return PanelProblem(
        f'Record {place} of the {what}: "{field.name}" is not {expected}. Nothing was kept.',
        code="missing-key" if text else "text-in-number",
        table=what,
        field=field.name,
        row=place,
    )


def _refuse_infinite(found: list[float | str | None], field: pa.Field, what: str) -> None:
    count = sum(isinstance(value, float) and abs(value) > LARGEST for value in found)
    if count:
        message = f'"{field.name}" of the {what} is infinite or impossibly large in {count} records. Nothing was kept.'
        raise PanelProblem(message, code="infinite-value", table=what, field=field.name, count=count)
