"""An edition made again: the same panel gives every number back, a changed one is told number by number."""

import json
from dataclasses import replace

import pyarrow.compute as pc
import pytest

from werkzaam.core.report import software
from werkzaam.core.report.reproduce import plan_of, reproduce


def test_the_same_panel_gives_every_number_back(edition, study):
    found = reproduce(edition, study.panel, software=software.running())
    assert found.same
    assert found.compared == len(json.loads(edition.path("estimates.json").read_text())["evidence"])
    assert found.same_code is True


def test_one_changed_answer_is_found(edition, study):
    values = study.panel.values
    rung = pc.and_(pc.equal(values["outcome"], "rung"), pc.equal(values["wave"], "t2"))
    moved = pc.if_else(rung, pc.add(values["value"], 0.001), values["value"])
    panel = replace(
        study.panel, values=values.set_column(values.schema.get_field_index("value"), "value", moved)
    )
    found = reproduce(edition, panel, software=software.running())
    assert not found.same
    paths = {one.path for one in found.differences}
    assert "development.participants.rung.t2.level.value" in paths
    assert "development.participants.rung.t0.level.value" not in paths


def test_a_difference_within_the_tolerance_is_let_pass(edition, study):
    """An answer moved by a millionth: the mean moves by less than a thousandth of itself, by more than nothing."""
    values = study.panel.values
    one = pc.and_(pc.equal(values["outcome"], "life"), pc.equal(values["wave"], "t2"))
    moved = pc.if_else(one, pc.add(values["value"], 1e-6), values["value"])
    panel = replace(
        study.panel, values=values.set_column(values.schema.get_field_index("value"), "value", moved)
    )
    path = "development.participants.life.t2.level.value"
    strict, loose = (
        {one.path for one in reproduce(edition, panel, software=software.running(), tolerance=x).differences}
        for x in (1e-9, 1e-3)
    )
    assert path in strict
    assert path not in loose


def test_the_code_is_recorded(edition):
    record = json.loads(edition.path("reproduction.json").read_text())
    assert record["software"] == software.running()
    assert record["panel"]["hash"] == edition.panel_hash
    assert record["plan"]["hash"] == edition.plan_hash
    assert len(record["software"]["code"]) == 64


def test_a_plan_that_did_not_count_as_registered_does_not_now(edition):
    assert plan_of(edition).registered
    assert plan_of(replace(edition, registered={"standing": "exploratory"})).lock is None


@pytest.mark.parametrize("other", [{"code": "0" * 64, "werkzaam": "9.9"}])
def test_other_code_is_said_to_be(edition, study, other):
    assert reproduce(edition, study.panel, software=other).same_code is False
