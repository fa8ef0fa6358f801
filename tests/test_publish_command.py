"""`werkzaam publish` as a person or a script meets it: in a process of its own, without accounts or a database."""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import werkzaam
from werkzaam.cli.exits import EDITION, OK, UNEXPECTED, USAGE, WRITE

PLAN = Path(__file__).parents[1] / "examples/nsw/experiment.toml"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    werkzaam.evaluate(PLAN).write(folder / "nsw", on=date(2026, 3, 2), languages=("en",))
    return folder


def run(here: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "werkzaam.cli", "publish", *map(str, arguments)]
    return subprocess.run(command, cwd=here, capture_output=True, text=True, timeout=300)


def test_a_site_is_written_and_nothing_else(shelf: Path, tmp_path: Path) -> None:
    done = run(tmp_path, shelf, "--static", tmp_path / "site", "--json")
    assert done.returncode == OK, done.stderr
    assert json.loads(done.stdout)["publications"] == ["nsw"]
    assert (tmp_path / "site/en/nsw/index.html").is_file()
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize(
    ("more", "code", "word"),
    [
        (["--base-url", "example.org"], USAGE, "usage"),
        (["--static", "taken"], WRITE, "out-occupied"),
    ],
)
def test_refusals(shelf: Path, tmp_path: Path, more: list[str], code: int, word: str) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/letter.txt").write_text("keep me")
    done = run(tmp_path, shelf, "--static", "site", *more)
    assert done.returncode == code
    assert done.stderr.strip().endswith(f"[{word}]")
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["letter.txt", "taken"]


def test_an_edition_that_was_changed_stops_the_whole_site(shelf: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(shelf, tmp_path / "shelf"))
    (copy / "nsw/plan.toml").write_text("")
    done = run(tmp_path, copy, "--static", "site")
    assert (done.returncode, (tmp_path / "site").exists()) == (EDITION, False)
    assert "[edition-tampered]" in done.stderr
    empty = run(tmp_path, tmp_path / "shelf/nsw/figures", "--static", "site")
    assert (empty.returncode, "[public-nothing]" in empty.stderr) == (UNEXPECTED, True)
