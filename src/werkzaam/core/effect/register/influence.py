"""Every person's influence on every cell, a block at a time, and the sums that variances are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from werkzaam.core.effect.register.blocks import Block, Floats, Wide
from werkzaam.core.effect.register.moments import Moments
from werkzaam.core.effect.register.nuisance import Fitted, against, stacked
from werkzaam.core.effect.register.propensity import Against, Propensity, chances, odds


@dataclass(frozen=True, slots=True)
class Influence:
    """`covariance` (m, m) of the cells' estimates and the cohorts' shares; `clusters` (G, m) sums, if clustered."""

    covariance: Floats
    clusters: Floats | None


@dataclass(frozen=True, slots=True)
class Model:
    """Everything fitted, in the order of the columns of the influence: cells, then cohorts."""

    fits: Sequence[Fitted]
    cohorts: tuple[int, ...]
    shares: Floats  # of all persons (weighted), per cohort
    weight: float
    column: Mapping[int, int]
    propensities: Mapping[Against, Propensity]


def influence(wide: Wide, model: Model, clustered: bool) -> Influence:
    """One pass. Without clusters each person's influence is squared at once, so that none is kept."""
    width = len(model.fits) + len(model.cohorts)
    square, sums = np.zeros((width, width)), np.zeros((wide.clusters if clustered else 0, width))
    for block in wide.read():
        own = of_block(block, model)
        if clustered:
            sums += _summed(block, own, wide.clusters)
        else:
            square += own.T @ own
    return Influence(sums.T @ sums, sums) if clustered else Influence(square, None)


def of_block(block: Block, model: Model) -> Floats:
    """(n, cells + cohorts): what each person adds to each estimate, and to each cohort's share."""
    cells = np.zeros((len(block.cohort), len(model.fits)))
    for pair in dict.fromkeys(against(each.cell) for each in model.fits):
        at = np.flatnonzero([against(each.cell) == pair for each in model.fits])
        fits = [model.fits[int(index)] for index in at]
        for rows, make in (((pair[0],), _treated), (pair[1], _controls)):
            chosen = np.flatnonzero(np.isin(block.cohort, rows))
            part = block.of(rows)
            cells[np.ix_(chosen, at)] += make(part, fits, model) * part.weight[:, None]
    is_of = block.cohort[:, None] == np.array(model.cohorts)
    return np.hstack([cells, (is_of - model.shares) * (block.weight / model.weight)[:, None]])


def _residual(part: Block, fits: Sequence[Fitted], model: Model) -> Floats:
    later = [model.column[each.cell.t] for each in fits]
    first = [model.column[each.cell.base] for each in fits]
    return np.asarray(part.y[:, later] - part.y[:, first] - part.x @ stacked(fits, "outcome"))


def _treated(part: Block, fits: Sequence[Fitted], model: Model) -> Floats:
    residual = _residual(part, fits, model) - stacked(fits, "programme")
    own = residual / stacked(fits, "treated_weight")
    propensity = model.propensities.get(against(fits[0].cell))
    if propensity is not None:
        missed = 1.0 - chances(part.x, propensity.coefficients)
        own -= missed[:, None] * (part.x @ stacked(fits, "chance"))
    return np.asarray(own)


def _controls(part: Block, fits: Sequence[Fitted], model: Model) -> Floats:
    residual = _residual(part, fits, model)
    own = -residual * (part.x @ stacked(fits, "leverage"))
    propensity = model.propensities.get(against(fits[0].cell))
    if propensity is not None:
        weight, p = odds(part.x, propensity.coefficients), chances(part.x, propensity.coefficients)
        own -= weight[:, None] * (residual - stacked(fits, "control")) / stacked(fits, "control_weight")
        own += p[:, None] * (part.x @ stacked(fits, "chance"))
    return np.asarray(own)


def _summed(block: Block, own: Floats, clusters: int) -> Floats:
    n = len(block.cluster)
    belongs = sparse.csr_matrix((np.ones(n), (block.cluster, np.arange(n))), shape=(clusters, n))
    return np.asarray(belongs @ own)


def shares(moments: Mapping[int, Moments], cohorts: Sequence[int]) -> tuple[Floats, float]:
    """The cohorts' shares of all persons, and the weight of all."""
    weight = sum(each.weight for each in moments.values())
    return np.array([moments[cohort].weight for cohort in cohorts]) / weight, weight
