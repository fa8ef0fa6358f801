"""`werkzaam synthesise` and `werkzaam reproduce` as a person or a script meets them."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from werkzaam.cli.exits import DATA, DIFFERENT, EDITION, OK, SYNTHESIS, USAGE, WRITE
from werkzaam.cli.main import main
from werkzaam.core import simulate
from werkzaam.core.panel import build_panel, freeze
from werkzaam.core.report.evaluation import evaluate


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    plan = simulate.plan(registered_on=date(2019, 11, 1))
    for name, seed in (("enschede", 7), ("almelo", 11)):
        scenario = simulate.enschede(np.random.default_rng(seed), date(2019, 11, 18))
        panel = build_panel(plan, *simulate.records(scenario))
        freeze(panel, folder / f"panel-{name}")
        evaluate(plan, panel).write(folder / name, on=date(2026, 3, 2), languages=("en",))
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(one) for one in arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_two_pilots_side_by_side(shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    code, told, _ = run(
        capsys,
        "synthesise",
        shelf / "enschede",
        shelf / "almelo",
        "--out",
        out,
        "--on",
        "2026-03-02",
        "--json",
    )
    record = json.loads(told)
    assert (code, record["ok"]) == (OK, True)
    rung = next(one for one in record["questions"] if one["key"] == "rung-15")
    assert rung["low"] < rung["value"] < rung["high"]
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("names", "out", "code", "word"),
    [
        (["enschede"], "new", USAGE, "usage"),
        (["enschede", "panel-almelo"], "new", EDITION, "edition-missing"),
        (["enschede", "enschede"], "new", SYNTHESIS, "synthesis-same-pilot"),
        (["enschede", "almelo"], "taken", WRITE, "out-occupied"),
    ],
)
def test_refusals(
    shelf: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    names: list[str],
    out: str,
    code: int,
    word: str,
) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/letter.txt").write_text("keep me")
    found = run(capsys, "synthesise", *(shelf / one for one in names), "--out", tmp_path / out)
    assert found[0] == code
    assert found[2].strip().endswith(f"[{word}]")
    assert [one.name for one in tmp_path.rglob("*")] == ["taken", "letter.txt"]


def test_an_edition_is_made_again(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told, _ = run(capsys, "reproduce", shelf / "enschede", "--panel", shelf / "panel-enschede")
    assert code == OK
    assert "0 differ (relative tolerance 1e-09); 0 verdicts differ." in told


def test_another_panel_is_told_number_by_number(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told, errors = run(capsys, "reproduce", shelf / "enschede", "--panel", shelf / "panel-almelo")
    assert code == DIFFERENT
    assert "its hash differs" in errors
    assert "published" in told


def test_a_panel_that_is_not_there_is_told(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, errors = run(capsys, "reproduce", shelf / "enschede", "--panel", shelf / "nothing")
    assert code == DATA
    assert "[" in errors
