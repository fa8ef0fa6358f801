"""Raw rows under a plan's column names become rows of the panel: persons, values and dose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from werkzaam.core.panel.column import column, matched, names, numbers, spelling
from werkzaam.core.panel.files import RawData
from werkzaam.core.panel.model import DOSE, VALUES
from werkzaam.core.panel.problem import PanelProblem
from werkzaam.core.plan.model import Arm, DataSource, Layout, Plan, Wave

ROW = "row in the file"
"""A column of our own: where a row stood, counting from 1, before `where` left rows out."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """`persons` has one row per person and wave for long data; `build.one_row_each` folds them."""

    persons: pa.Table
    values: pa.Table


def shape(plan: Plan, raw: RawData, source: DataSource) -> Shaped:
    """The rows of one source that `where` keeps. Raises PanelProblem."""
    kept = _kept(raw, source)
    wide = plan.columns.layout is Layout.WIDE
    person = _person(plan, kept, wide=wide)
    wave = None if wide else _wave(plan, kept)
    persons = {
        "person": person,
        "arm": _arm(plan, kept, source),
        "cluster": _cluster(plan, kept),
        "wave": pa.nulls(len(person), pa.string()) if wave is None else wave,
    }
    for key in plan.covariates:
        name = plan.covariate_columns.get(key, key)
        persons[key] = numbers(column(kept, name, f'the covariate "{key}"'), kept, name)
    return Shaped(pa.table(persons), _values(plan, kept, person, wave))


def _kept(raw: RawData, source: DataSource) -> RawData:
    """The rows whose columns hold the values of `where`."""
    table = raw.table.append_column(ROW, pa.array(range(1, raw.table.num_rows + 1), pa.int64()))
    for name, value in source.where.items():
        found = matched(column(raw, name, "where"), {spelling(value): "yes"})
        keep = pc.is_valid(found)
        raw = RawData(raw.name, raw.file, raw.sha256, raw.table.filter(keep))
        table = table.filter(keep)
    if table.num_rows == 0:
        message = f"{raw.file}: no row holds what the plan's where asks for."
        raise PanelProblem(message, code="data-empty", file=raw.file)
    return RawData(raw.name, raw.file, raw.sha256, table)


def _person(plan: Plan, raw: RawData, *, wide: bool) -> pa.Array:
    name = plan.columns.person
    if name is None and wide:
        row = raw.table.column(ROW).combine_chunks().cast(pa.string())
        return pc.binary_join_element_wise(pa.scalar(raw.name), row, ":")
    found = names(column(raw, name or "person", "the person"))
    _refuse_blank(found, raw, name or "person")
    return found


def _refuse_blank(found: pa.Array, raw: RawData, name: str) -> None:
    if found.null_count:
        row = pc.index(pc.is_null(found), True).as_py() + 1
        raise PanelProblem(
            f'{raw.file}: the column "{name}" is empty in {found.null_count} of the rows used, '
            f"the first being number {row}; every row needs one.",
            code="missing-key",
            file=raw.file,
            column=name,
            count=found.null_count,
        )


def _arm(plan: Plan, raw: RawData, source: DataSource) -> pa.Array:
    if source.arm is not None:
        return pa.array([source.arm] * raw.table.num_rows, pa.string())
    name = plan.columns.arm or "arm"
    found = column(raw, name, "the arm")
    return _keyed(found, plan.arms, raw, name, "arm")


def _wave(plan: Plan, raw: RawData) -> pa.Array:
    name = plan.columns.wave or "wave"
    return _keyed(column(raw, name, "the wave"), plan.waves, raw, name, "wave")


def _keyed(
    found: pa.Array, known: tuple[Arm, ...] | tuple[Wave, ...], raw: RawData, name: str, what: str
) -> pa.Array:
    """The plan's key for each row. Raises PanelProblem (`unknown-arm`, `unknown-wave`)."""
    keys = {spelling(value): item.key for item in known for value in item.values or (item.key,)}
    _refuse_blank(names(found), raw, name)
    arms = matched(found, keys)
    if arms.null_count:
        listed = ", ".join(keys)
        raise PanelProblem(
            f'{raw.file}: the column "{name}" holds no {what} of the plan in {arms.null_count} '
            f"{'row' if arms.null_count == 1 else 'rows'}; the plan knows {listed}. "
            "Nothing was kept; correct the data, or leave rows out with where.",
            code=f"unknown-{what}",
            file=raw.file,
            column=name,
            count=arms.null_count,
        )
    return arms


def _cluster(plan: Plan, raw: RawData) -> pa.Array:
    name = plan.columns.cluster or plan.cluster
    if name is None:
        return pa.nulls(raw.table.num_rows, pa.string())
    return names(column(raw, name, "the cluster"))


def _values(plan: Plan, raw: RawData, person: pa.Array, wave: pa.Array | None) -> pa.Table:
    parts = [_long(plan, raw, person, wave)] if wave is not None else [_wide(plan, raw, person)]
    return pa.concat_tables(parts)


def _long(plan: Plan, raw: RawData, person: pa.Array, wave: pa.Array) -> pa.Table:
    parts = []
    for outcome in plan.outcomes:
        name = outcome.column or outcome.key
        found = numbers(column(raw, name, f'the outcome "{outcome.key}"'), raw, name)
        parts.append(_block(plan, raw, person, wave, outcome.key, outcome.rater, found))
    return pa.concat_tables(parts)


def _wide(plan: Plan, raw: RawData, person: pa.Array) -> pa.Table:
    parts = []
    for outcome in plan.outcomes:
        for wave, name in outcome.columns.items():
            found = numbers(column(raw, name, f'"{outcome.key}" at wave "{wave}"'), raw, name)
            at = pa.array([wave] * len(found), pa.string())
            parts.append(_block(plan, raw, person, at, outcome.key, outcome.rater, found))
    if not parts:
        message = (
            'The plan says layout = "wide" but names no columns for any outcome; add columns to [[outcomes]].'
        )
        raise PanelProblem(message, code="missing-column", file=raw.file)
    return pa.concat_tables(parts)


def _block(
    plan: Plan, raw: RawData, person: pa.Array, wave: pa.Array, outcome: str, rater: str, found: pa.Array
) -> pa.Table:
    count = len(found)
    columns = plan.columns
    return pa.table(
        {
            "person": person,
            "wave": wave,
            "outcome": pa.array([outcome] * count, pa.string()),
            "value": found,
            "rater": _said(raw, columns.rater, rater),
            "source": pa.array([raw.name] * count, pa.string()),
            "mode": _said(raw, columns.mode, None),
        },
        schema=VALUES,
    )


def _said(raw: RawData, name: str | None, otherwise: str | None) -> pa.Array:
    """The column's words, or one word for every row."""
    if name is None:
        return pa.array([otherwise] * raw.table.num_rows, pa.string())
    found = names(column(raw, name, "[columns]"))
    return found if otherwise is None else pc.fill_null(found, otherwise)


def shape_dose(raw: RawData, columns: Mapping[str, str]) -> pa.Table:
    """Rows of contact from a file of its own. Raises PanelProblem."""
    found: dict[str, pa.Array] = {}
    for key in ("person", "channel"):
        found[key] = names(column(raw, columns[key], f"the dose's {key}"))
        _refuse_blank(found[key], raw, columns[key])
    for key in ("week", "planned", "delivered", "minutes"):
        name = columns[key]
        found[key] = pc.fill_null(numbers(column(raw, name, f"the dose's {key}"), raw, name), 0.0)
    found["week"] = pc.floor(found["week"]).cast(pa.int32())
    return pa.table({name: found[name] for name in DOSE.names}, schema=DOSE)
