"""What the tests of the house look at: the repository, its rooms, their order."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = [
    {"ledger"},
    {"people"},
    {"consent"},
    {"journey", "study"},
    {"survey", "interview"},
    {"desk", "public"},
    {"sites"},
]


@pytest.fixture(scope="session")
def house() -> SimpleNamespace:
    """`root`, `src`, `web`; `rooms` (name → folder); `floor` (name → height: what is lower comes before)."""
    web = ROOT / "src/werkzaam/web"
    floor = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}
    rooms = {room: web / room for room in floor}
    return SimpleNamespace(root=ROOT, src=ROOT / "src/werkzaam", web=web, rooms=rooms, floor=floor)
