"""A short Monte-Carlo grid: does the 95 % interval hold the truth as often as it says, where the verdict may speak?

A few cells of the long grid (`make coverage`, docs/coverage.md), each with two times 400 seeded draws: the Monte-Carlo
error (two-sided 99.9 %) is 2.5 points for coverage, and 2.6 for a one-sided error of 2.5 %.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

SCRIPT = Path(__file__).parents[3] / "bench" / "intervals.py"
DRAWS = 400
COVERAGE_ERROR = 3.29 * np.sqrt(0.95 * 0.05 / (2 * DRAWS))
TAIL_ERROR = 3.29 * np.sqrt(0.025 * 0.975 / DRAWS)


def script() -> ModuleType:
    """The grid as `make coverage` runs it."""
    found = importlib.util.spec_from_file_location("intervals", SCRIPT)
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    sys.modules["intervals"] = module
    found.loader.exec_module(module)
    return module


GRID = script()


@pytest.mark.parametrize("cell", list(GRID.short()), ids=str)
def test_the_interval_keeps_its_promise(cell: object) -> None:
    row = GRID.run(cell, DRAWS)
    assert row.spoken > 0.9
    assert 0.93 - COVERAGE_ERROR <= row.covered <= 0.97 + COVERAGE_ERROR
    assert row.false <= 0.025 + TAIL_ERROR
    assert row.power > 0.2


def test_too_few_areas_are_refused() -> None:
    """Two treated areas of twenty: no interval can be trusted, so no verdict is spoken."""
    assert GRID.run(GRID.Cell(30, 270, 2, 18, icc=0.1, loss=0), 50).spoken == 0
