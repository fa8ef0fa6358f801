"""Plain records become a panel: typed, checked, sorted, hashed."""

import math
from typing import Any

import pyarrow as pa
import pytest

from werkzaam.core.panel import DOSE, VALUES, PanelProblem, build_panel
from werkzaam.core.plan import Plan

Records = tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]


@pytest.fixture
def records(rows: list[dict[str, Any]]) -> Records:
    persons = {row["person"]: {"person": row["person"], "arm": row["arm"], "age": row["age"]} for row in rows}
    values = [{"person": r["person"], "wave": r["wave"], "outcome": "rung", "value": r["rung"]} for r in rows]
    dose = [
        {"person": "p00", "week": 0, "channel": "planned", "planned": 1, "delivered": 0, "minutes": 0},
        {"person": "p00", "week": 0, "channel": "telephone", "planned": 0, "delivered": 1, "minutes": 20},
        {"person": "p00", "week": 0, "channel": "telephone", "planned": 0, "delivered": 1, "minutes": 15.5},
    ]
    return list(persons.values()), values, dose


def test_a_panel_has_the_promised_schemas(plan: Plan, records: Records) -> None:
    panel = build_panel(plan, *records, sources={"journey": "ab"})
    assert panel.values.schema == VALUES
    assert panel.dose.schema == DOSE
    assert panel.persons.schema.field("age").type == pa.float64()
    assert (panel.persons.num_rows, panel.values.num_rows) == (20, 39)
    assert set(panel.values["rater"].to_pylist()) == {"self"}
    assert panel.sources == {"journey": "ab"}
    assert len(panel.hash) == 64


def test_contacts_of_a_week_are_summed(plan: Plan, records: Records) -> None:
    dose = build_panel(plan, *records).dose.to_pylist()
    assert [(row["channel"], row["delivered"], row["minutes"]) for row in dose] == [
        ("planned", 0.0, 0.0),
        ("telephone", 2.0, 35.5),
    ]


def test_missing_answers_are_left_out_however_written(plan: Plan, records: Records) -> None:
    persons, values, dose = records
    without = build_panel(plan, persons, values[1:], dose)
    for missing in (None, math.nan):
        spoiled = [{**values[0], "value": missing}, *values[1:]]
        assert build_panel(plan, persons, spoiled, dose).hash == without.hash


def spoil(records: Records, table: int, change: dict[str, Any], place: int = 0) -> Records:
    copied = tuple([dict(record) for record in part] for part in records)
    copied[table][place].update(change)
    return copied  # type: ignore[return-value]


SPOILED = [
    (0, {"arm": "lottery"}, "unknown-arm"),
    (0, {"person": "p01"}, "duplicate-person"),
    (0, {"person": None}, "missing-key"),
    (0, {"person": 7}, "missing-key"),
    (0, {"age": "old"}, "text-in-number"),
    (0, {"age": math.inf}, "infinite-value"),
    (0, {"name": "Amina"}, "unknown-field"),
    (1, {"wave": "t7"}, "unknown-wave"),
    (1, {"outcome": "mood"}, "unknown-outcome"),
    (1, {"person": "p99"}, "unknown-person"),
    (1, {"wave": "t1"}, "duplicate-person-wave"),
    (1, {"value": "four"}, "text-in-number"),
    (1, {"value": -math.inf}, "infinite-value"),
    (1, {"value": 7}, "value-out-of-range"),
    (1, {"value": 0.99}, "value-out-of-range"),
    (1, {"rater": "coach"}, "unknown-rater"),
    (2, {"person": "p99"}, "unknown-person"),
    (2, {"minutes": -1}, "dose-below-zero"),
    (2, {"week": None}, "missing-key"),
]


@pytest.mark.parametrize(("table", "change", "code"), SPOILED, ids=lambda value: str(value))
def test_a_spoiled_record_is_refused(
    plan: Plan, records: Records, table: int, change: dict[str, Any], code: str
) -> None:
    with pytest.raises(PanelProblem) as caught:
        build_panel(plan, *spoil(records, table, change))
    assert caught.value.code == code
    assert "p99" not in caught.value.message
    assert "Amina" not in str(caught.value.as_record())


@pytest.mark.parametrize(
    ("kept", "code"), [(0, "empty-arm"), (1, "one-person-arm")], ids=["empty arm", "one-person arm"]
)
def test_a_thin_arm_is_refused(plan: Plan, records: Records, kept: int, code: str) -> None:
    persons, values, _ = records
    chosen = persons[: 10 + kept]
    known = {record["person"] for record in chosen}
    with pytest.raises(PanelProblem) as caught:
        build_panel(plan, chosen, [record for record in values if record["person"] in known])
    assert (caught.value.code, caught.value.details["arm"]) == (code, "control")


@pytest.mark.parametrize(
    ("value", "code"), [(None, "all-missing-outcome"), (3.0, "constant-outcome")], ids=["missing", "constant"]
)
def test_nothing_to_compare_is_refused(plan: Plan, records: Records, value: float | None, code: str) -> None:
    persons, values, _ = records
    flat = [{**record, "value": value} if record["wave"] == "t1" else record for record in values]
    with pytest.raises(PanelProblem) as caught:
        build_panel(plan, persons, flat)
    assert caught.value.code == code


def test_an_outcome_missing_at_every_wave_is_refused(plan: Plan, records: Records) -> None:
    with pytest.raises(PanelProblem) as caught:
        build_panel(plan, records[0], [])
    assert caught.value.code == "all-missing-outcome"


def test_a_constant_baseline_is_no_trouble(plan: Plan, records: Records) -> None:
    """Nobody has work at the start: that is how programmes begin."""
    persons, values, _ = records
    flat = [{**record, "value": 1.0} if record["wave"] == "t0" else record for record in values]
    assert build_panel(plan, persons, flat).values.num_rows == 39


def test_a_covariate_missing_for_everyone_is_refused(plan: Plan, records: Records) -> None:
    with pytest.raises(PanelProblem) as caught:
        build_panel(plan, [{**record, "age": None} for record in records[0]], records[1])
    assert caught.value.code == "all-missing-covariate"


def test_a_refused_cell_is_not_quoted(plan: Plan, records: Records) -> None:
    with pytest.raises(PanelProblem) as caught:
        build_panel(plan, *spoil(records, 1, {"value": "Amina phoned"}))
    assert "Amina" not in str(caught.value.as_record())
    assert caught.value.details["row"] == 1
