"""Every person's influence on every cell, where each was seen in every period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.register.balanced.nuisance import Fitted, against, stacked
from werkzaam.core.effect.register.balanced.propensity import Against, Propensity
from werkzaam.core.effect.register.blocks import Block, Floats
from werkzaam.core.effect.register.logit import chances, odds


@dataclass(frozen=True, slots=True)
class Fits:
    """The fitted cells in order, with the column of each period and the logits."""

    fits: Sequence[Fitted]
    column: Mapping[int, int]
    propensities: Mapping[Against, Propensity]


def of_block(block: Block, model: Fits) -> Floats:
    """(n, cells)."""
    cells = np.zeros((len(block.cohort), len(model.fits)))
    for pair in dict.fromkeys(against(each.cell) for each in model.fits):
        at = np.flatnonzero([against(each.cell) == pair for each in model.fits])
        fits = [model.fits[int(index)] for index in at]
        for cohorts, make in (((pair[0],), _treated), (pair[1], _controls)):
            chosen = np.isin(block.cohort, cohorts)
            part = block.rows(chosen)
            cells[np.ix_(chosen, at)] += make(part, fits, model) * part.weight[:, None]
    return cells


def _residual(part: Block, fits: Sequence[Fitted], model: Fits) -> Floats:
    later = [model.column[each.cell.t] for each in fits]
    first = [model.column[each.cell.base] for each in fits]
    return np.asarray(part.y[:, later] - part.y[:, first] - part.x @ stacked(fits, "outcome"))


def _treated(part: Block, fits: Sequence[Fitted], model: Fits) -> Floats:
    residual = _residual(part, fits, model) - stacked(fits, "programme")
    own = residual / stacked(fits, "treated_weight")
    propensity = model.propensities.get(against(fits[0].cell))
    if propensity is not None:
        missed = 1.0 - chances(part.x, propensity.coefficients)
        own -= missed[:, None] * (part.x @ stacked(fits, "chance"))
    return np.asarray(own)


def _controls(part: Block, fits: Sequence[Fitted], model: Fits) -> Floats:
    residual = _residual(part, fits, model)
    own = -residual * (part.x @ stacked(fits, "leverage"))
    propensity = model.propensities.get(against(fits[0].cell))
    if propensity is not None:
        weight, p = odds(part.x, propensity.coefficients), chances(part.x, propensity.coefficients)
        own -= weight[:, None] * (residual - stacked(fits, "control")) / stacked(fits, "control_weight")
        own += p[:, None] * (part.x @ stacked(fits, "chance"))
    return np.asarray(own)
