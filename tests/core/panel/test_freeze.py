"""Frozen is frozen: whole, never written over, and any change is noticed."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from werkzaam.core.panel import Panel, PanelProblem, build_panel, freeze, read_panel, thaw
from werkzaam.core.plan import Plan


@pytest.fixture
def panel(plan: Plan, rows: list[dict[str, Any]], write: Any) -> Panel:
    return read_panel(plan, [write(rows, "wave.csv")])


def test_what_was_frozen_thaws_the_same(panel: Panel, tmp_path: Path) -> None:
    again = thaw(freeze(panel, tmp_path / "deep/er/panel"))
    assert again == panel
    assert again.hash == panel.hash
    assert [entry.name for entry in (tmp_path / "deep/er").iterdir()] == ["panel"]


def test_the_manifest_tells_in_counts(plan: Plan, rows: list[dict[str, Any]], tmp_path: Path) -> None:
    persons = [
        {"person": row["person"], "arm": row["arm"], "age": row["age"]} for row in rows if row["wave"] == "t0"
    ]
    values = [
        {
            "person": row["person"],
            "wave": row["wave"],
            "outcome": "rung",
            "value": row["rung"],
            "mode": "telephone",
        }
        for row in rows
    ]
    dose = [
        {"person": "p00", "week": week, "channel": "office", "planned": 0, "delivered": 1, "minutes": 30}
        for week in range(3)
    ]
    freeze(build_panel(plan, persons, values, dose, sources={"survey": "ab12"}), tmp_path / "panel")
    told = json.loads((tmp_path / "panel/manifest.json").read_text(encoding="utf-8"))
    assert told["schema"] == "werkzaam-panel/1"
    assert told["arms"] == {"participants": 10, "control": 10}
    assert told["waves"] == {"t0": 20, "t1": 19}
    assert told["modes"] == {"telephone": 39}
    assert told["raters"] == {"self": 39}
    assert told["dose"] == {"participants": {"planned": 0.0, "delivered": 3.0, "minutes": 90.0}}
    assert told["sources"] == {"survey": "ab12"}
    assert {name: table["rows"] for name, table in told["tables"].items()} == {
        "persons": 20,
        "values": 39,
        "dose": 3,
    }
    assert "p00" not in json.dumps(told)


def test_freezing_twice_gives_the_same_bytes(panel: Panel, tmp_path: Path) -> None:
    one, two = freeze(panel, tmp_path / "one"), freeze(panel, tmp_path / "two")
    for path in one.iterdir():
        assert path.read_bytes() == (two / path.name).read_bytes()


def test_nothing_is_written_over(panel: Panel, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("mine")
    with pytest.raises(PanelProblem) as caught:
        freeze(panel, tmp_path / "full")
    assert caught.value.code == "panel-exists"
    assert [entry.name for entry in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_a_failure_leaves_nothing(panel: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq, "write_table", full)
    (tmp_path / "empty").mkdir()
    with pytest.raises(PanelProblem) as caught:
        freeze(panel, tmp_path / "empty/panel")
    assert caught.value.code == "panel-not-written"
    assert list((tmp_path / "empty").iterdir()) == []


def spoil_bytes(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("name", ["persons.parquet", "values.parquet", "dose.parquet"])
@pytest.mark.parametrize("spoil", [spoil_bytes, Path.unlink], ids=["one bit", "gone"])
def test_a_changed_file_is_noticed(panel: Panel, tmp_path: Path, name: str, spoil: Any) -> None:
    freeze(panel, tmp_path / "panel")
    spoil(tmp_path / "panel" / name)
    with pytest.raises(PanelProblem) as caught:
        thaw(tmp_path / "panel")
    assert (caught.value.code, caught.value.details["file"]) == ("panel-altered", name)


def test_a_changed_hash_is_noticed(panel: Panel, tmp_path: Path) -> None:
    path = freeze(panel, tmp_path / "panel") / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace(panel.hash, "0" * 64), encoding="utf-8")
    with pytest.raises(PanelProblem) as caught:
        thaw(tmp_path / "panel")
    assert caught.value.code == "panel-altered"


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": "werkzaam-panel/9"}', '{"schema": "werkzaam-panel/1"}']
)
def test_another_manifest_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(PanelProblem) as caught:
        thaw(tmp_path)
    assert caught.value.code == "panel-manifest"


def test_a_folder_without_panel(tmp_path: Path) -> None:
    with pytest.raises(PanelProblem) as caught:
        thaw(tmp_path)
    assert caught.value.code == "panel-not-found"
