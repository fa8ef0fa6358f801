"""A lock fixes the content; a plan changed since does not count as registered."""

from datetime import date
from pathlib import Path

import pytest

from werkzaam.core.plan import PlanProblem, lock_plan, locked_text, parse_plan, read_plan

ON = date(2026, 1, 15)


@pytest.fixture
def path(tmp_path: Path, small: str) -> Path:
    path = tmp_path / "small.toml"
    path.write_text(small, encoding="utf-8")
    return path


def test_locking_registers(path: Path, small: str) -> None:
    assert not read_plan(path).registered
    plan = lock_plan(path, by='Dirk "de Meter" Möller', on=ON)
    assert plan.registered
    assert (plan.lock.on, plan.lock.by) == (ON, 'Dirk "de Meter" Möller')
    assert path.read_text(encoding="utf-8").startswith(small.rstrip())
    assert [entry.name for entry in path.parent.iterdir()] == ["small.toml"]


def test_a_comment_keeps_the_lock_and_a_value_breaks_it(path: Path) -> None:
    lock_plan(path, by="Dirk", on=ON)
    text = path.read_text(encoding="utf-8")
    assert parse_plan("# a later remark\n" + text, "x").registered
    changed = parse_plan(text.replace("smallest_effect = 0.5", "smallest_effect = 0.3"), "x")
    assert changed.changed
    assert not changed.registered


def test_a_locked_plan_is_not_locked_again(path: Path) -> None:
    lock_plan(path, by="Dirk", on=ON)
    before = path.read_bytes()
    with pytest.raises(PlanProblem) as caught:
        lock_plan(path, by="Hana", on=ON)
    assert caught.value.code == "plan-locked"
    assert path.read_bytes() == before


def test_a_plan_with_a_mistake_is_not_locked(path: Path, small: str) -> None:
    path.write_text(small.replace('"ordinal"', '"odd"'), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(PlanProblem):
        lock_plan(path, by="Dirk", on=ON)
    assert path.read_bytes() == before


def test_a_lock_needs_a_name(small: str) -> None:
    with pytest.raises(PlanProblem, match="needs a name"):
        locked_text(small, "x", by="  ", on=ON)
