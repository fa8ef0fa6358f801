"""`werkzaam power` as somebody at a terminal meets it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from werkzaam.cli.main import main
from werkzaam.core.simulate import plan_text

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(plan_text(), encoding="utf-8")
    return path


def test_a_sentence_and_a_table_in_the_plans_language(plan: Path, capsys: Capture) -> None:
    assert main(["power", str(plan), "--outcome", "rung", "--draws", "100"]) == 0
    dutch = capsys.readouterr().out
    assert "Met 120 mensen vindt deze opzet een werkelijk verschil van 0,30 treden" in dutch
    assert "verschil (treden)" in dutch
    plan.write_text(plan_text().replace('language = "nl"', 'language = "en"'), encoding="utf-8")
    assert main(["power", str(plan), "--outcome", "rung", "--draws", "100"]) == 0
    english = capsys.readouterr().out
    assert "With 120 people this design finds a true difference of 0.30 rungs" in english
    assert "difference (rungs)" in english


def test_a_picture_and_the_numbers_behind_it(plan: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "power"
    assert main(["power", str(plan), "--draws", "100", "--json", "--out", str(out)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said == json.loads((out / "power.json").read_text(encoding="utf-8"))
    rung, work = said["curves"]
    assert (rung["estimand"], rung["questions"], rung["smallest_effect"]) == ("rung-t2", 2, 0.3)
    assert work["points"][0]["effect"] == 0
    assert [point["effect"] for point in rung["points"]] == sorted(
        point["effect"] for point in rung["points"]
    )
    words = "".join(ElementTree.fromstring((out / "curve.svg").read_text(encoding="utf-8")).itertext())
    assert "Participatie (trede op de ladder), 15 maanden" in words
    assert "kleinste dat ertoe doet" in words
    assert main(["power", str(plan), "--draws", "100", "--json", "--out", str(out)]) == 0, (
        "replaced, as an edition is"
    )
    assert sorted(path.name for path in out.iterdir()) == ["curve.svg", "power.json"]


def test_two_processes_find_what_one_finds(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    command = ["power", str(plan), "--outcome", "life", "--draws", "400", "--json"]
    assert main(command) == 0
    spread = capsys.readouterr().out
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert main(command) == 0
    assert capsys.readouterr().out == spread


def test_what_cannot_be_asked(plan: Path, tmp_path: Path, capsys: Capture) -> None:
    def refused(*arguments: str) -> tuple[int, str]:
        exit_code = main(["power", str(plan), *arguments])
        return exit_code, capsys.readouterr().err

    assert refused("--draws", "10")[0] == 2
    exit_code, message = refused("--outcome", "happiness")
    assert exit_code == 2
    assert "rung, paid-work" in message
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", encoding="utf-8")
    assert refused("--out", str(tmp_path / "full"))[0] == 5
    plan.write_text(plan_text().partition("[expect]")[0], encoding="utf-8")
    exit_code, message = refused()
    assert exit_code == 3
    assert message.rstrip().endswith("[no-expectation]")
    assert "persons = {" in message
