"""Real editions, written once: the lottery of the National Supported Work demonstration, and the reference study with
all that its researchers bring to it, three times over."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import werkzaam
from werkzaam.core import simulate
from werkzaam.core.claim.evidence import evidence
from werkzaam.core.panel import build_panel
from werkzaam.core.report.edition import digest
from werkzaam.core.report.evaluation import evaluate
from werkzaam.core.report.synthesis import Spec, ask
from werkzaam.core.report.synthesis.pilot import read_pilots
from werkzaam.core.report.synthesis.write import write_synthesis
from werkzaam.core.simulate.dossier import dossier

PLAN = Path(__file__).parents[3] / "examples" / "nsw" / "experiment.toml"
KEY = "nsw-experiment"
PILOTS = {"via-enschede": 7, "via-almelo": 11}
TOGETHER = "wat-werkt"


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("print") / KEY
    werkzaam.evaluate(PLAN).write(folder, on=date(2026, 3, 2))
    return folder


@pytest.fixture(scope="session")
def pilots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pilots with a dossier, and what they say together."""
    shelf, plan = tmp_path_factory.mktemp("pilots"), simulate.plan(registered_on=date(2019, 11, 1))
    for name, seed in PILOTS.items():
        scenario = simulate.enschede(np.random.default_rng(seed), date(2019, 11, 18))
        done = evaluate(plan, build_panel(plan, *simulate.records(scenario)))
        brought = dossier(evidence(done.findings, plan, dossier()))
        done.write(shelf / name, on=date(2021, 6, 1), dossier=brought)
    found, spec = read_pilots([shelf / name for name in PILOTS]), Spec(authors=("Dirk Woordenaar",))
    write_synthesis(found, ask(found, spec), spec, shelf / TOGETHER, on=date(2022, 3, 1))
    return shelf


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


@pytest.fixture
def full(pilots: Path, settings: Any) -> Path:
    """Both pilots and their synthesis on the shelf of this test."""
    shutil.copytree(pilots, settings.EDITIONS, dirs_exist_ok=True)
    folder: Path = settings.EDITIONS
    return folder


def _reseal(folder: Path, change: Callable[[dict[str, Any]], object], name: str = "edition.json") -> None:
    """Change a manifest and seal it again: what its maker could have published."""
    record = json.loads((folder / name).read_text())
    change(record)
    (folder / name).write_text(json.dumps(record | {"digest": digest(record)}))


@pytest.fixture
def reseal() -> Callable[..., None]:
    return _reseal
