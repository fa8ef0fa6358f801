"""Regressions from sums, which refuse rather than guess."""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.register.blocks import Floats
from werkzaam.core.effect.register.cells import Cell
from werkzaam.core.effect.register.moments import Moments, RegisterProblem

FEWEST = 5  # persons more than covariates, below which a regression is refused


def regress(cell: Cell, persons: Moments, change: Floats) -> Floats:
    """The regression of `change` (k,), a cross-product with x, on x."""
    k = len(persons.x)
    few = persons.persons < k + FEWEST
    if few or np.linalg.matrix_rank(persons.xx, hermitian=True) < k:
        why = "are too few" if few else "have covariates that depend on each other"
        raise RegisterProblem(
            f"The persons to compare cohort {cell.g} with at period {cell.t} {why}. Nothing was estimated; use fewer "
            "covariates.",
            code="register-controls",
            cohort=cell.g,
            period=cell.t,
        )
    return solve(persons.xx, change)


def solve(of: Floats, value: Floats) -> Floats:
    return np.asarray(np.linalg.solve(of, value), dtype=np.float64)
