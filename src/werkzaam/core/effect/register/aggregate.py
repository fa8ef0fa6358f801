"""From cells to what a reader asks: on average, per time since the start, per cohort, per period.

Every aggregate is the mean of some cells, weighted by the shares of their cohorts. As the shares are estimated too,
its gradient has a part for them (Callaway & Sant'Anna 2021, section 4.2).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.register.blocks import Floats
from werkzaam.core.effect.register.cells import Cell
from werkzaam.core.effect.register.influence import Model


@dataclass(frozen=True, slots=True)
class Mean:
    """A value, and its gradient (m,) over cells and shares; nothing where it is zero by definition."""

    value: float
    gradient: Floats


@dataclass(frozen=True, slots=True)
class Aggregates:
    """`dynamic` per time since the start, `group` per cohort, `calendar` per period; each with its overall mean."""

    simple: Mean
    dynamic: Mapping[int, Mean]
    dynamic_overall: Mean
    group: Mapping[int, Mean]
    group_overall: Mean
    calendar: Mapping[int, Mean]
    calendar_overall: Mean


def aggregates(model: Model) -> Aggregates:
    cells = model.cells
    after = [index for index, cell in enumerate(cells) if cell.t >= cell.g]
    dynamic = _each(model, range(len(cells)), lambda cell: cell.event)
    group = {
        g: _equal([_cell(model, index) for index in after if cells[index].g == g]) for g in model.cohorts
    }
    seen = _each(model, after, lambda cell: cell.t)
    return Aggregates(
        simple=_shared(model, after),
        dynamic=dynamic,
        dynamic_overall=_equal([mean for event, mean in dynamic.items() if event >= 0]),
        group=group,
        group_overall=_by_share(model, group),
        calendar=seen,
        calendar_overall=_equal(list(seen.values())),
    )


def _each(model: Model, among: Sequence[int], key: Callable[[Cell], int]) -> dict[int, Mean]:
    keys = sorted({key(model.cells[index]) for index in among})
    return {one: _shared(model, [index for index in among if key(model.cells[index]) == one]) for one in keys}


def _cell(model: Model, index: int) -> Mean:
    gradient = np.zeros(model.width)
    gradient[index] = 1.0
    return Mean(model.effects[index], gradient)


def _shared(model: Model, among: Sequence[int]) -> Mean:
    """The mean of cells, each weighted by the share of its cohort."""
    return _weighed(model, [(model.cells[index].g, _cell(model, index)) for index in among])


def _by_share(model: Model, group: Mapping[int, Mean]) -> Mean:
    return _weighed(model, list(group.items()))


def _weighed(model: Model, parts: Sequence[tuple[int, Mean]]) -> Mean:
    place = {cohort: index for index, cohort in enumerate(model.cohorts)}
    weights = np.array([model.shares[place[cohort]] for cohort, _mean in parts])
    whole = weights.sum()
    value = float(sum(weight * mean.value for weight, (_, mean) in zip(weights, parts, strict=True)) / whole)
    gradient = sum(
        (weight / whole * mean.gradient for weight, (_, mean) in zip(weights, parts, strict=True)),
        np.zeros(model.width),
    )
    for cohort, mean in parts:
        gradient[len(model.cells) + place[cohort]] += (mean.value - value) / whole
    return Mean(value, gradient)


def _equal(means: Sequence[Mean]) -> Mean:
    value = float(np.mean([mean.value for mean in means]))
    return Mean(value, np.asarray(np.mean([mean.gradient for mean in means], axis=0)))
