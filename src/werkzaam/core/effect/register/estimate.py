"""The whole analysis: cells, their standard errors, and the aggregates; a handful of passes over the register."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

from werkzaam.core.effect.register import balanced, sections
from werkzaam.core.effect.register.aggregate import Aggregates, Mean, aggregates
from werkzaam.core.effect.register.blocks import Block, Floats, Segment, Wide
from werkzaam.core.effect.register.cells import Calendar, Cell, calendar, cells
from werkzaam.core.effect.register.influence import Influence, Model, influence, shares
from werkzaam.core.effect.register.moments import Moments, by_cohort, by_segment, known
from werkzaam.core.effect.register.spec import Staggered
from werkzaam.problem import NotSupported


@dataclass(frozen=True, slots=True)
class Effect:
    """In points of the outcome; `se` is NaN where the value is zero by definition."""

    value: float
    se: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RollOut:
    """`cells` in the order of `effects`; `means` and `influence` let bands and bootstraps be drawn afterwards."""

    spec: Staggered
    cells: tuple[Cell, ...]
    effects: tuple[Effect, ...]
    simple: Effect
    dynamic: Mapping[int, Effect]
    dynamic_overall: Effect
    group: Mapping[int, Effect]
    group_overall: Effect
    calendar: Mapping[int, Effect]
    calendar_overall: Effect
    persons: Mapping[int, int]  # per cohort
    means: Aggregates
    influence: Influence


def estimate_rollout(wide: Wide, spec: Staggered) -> RollOut:
    """Raises NotSupported (nobody to compare with) and RegisterProblem (values or covariates that do not do)."""
    if spec.clustered and not wide.clusters:
        raise NotSupported(
            "The frozen panel has no clusters. Freeze it with a cluster, or do not ask for them."
        )
    seen, wide = _prepared(wide, spec)
    segments = by_segment(_without_gaps(wide) if spec.unbalanced else wide, spec.clustered)
    model = _model(wide, spec, seen, segments)
    spread = influence(wide, model, segments, spec.clustered)
    made = aggregates(model)
    tell = _teller(spec, spread.covariance)
    alone = np.eye(len(model.cells), model.width)
    return RollOut(
        spec=spec,
        cells=model.cells,
        effects=tuple(tell(Mean(*each)) for each in zip(model.effects, alone, strict=True)),
        simple=tell(made.simple),
        dynamic={event: tell(mean) for event, mean in made.dynamic.items()},
        dynamic_overall=tell(made.dynamic_overall),
        group={cohort: tell(mean) for cohort, mean in made.group.items()},
        group_overall=tell(made.group_overall),
        calendar={period: tell(mean) for period, mean in made.calendar.items()},
        calendar_overall=tell(made.calendar_overall),
        persons={cohort: each.persons for cohort, each in by_cohort(segments).items()},
        means=made,
        influence=spread,
    )


def _prepared(wide: Wide, spec: Staggered) -> tuple[Calendar, Wide]:
    """Cohorts and periods as they are analysed, and covariates scaled."""
    told = known(wide)
    seen = calendar(wide.periods, told.cohorts, spec)
    return seen, wide.recoded(seen.taken, seen.periods).scaled(told)


def _without_gaps(wide: Wide) -> Wide:
    """An outcome that was not seen counts as nothing in the sums of persons."""

    def source(outcomes: bool) -> Iterator[Block]:
        for block in wide.read(outcomes):
            yield replace(block, y=np.where(np.isnan(block.y), 0.0, block.y))

    return replace(wide, source=source)


def _model(wide: Wide, spec: Staggered, seen: Calendar, segments: Mapping[Segment, Moments]) -> Model:
    asked = cells(seen, spec)
    column = {period: index for index, period in enumerate(wide.periods)}
    if spec.unbalanced:
        spread = sections.fit(wide, asked, column, spec.method)
    else:
        spread = balanced.fit(wide, asked, column, segments, spec)
    share, weight = shares(by_cohort(segments), seen.cohorts)
    return Model(tuple(asked), seen.cohorts, share, weight, spread)


def _teller(spec: Staggered, covariance: Floats) -> Callable[[Mean], Effect]:
    """Value, standard error and pointwise interval of a mean of cells."""
    z = float(stats.norm.ppf((1 + spec.level) / 2))

    def tell(mean: Mean) -> Effect:
        variance = float(mean.gradient @ covariance @ mean.gradient)
        se = math.sqrt(variance) if variance > 0 else math.nan
        return Effect(mean.value, se, mean.value - z * se, mean.value + z * se)

    return tell
