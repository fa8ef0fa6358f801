"""One set of sums asked many questions: scipy's own solver (HiGHS), kept, so that each answer starts from the last.

`scipy.optimize.milp` builds its model anew for every question, which costs more than answering. What it is built on
is no public part of scipy; the version is pinned, and a test holds every answer against `milp`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize._highspy import _core as highs

Array = NDArray[np.float64]


class Unbounded(ArithmeticError):
    """Nothing limits what was asked for."""


class Programme:
    """`matrix @ x = known` (rows, columns); every question brings its own costs and bounds."""

    def __init__(self, matrix: sparse.csc_array, known: Array) -> None:
        self._width = matrix.shape[1]
        self._columns = np.arange(self._width, dtype=np.int32)
        self._solver = highs._Highs()
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        self._solver.passModel(_model(sparse.csc_array(matrix), known))

    def least(self, cost: Array, low: Array, high: Array) -> Array | None:
        """The x with the least cost between `low` and `high`; None where there is none. Raises Unbounded."""
        self._solver.changeColsBounds(self._width, self._columns, low, high)
        self._solver.changeColsCost(self._width, self._columns, cost)
        status = self._run()
        if status == highs.HighsModelStatus.kUnknown:  # now and then the last answer is no good start
            self._solver.clearSolver()
            status = self._run()
        if status == highs.HighsModelStatus.kOptimal:
            return np.array(self._solver.getSolution().col_value)
        if status == highs.HighsModelStatus.kInfeasible:
            return None
        if status in (highs.HighsModelStatus.kUnbounded, highs.HighsModelStatus.kUnboundedOrInfeasible):
            raise Unbounded
        raise ArithmeticError(f"the solver ended without an answer: {status}")

    def _run(self) -> Any:
        self._solver.run()
        return self._solver.getModelStatus()


def _model(matrix: sparse.csc_array, known: Array) -> Any:
    model, (rows, columns) = highs.HighsLp(), matrix.shape
    model.num_row_, model.num_col_ = rows, columns
    model.col_cost_ = model.col_lower_ = np.zeros(columns)
    model.col_upper_ = np.full(columns, np.inf)
    model.row_lower_ = model.row_upper_ = known
    model.a_matrix_.format_ = highs.MatrixFormat.kColwise
    model.a_matrix_.num_row_, model.a_matrix_.num_col_ = rows, columns
    model.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    model.a_matrix_.index_ = matrix.indices.astype(np.int32)
    model.a_matrix_.value_ = matrix.data
    return model
