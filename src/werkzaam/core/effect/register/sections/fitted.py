"""Per cell and period: regressions of either arm, means, and the vectors that influence is made of.

The estimate, for the period itself (+) and its base (-), with means over the treated of that period (T), over all
treated rows of the cell (D) and, weighted by odds, over the controls (C):

    + [ T(y - x'b) - C(y - x'b) + (D - T)(x'a - x'b) ]   b: regression on controls, a: on treated

Regression alone has a = 0 and no C, weighting has a = b = 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.register.blocks import Floats
from werkzaam.core.effect.register.cells import Cell
from werkzaam.core.effect.register.logit import Compared
from werkzaam.core.effect.register.moments import Moments
from werkzaam.core.effect.register.regress import regress, solve
from werkzaam.core.effect.register.sections.sums import Seen, together
from werkzaam.core.effect.register.spec import Method


@dataclass(frozen=True, slots=True)
class Side:
    """One period of a cell; `sign` is +1 for the period itself and -1 for its base. Vectors have length k."""

    sign: float
    column: int
    treated: Floats  # regression on the treated
    controls: Floats  # regression on the controls
    residual: float  # mean residual of the treated, from the regression on the controls
    apart: float  # mean of the regressions' difference over the treated
    weighed: float  # mean residual of the controls, weighted by odds
    pull_treated: Floats
    pull_controls: Floats
    treated_weight: float
    control_weight: float  # 0: controls have no weight of their own


@dataclass(frozen=True, slots=True)
class Uneven:
    """One cell: `att`, its two sides, and what both share."""

    cell: Cell
    att: float
    sides: tuple[Side, Side]
    apart: Floats  # difference of the regressions' differences (k,)
    mean_apart: float
    rows: float  # weight of all treated rows
    chance: Floats
    coefficients: Floats | None


@dataclass(frozen=True, slots=True)
class Arms:
    """Both arms of a cell; `mean` (k,) of x over all treated rows."""

    cell: Cell
    mean: Floats
    seen: Seen
    method: Method

    def side(self, sign: float, column: int, weighed: Moments | None) -> Side:
        treated, controls = self.seen[self.cell.g, column], together(self.seen, self.cell.controls, column)
        nothing = np.zeros(len(self.mean))
        regressed, robust = self.method is not Method.WEIGHTING, self.method is Method.DOUBLY_ROBUST
        on_controls = regress(self.cell, controls, controls.xy[:, 0]) if regressed else nothing
        on_treated = regress(self.cell, treated, treated.xy[:, 0]) if robust else nothing
        of_treated = treated.x / treated.weight
        of_controls = weighed.x / weighed.weight if weighed else nothing
        return Side(
            sign=sign,
            column=column,
            treated=on_treated,
            controls=on_controls,
            residual=_residual(treated, on_controls),
            apart=float(of_treated @ (on_treated - on_controls)),
            weighed=_residual(weighed, on_controls) if weighed else 0.0,
            pull_treated=solve(treated.xx, self.mean - of_treated) if robust else nothing,
            pull_controls=solve(controls.xx, of_controls - self.mean) if regressed else nothing,
            treated_weight=treated.weight,
            control_weight=weighed.weight if weighed else 0.0,
        )


def fit_cell(
    cell: Cell,
    column: Mapping[int, int],
    seen: Seen,
    chance: Compared | None,
    weighed: Mapping[tuple[Cell, int], Moments],
    method: Method,
) -> Uneven:
    """Raises RegisterProblem where the controls of a period are too few for a regression."""
    both = together(seen, (cell.g,), column[cell.t]) + together(seen, (cell.g,), column[cell.base])
    mean = both.x / both.weight
    arms = Arms(cell, mean, seen, method)
    t, base = weighed.get((cell, cell.t)), weighed.get((cell, cell.base))
    sides = (arms.side(1.0, column[cell.t], t), arms.side(-1.0, column[cell.base], base))
    apart = sum((side.sign * (side.treated - side.controls) for side in sides), np.zeros(len(mean)))
    pulled = _pulled(sides[0], weighed.get((cell, cell.t))) - _pulled(
        sides[1], weighed.get((cell, cell.base))
    )
    return Uneven(
        cell=cell,
        att=float(
            sum(side.sign * (side.residual - side.weighed - side.apart) for side in sides) + mean @ apart
        ),
        sides=sides,
        apart=apart,
        mean_apart=float(mean @ apart),
        rows=both.weight,
        chance=solve(chance[1], pulled) if chance else np.zeros(len(mean)),
        coefficients=chance[0] if chance else None,
    )


def _residual(of: Moments, outcome: Floats) -> float:
    return float((of.y[0] - of.x @ outcome) / of.weight)


def _pulled(side: Side, weighed: Moments | None) -> Floats:
    """How the weighted mean of the controls moves with the logit's coefficients."""
    if weighed is None:
        return np.zeros(len(side.controls))
    moved = weighed.xy[:, 0] - weighed.xx @ side.controls - side.weighed * weighed.x
    return np.asarray(moved / weighed.weight)
