"""Persons who are seen in every period: changes within persons (Sant'Anna & Zhao 2020, section 3.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from werkzaam.core.effect.register.balanced.clusters import of_clusters
from werkzaam.core.effect.register.balanced.nuisance import against, fit_cell
from werkzaam.core.effect.register.balanced.persons import Fits, of_block
from werkzaam.core.effect.register.balanced.propensity import Against, Propensity, propensities
from werkzaam.core.effect.register.blocks import Segment, Wide
from werkzaam.core.effect.register.cells import Cell
from werkzaam.core.effect.register.influence import Spread
from werkzaam.core.effect.register.moments import Moments, by_cohort
from werkzaam.core.effect.register.spec import Staggered

__all__ = ["fit"]


def fit(
    wide: Wide,
    asked: Sequence[Cell],
    column: Mapping[int, int],
    segments: Mapping[Segment, Moments],
    spec: Staggered,
) -> Spread:
    """The effect of every cell, and what gives each person's (or cluster's) influence on them."""
    chosen: dict[Against, Propensity] = {}
    if spec.method.weighs:
        chosen = propensities(wide, list(dict.fromkeys(against(cell) for cell in asked)), spec.clustered)
    moments = by_cohort(segments)
    fits = [fit_cell(cell, column, moments, chosen.get(against(cell)), spec.method) for cell in asked]
    model = Fits(fits, column, chosen)
    return Spread(
        effects=tuple(each.att for each in fits),
        of_block=partial(of_block, model=model),
        of_clusters=partial(of_clusters, model, segments, wide.clusters) if spec.clustered else None,
    )
