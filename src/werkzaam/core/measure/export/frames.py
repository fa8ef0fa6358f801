"""The two shapes of a study's measurements: long (person and wave a row) and wide (person a row)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from werkzaam.core.measure.export import variables as known
from werkzaam.core.measure.export.model import ExportProblem, Frame, Missing, Moment, Source, Type, Variable

TYPES = {Type.CODE: pa.float64(), Type.NUMBER: pa.float64(), Type.TEXT: pa.string(), Type.DATE: pa.date32()}
Why = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Cells:
    """A variable at one wave: `values` and `why` (persons,), in the order of the persons."""

    values: pa.Array
    why: Why


Block = Mapping[str, Cells]
"""Everything of one wave, by the name of the variable in the long file."""


def frames(source: Source) -> tuple[Frame, Frame]:
    """Long and wide. Raises ExportProblem (`export-empty`) where there is no person or no questionnaire."""
    if source.persons.num_rows == 0 or not source.rounds:
        message = "There is nothing to export yet: no questionnaire, or nobody whose consent stands."
        raise ExportProblem(message, code="export-empty", persons=source.persons.num_rows)
    persons = source.persons.sort_by("person").combine_chunks()
    asked = known.asked(source)
    in_field = {one.wave for one in source.rounds}
    blocks = {wave: _block(source, persons, wave, asked) for wave in source.waves if wave.key in in_field}
    return _long(source, persons, blocks, list(asked)), _wide(source, persons, blocks, list(asked))


def _block(
    source: Source, persons: pa.Table, wave: Moment, asked: Mapping[Variable, list[known.Place]]
) -> Block:
    """The cells of one wave; of two questionnaires with the same question the first in order counts."""
    who = persons["person"].combine_chunks()
    rounds = {at: pc.index_in(who, value_set=_persons(source, at)) for at in _rounds(source, wave)}
    about = known.about(source)
    cells = {key: _cells(source, about[key], rounds, [(at, key) for at in rounds]) for key in known.RETURN}
    for variable, places in asked.items():
        here = [(at, column) for at, column in places if at in rounds]
        cells[variable.name] = _cells(source, variable, rounds, here)
    return cells


def _rounds(source: Source, wave: Moment) -> list[int]:
    return [at for at, one in enumerate(source.rounds) if one.wave == wave.key]


def _persons(source: Source, at: int) -> pa.Array:
    return source.rounds[at].answers["person"].combine_chunks()


def _cells(
    source: Source, variable: Variable, rounds: Mapping[int, pa.Array], places: list[known.Place]
) -> Cells:
    count = len(next(iter(rounds.values())))
    parts = [source.rounds[at].answers[column].combine_chunks().take(rounds[at]) for at, column in places]
    coded = [_coded(variable, part) for part in parts]
    values = pc.coalesce(*coded) if coded else pa.nulls(count, TYPES[variable.type])
    sent = np.zeros(count, bool)
    for at, _column in places:
        sent |= pc.is_valid(rounds[at]).to_numpy(zero_copy_only=False)
    why = np.where(sent, Missing.PASSED, Missing.NOT_SENT) if places else np.full(count, Missing.NOT_ASKED)
    given = pc.is_valid(values).to_numpy(zero_copy_only=False)
    return Cells(values, np.where(given, Missing.PRESENT, why).astype(np.int8))


def _coded(variable: Variable, cells: pa.Array) -> pa.Array:
    """Words as the numbers that stand for them."""
    if variable.type is not Type.CODE or not pa.types.is_string(cells.type):
        return cells
    keys = pa.array([value.key for value in variable.values], pa.string())
    codes = pa.array([value.code for value in variable.values], pa.float64())
    return codes.take(pc.index_in(cells, value_set=keys))


def _who(source: Source, persons: pa.Table, times: int) -> Iterator[tuple[Variable, Cells]]:
    """Pseudonym and arm, each person as many times as there are waves."""
    about, rows = known.about(source), np.repeat(np.arange(persons.num_rows), times)
    for key in known.PERSON:
        cells = _coded(about[key], persons[key].combine_chunks()).take(pa.array(rows))
        yield about[key], Cells(cells, np.zeros(len(cells), np.int8))


def _long(source: Source, persons: pa.Table, blocks: Mapping[Moment, Block], asked: list[Variable]) -> Frame:
    about, count = known.about(source), persons.num_rows
    columns = dict(_who(source, persons, len(blocks)))
    places = [at for at, wave in enumerate(source.waves, 1) if wave in blocks]
    columns[about["wave"]] = Cells(
        pa.array(np.tile(np.array(places, float), count)), np.zeros(count * len(blocks), np.int8)
    )
    for variable in [*(about[key] for key in known.RETURN), *asked]:
        columns[variable] = _stacked([block[variable.name] for block in blocks.values()])
    return _frame("long", columns)


def _stacked(cells: list[Cells]) -> Cells:
    """The waves of a person after one another."""
    count, waves = len(cells[0].why), len(cells)
    order = np.arange(count * waves).reshape(waves, count).T.ravel()
    values = pa.concat_arrays([one.values for one in cells]).take(pa.array(order))
    return Cells(values, np.concatenate([one.why for one in cells])[order])


def _wide(source: Source, persons: pa.Table, blocks: Mapping[Moment, Block], asked: list[Variable]) -> Frame:
    about, taken = known.about(source), {key.upper() for key in known.PERSON}
    columns = dict(_who(source, persons, 1))
    for wave, block in blocks.items():
        here = [variable for variable in asked if wave.key in variable.waves]
        for variable in [*(about[key] for key in known.RETURN), *here]:
            columns[known.at_wave(variable, wave, taken)] = block[variable.name]
    return _frame("wide", columns)


def _frame(name: str, columns: Mapping[Variable, Cells]) -> Frame:
    table = pa.table({variable.name: cells.values for variable, cells in columns.items()})
    why = {variable.name: cells.why for variable, cells in columns.items()}
    return Frame(name, tuple(columns), table, why)
