"""Every person's influence on every cell: the sum over the rows it was seen in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from werkzaam.core.effect.register.blocks import Block, Floats
from werkzaam.core.effect.register.logit import chances, odds
from werkzaam.core.effect.register.sections.fitted import Side, Uneven


def of_block(block: Block, fits: Sequence[Uneven]) -> Floats:
    """(n, cells)."""
    found = np.zeros((len(block.cohort), len(fits)))
    for index, each in enumerate(fits):
        for cohorts, make in (((each.cell.g,), _treated), (each.cell.controls, _controls)):
            chosen = np.isin(block.cohort, cohorts)
            part = block.rows(chosen)
            for side in each.sides:
                seen = np.isfinite(part.y[:, side.column])
                own = np.zeros(len(seen))
                own[seen] = make(part.rows(seen), side, each)
                found[chosen, index] += own * part.weight
    return found


def _treated(rows: Block, side: Side, of: Uneven) -> Floats:
    y = rows.y[:, side.column]
    own = (y - rows.x @ side.controls - side.residual) / side.treated_weight
    own -= (rows.x @ (side.treated - side.controls) - side.apart) / side.treated_weight
    own += (y - rows.x @ side.treated) * (rows.x @ side.pull_treated)
    shared = (rows.x @ of.apart - of.mean_apart) / of.rows
    if of.coefficients is not None:
        shared = shared - (1 - chances(rows.x, of.coefficients)) * (rows.x @ of.chance)
    return np.asarray(side.sign * own + shared)


def _controls(rows: Block, side: Side, of: Uneven) -> Floats:
    residual = rows.y[:, side.column] - rows.x @ side.controls
    own = residual * (rows.x @ side.pull_controls)
    if of.coefficients is None:
        return np.asarray(side.sign * own)
    own -= odds(rows.x, of.coefficients) * (residual - side.weighed) / side.control_weight
    return np.asarray(side.sign * own + chances(rows.x, of.coefficients) * (rows.x @ of.chance))
