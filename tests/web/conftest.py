"""Tests of the web keep their files to themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    settings.PANELS = tmp_path / "panels"
    settings.EDITIONS = tmp_path / "editions"
