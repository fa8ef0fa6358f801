"""`werkzaam evaluate … --dossier` as a researcher in a secured environment meets it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from werkzaam.cli.exits import DOSSIER, OK

PLAN = Path(__file__).parents[1] / "examples/nsw/experiment.toml"
OPEN = """
schema = "werkzaam-dossier/1"
[[claims]]
key = "pay"
kind = "described"
sentence = { nl = "De training leidt tot meer loon.", en = "Training leads to higher pay." }
"""


def run(dossier: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "werkzaam.cli", "evaluate", str(PLAN), "--dossier", str(dossier)]
    command += ["--out", str(out), "--on", "2026-03-02", "--json", *more]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "dossier.toml"
    path.write_text(OPEN, encoding="utf-8")
    return path


def test_a_file_that_cannot_be_read_is_refused_before_the_work(tmp_path: Path) -> None:
    done = run(tmp_path / "gone.toml", tmp_path / "out")
    assert done.returncode == DOSSIER
    assert json.loads(done.stdout)["problem"]["code"] == "dossier-unreadable"


def test_what_is_not_ready_is_told_and_nothing_written(dossier: Path, tmp_path: Path) -> None:
    done = run(dossier, tmp_path / "out")
    assert done.returncode == DOSSIER
    problem = json.loads(done.stdout)["problem"]
    assert problem["code"] == "claims-not-ready"
    codes = [one["code"] for one in problem["details"]["faults"]]
    assert codes == ["claim-no-evidence", "guard-open", "guard-open"]
    assert not (tmp_path / "out").exists()


def test_a_draft_shows_it(dossier: Path, tmp_path: Path) -> None:
    done = run(dossier, tmp_path / "out", "--draft")
    assert done.returncode == OK, done.stderr
    page = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert "De training leidt tot meer loon." in page or "Training leads to higher pay." in page
    assert json.loads((tmp_path / "out/edition.json").read_text(encoding="utf-8"))["draft"] is True
