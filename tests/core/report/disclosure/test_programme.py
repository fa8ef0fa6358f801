"""The kept solver gives the same least as scipy's public one, question after question."""

import numpy as np
import pytest
from scipy import optimize, sparse

from werkzaam.core.report.disclosure.programme import Programme, Unbounded


def test_every_answer_is_that_of_milp():
    rng = np.random.default_rng(3)
    answered = 0
    for _ in range(20):
        matrix = sparse.csc_array(rng.integers(-1, 2, (4, 9)).astype(float))
        known = matrix @ rng.integers(0, 9, 9).astype(float)
        kept = Programme(matrix, known)
        for _ in range(10):
            cost, high = rng.normal(size=9), rng.integers(1, 20, 9).astype(float)
            limits = optimize.LinearConstraint(matrix, known, known)
            other = optimize.milp(cost, bounds=optimize.Bounds(0, high), constraints=limits)
            found = kept.least(cost, np.zeros(9), high)
            assert (found is None) == (other.x is None)
            if found is not None:
                answered += 1
                assert cost @ found == pytest.approx(other.fun, abs=1e-7)
                assert matrix @ found == pytest.approx(known, abs=1e-7)
    assert 30 < answered < 200  # both kinds of answer were met


def test_what_nothing_limits_is_said():
    kept = Programme(sparse.csc_array(np.array([[1.0, -1.0]])), np.zeros(1))
    with pytest.raises(Unbounded):
        kept.least(np.array([-1.0, 0.0]), np.zeros(2), np.full(2, np.inf))
