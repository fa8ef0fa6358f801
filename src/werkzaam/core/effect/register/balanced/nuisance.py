"""Per cell: the outcome regression, the estimate, and the vectors that make a person's influence out of x and y.

For given regressions the influence of every person is linear in its own x and change (Sant'Anna & Zhao 2020,
eq. 3.2 and its appendix): with r = change - x'outcome,

    treated   (r - programme) / n1            - (1 - p) x'chance
    controls  - r x'leverage - w (r - control) / W + p x'chance
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.register.balanced.propensity import Against, Propensity
from werkzaam.core.effect.register.blocks import Floats
from werkzaam.core.effect.register.cells import Cell
from werkzaam.core.effect.register.moments import Moments, total
from werkzaam.core.effect.register.regress import regress, solve
from werkzaam.core.effect.register.spec import Method


@dataclass(frozen=True, slots=True)
class Fitted:
    """One cell: `att`, and what its influence is made of; vectors have length k."""

    cell: Cell
    att: float
    programme: float
    control: float
    outcome: Floats
    leverage: Floats
    chance: Floats
    treated_weight: float
    control_weight: float  # 0: controls have no weight of their own (regression)


def against(cell: Cell) -> Against:
    return cell.g, cell.controls


def fit_cell(
    cell: Cell,
    column: Mapping[int, int],
    moments: Mapping[int, Moments],
    propensity: Propensity | None,
    method: Method,
) -> Fitted:
    """Raises RegisterProblem where the controls are too few or their covariates depend on each other."""
    t, base = column[cell.t], column[cell.base]
    treated, controls = moments[cell.g], total([moments[each] for each in cell.controls])
    k = len(treated.x)
    outcome = np.zeros(k)
    if method is not Method.WEIGHTING:
        outcome = regress(cell, controls, controls.xy[:, t] - controls.xy[:, base])
    programme = _mean_residual(treated, outcome, t, base)
    mean_treated = treated.x / treated.weight
    if propensity is None:
        pulling = solve(controls.xx, mean_treated)
        return Fitted(cell, programme, programme, 0.0, outcome, pulling, np.zeros(k), treated.weight, 0.0)
    weighed = propensity.controls
    control = _mean_residual(weighed, outcome, t, base)
    pulled = weighed.xy[:, t] - weighed.xy[:, base] - weighed.xx @ outcome - control * weighed.x
    chance = solve(propensity.hessian, pulled / weighed.weight)
    leverage = np.zeros(k)
    if method is Method.DOUBLY_ROBUST:
        leverage = solve(controls.xx, mean_treated - weighed.x / weighed.weight)
    return Fitted(
        cell,
        programme - control,
        programme,
        control,
        outcome,
        leverage,
        chance,
        treated.weight,
        weighed.weight,
    )


def _mean_residual(of: Moments, outcome: Floats, t: int, base: int) -> float:
    return float((of.y[t] - of.y[base] - of.x @ outcome) / of.weight)


def stacked(fits: Sequence[Fitted], name: str) -> Floats:
    """One vector or number of every cell, side by side: (k, cells) or (cells,)."""
    return np.array([getattr(each, name) for each in fits]).T
