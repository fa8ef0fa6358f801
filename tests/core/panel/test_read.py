"""Files under a plan: what is read, and what is refused with one clear message."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from werkzaam.core.panel import PanelProblem, freeze, read_panel
from werkzaam.core.plan import Plan, parse_plan, read_plan

ROOT = Path(__file__).parents[3]
SMALL = (Path(__file__).parents[1] / "plan/small.toml").read_text(encoding="utf-8")
Row = dict[str, Any]


def wide(rows: list[Row]) -> list[Row]:
    found: dict[str, Row] = {}
    for row in rows:
        person = found.setdefault(row["person"], {key: row[key] for key in ("person", "arm", "age")})
        person[f"rung_{row['wave']}"] = row["rung"]
    return [{"rung_t1": None, **person} for person in found.values()]


WIDE = SMALL.replace("high = 6", 'high = 6\ncolumns = { t0 = "rung_t0", t1 = "rung_t1" }') + (
    '\n[columns]\nlayout = "wide"\nperson = "person"\n'
)


def test_long_and_wide_are_the_same_panel(plan: Plan, rows: list[Row], write: Any) -> None:
    long = read_panel(plan, [write(rows, "same.csv")])
    assert long.hash == read_panel(parse_plan(WIDE, "x"), [write(wide(rows), "same.parquet")]).hash
    assert long.sources == {"same.csv": hashlib.sha256(write(rows, "same.csv").read_bytes()).hexdigest()}


def test_rows_are_persons_where_no_column_names_them(rows: list[Row], write: Any) -> None:
    plan = parse_plan(WIDE.replace('person = "person"\n', ""), "x")
    panel = read_panel(plan, [write(wide(rows), "people.csv")])
    assert {"people:1", "people:20"} <= set(panel.persons["person"].to_pylist())


def test_two_files_may_hold_two_arms(rows: list[Row], write: Any) -> None:
    sources = (
        '\n[[data]]\nsource = "a.csv"\narm = "participants"\n[[data]]\nsource = "b.csv"\narm = "control"\n'
    )
    plan = parse_plan(SMALL + sources, "x")
    parts = [[row for row in rows if row["arm"] == arm] for arm in ("participants", "control")]
    stripped = [[{k: v for k, v in row.items() if k != "arm"} for row in part] for part in parts]
    paths = [write(part, f"{name}.csv") for part, name in zip(stripped, "ab", strict=True)]
    panel = read_panel(plan, paths)
    assert pc.value_counts(panel.persons["arm"]).to_pylist() == [
        {"values": "participants", "counts": 10},
        {"values": "control", "counts": 10},
    ]


def test_where_keeps_rows(plan: Plan, rows: list[Row], write: Any) -> None:
    stray = [{**row, "region": "west"} for row in rows]
    stray.append({**stray[0], "person": "other", "arm": "nowhere", "region": "east"})
    kept = parse_plan(SMALL + '\n[[data]]\nsource = "a.csv"\nwhere = { region = "west" }\n', "x")
    assert read_panel(kept, [write(stray, "a.csv")]).persons.num_rows == 20
    with pytest.raises(PanelProblem, match="no arm of the plan in 1 row;"):
        read_panel(plan, [write(stray, "a.csv")])


@pytest.mark.parametrize("kind", [float, int, str])
def test_arms_match_by_value_whatever_its_type(rows: list[Row], write: Any, kind: type) -> None:
    text = SMALL.replace('role = "programme"', 'role = "programme"\nvalue = 1')
    text = text.replace('role = "comparison"', 'role = "comparison"\nvalue = [0, 9]')
    numbered = [{**row, "arm": kind(row["arm"] == "participants")} for row in rows]
    numbered = [{**row, "arm": kind(1) if row["person"] < "p10" else kind(0)} for row in rows]
    panel = read_panel(parse_plan(text, "x"), [write(numbered, "a.parquet")])
    assert set(panel.persons["arm"].to_pylist()) == {"participants", "control"}


def test_covariates_are_those_of_the_baseline(plan: Plan, rows: list[Row], write: Any) -> None:
    older = [{**row, "age": row["age"] + 100} if row["wave"] == "t1" else row for row in rows]
    assert max(read_panel(plan, [write(older[::-1], "a.csv")]).persons["age"].to_pylist()) == 39.5


def test_a_cluster_is_the_first_one_known(rows: list[Row], write: Any) -> None:
    plan = parse_plan(SMALL + 'cluster = "coach"\n', "x")
    coached = [{**row, "coach": {"t0": "", "t1": "Bram"}[row["wave"]]} for row in rows]
    persons = {row["person"]: row for row in read_panel(plan, [write(coached, "a.csv")]).persons.to_pylist()}
    assert persons["p00"]["cluster"] == "Bram"
    assert persons["p03"]["cluster"] is None


def test_dutch_spreadsheets_are_understood(plan: Plan, rows: list[Row], write: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = [";".join(rows[0])] + [
        ";".join(str(cell).replace(".", ",") for cell in row.values()) for row in rows
    ]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    english = tmp_path / "b"
    english.mkdir()
    assert read_panel(plan, [path]).hash == read_panel(plan, [write(rows, "b/a.csv")]).hash


def test_dose_comes_along(rows: list[Row], write: Any) -> None:
    contacts = [
        {"who": "p00", "week": 0, "channel": "office", "planned": 0, "delivered": 1, "minutes": 30},
        {"who": "p01", "week": 2, "channel": "video", "planned": 0, "delivered": 1, "minutes": None},
    ]
    path = write(contacts, "contacts.csv")
    text = SMALL + f'\n[dose]\nsource = "{path}"\ncolumns = {{ person = "who" }}\n'
    dose = read_panel(parse_plan(text, "x"), [write(rows, "a.csv")]).dose.to_pylist()
    assert [(row["person"], row["week"], row["minutes"]) for row in dose] == [
        ("p00", 0, 30.0),
        ("p01", 2, 0.0),
    ]


def spoiled(rows: list[Row], place: int, **change: Any) -> list[Row]:
    return [{**row, **change} if at == place else row for at, row in enumerate(rows)]


SPOILED = [
    ({"rung": "four"}, "text-in-number", "data row 3"),
    ({"rung": "1_0"}, "text-in-number", "1 row"),
    ({"rung": "inf"}, "infinite-value", "data row 3"),
    ({"age": "1e300"}, "infinite-value", "impossibly large value, the first in data row 3"),
    ({"rung": "99"}, "value-out-of-range", "from 1 up to 6"),
    ({"age": "n/a?"}, "text-in-number", '"age"'),
    ({"arm": "lottery"}, "unknown-arm", "participants, control"),
    ({"arm": ""}, "missing-key", "every row needs one"),
    ({"wave": "t9"}, "unknown-wave", "t0, t1"),
    ({"person": " "}, "missing-key", '"person"'),
    ({"person": "p00", "arm": "participants"}, "duplicate-person-wave", "1 too many"),
]


QUOTED = {"four", "1_0", "n/a?", "lottery", "t9", "p00"}
"""Values of the spoiled rows: none may stand in a message."""


@pytest.mark.parametrize(("change", "code", "words"), SPOILED, ids=lambda value: str(value)[:30])
def test_a_spoiled_row_is_refused(
    plan: Plan, rows: list[Row], write: Any, change: Row, code: str, words: str
) -> None:
    with pytest.raises(PanelProblem) as caught:
        read_panel(plan, [write(spoiled(rows, 2, **change), "a.csv")])
    assert caught.value.code == code
    assert words in caught.value.message
    assert not QUOTED & set(re.findall(r"[\w?/]+", caught.value.message))


def test_a_person_in_two_arms_is_refused(plan: Plan, rows: list[Row], write: Any) -> None:
    with pytest.raises(PanelProblem) as caught:
        read_panel(plan, [write(spoiled(rows, 1, arm="control"), "a.csv")])
    assert caught.value.code == "conflicting-arm"


@pytest.mark.parametrize("name", ["person", "arm", "wave", "rung", "age"])
def test_a_missing_column_is_named(plan: Plan, rows: list[Row], write: Any, name: str) -> None:
    renamed = [{f"{key}s" if key == name else key: cell for key, cell in row.items()} for row in rows]
    with pytest.raises(PanelProblem) as caught:
        read_panel(plan, [write(renamed, "a.parquet")])
    assert caught.value.code == "missing-column"
    assert f'Did you mean "{name}s"?' in caught.value.message


def parquet_cut_short(path: Path) -> None:
    pq.write_table(pa.table({"person": ["p"] * 500}), path)
    path.write_bytes(path.read_bytes()[:-20])


FILES = [
    ("a.parquet", parquet_cut_short, "data-unreadable"),
    ("a.parquet", lambda path: path.write_bytes(b""), "data-unreadable"),
    ("a.sav", lambda path: path.write_bytes(b"$FL2 and then nothing of use"), "data-unreadable"),
    ("a.dta", lambda path: path.write_bytes(b"\x00" * 40), "data-unreadable"),
    ("a.csv", lambda path: path.write_bytes(b"person,arm\np1,\xe9\xe9n\n"), "data-not-utf8"),
    ("a.csv", lambda path: path.write_bytes(b""), "data-empty"),
    ("a.csv", lambda path: path.write_bytes(b"person,arm\n"), "data-empty"),
    ("a.csv", lambda path: path.write_bytes(b"person,arm\np1,a,b\n"), "data-ragged"),
    ("a.csv", lambda path: path.write_bytes(b"person,person\np1,p2\n"), "data-duplicate-column"),
    ("a.xlsx", lambda path: path.write_bytes(b"PK"), "data-unknown-type"),
    ("a.csv", lambda path: None, "data-not-found"),
    ("a.csv", lambda path: path.mkdir(), "data-unreadable"),
    ("folder", lambda path: path.mkdir(), "data-unreadable"),
    ("a.csv", lambda path: path.write_bytes(b"person,arm\np\x001,a\n"), "data-unreadable"),
]


@pytest.mark.parametrize(("name", "make", "code"), FILES)
def test_a_file_that_cannot_be_read(plan: Plan, tmp_path: Path, name: str, make: Any, code: str) -> None:
    make(tmp_path / name)
    with pytest.raises(PanelProblem) as caught:
        read_panel(plan, [tmp_path / name])
    assert caught.value.code == code
    assert name in caught.value.message


def test_a_sav_cut_short_is_refused(plan: Plan, rows: list[Row], write: Any) -> None:
    path = write(rows, "a.sav")
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(PanelProblem) as caught:
        read_panel(plan, [path])
    assert caught.value.code == "data-unreadable"


def test_dates_are_no_numbers(plan: Plan, rows: list[Row], write: Any) -> None:
    from datetime import date

    dated = [{**row, "age": date(2000, 1, 1)} for row in rows]
    with pytest.raises(PanelProblem) as caught:
        read_panel(plan, [write(dated, "a.parquet")])
    assert caught.value.code == "text-in-number"


def test_a_plan_without_data_asks_for_them(plan: Plan) -> None:
    with pytest.raises(PanelProblem) as caught:
        read_panel(plan)
    assert caught.value.code == "data-none"


def test_a_frozen_panel_may_be_the_data(plan: Plan, rows: list[Row], write: Any, tmp_path: Path) -> None:
    panel = read_panel(plan, [write(rows, "a.csv")])
    freeze(panel, tmp_path / "frozen")
    assert read_panel(plan, [tmp_path / "frozen"]).hash == panel.hash
    other = parse_plan(SMALL.replace('["age"]', '["age", "sex"]'), "x")
    with pytest.raises(PanelProblem) as caught:
        read_panel(other, [tmp_path / "frozen"])
    assert caught.value.code == "missing-column"


def test_the_published_difference_stands_in_the_data() -> None:
    """LaLonde's demonstration in the sample of Dehejia & Wahba (1999, table 3): 1,794 dollars, 185 and 260 men."""
    panel = read_panel(read_plan(ROOT / "examples/nsw/experiment.toml"))
    later = panel.values.filter(pc.equal(panel.values["wave"], "y1978")).join(panel.persons, "person")
    means = {row["arm"]: row for row in _means(later)}
    assert (means["programme"]["value_count"], means["control"]["value_count"]) == (185, 260)
    assert means["programme"]["value_mean"] - means["control"]["value_mean"] == pytest.approx(
        1794.34, abs=0.01
    )


def test_the_survey_is_far_away() -> None:
    panel = read_panel(read_plan(ROOT / "examples/nsw/cps.toml"))
    later = panel.values.filter(pc.equal(panel.values["wave"], "y1978")).join(panel.persons, "person")
    means = {row["arm"]: row for row in _means(later)}
    assert (means["programme"]["value_count"], means["cps"]["value_count"]) == (185, 15992)
    assert means["programme"]["value_mean"] - means["cps"]["value_mean"] == pytest.approx(-8497.5, abs=0.1)


def _means(table: pa.Table) -> list[Row]:
    return table.group_by("arm").aggregate([("value", "mean"), ("value", "count")]).to_pylist()
