from pathlib import Path

import pytest


@pytest.fixture
def small() -> str:
    return (Path(__file__).parent / "small.toml").read_text(encoding="utf-8")
