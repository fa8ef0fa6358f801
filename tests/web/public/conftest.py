"""One real edition, written once: the lottery of the National Supported Work demonstration."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import werkzaam

PLAN = Path(__file__).parents[3] / "examples" / "nsw" / "experiment.toml"
KEY = "nsw-experiment"


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("print") / KEY
    werkzaam.evaluate(PLAN).write(folder, on=date(2026, 3, 2))
    return folder


@pytest.fixture
def shelf(printed: Path, settings: Any) -> Path:
    """The edition on the shelf of this test."""
    shutil.copytree(printed, settings.EDITIONS / KEY)
    folder: Path = settings.EDITIONS
    return folder


@pytest.fixture
def second(shelf: Path, printed: Path) -> str:
    """The same study published again, at an address of its own."""
    shutil.copytree(printed, shelf / f"{KEY}-2")
    return f"{KEY}-2"
