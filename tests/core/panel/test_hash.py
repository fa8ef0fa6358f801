"""The content hash: blind to row order and file format, awake to every value."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from werkzaam.core.panel import Panel, build_panel, read_panel
from werkzaam.core.plan import Plan, parse_plan

SMALL = (Path(__file__).parents[1] / "plan/small.toml").read_text(encoding="utf-8")
PLAN = parse_plan(SMALL, "small.toml")
COUNT = 8


@st.composite
def panels(draw: st.DrawFn) -> tuple[list[dict[str, Any]], ...]:
    names = draw(st.lists(st.text(min_size=1).filter(str.strip), min_size=COUNT, max_size=COUNT, unique=True))
    ages = draw(st.lists(st.none() | st.floats(0, 120), min_size=COUNT, max_size=COUNT))
    persons = [
        {"person": name, "arm": "participants" if place % 2 else "control", "age": age}
        for place, (name, age) in enumerate(zip(names, [40.0, *ages[1:]], strict=True))
    ]
    values = [
        {"person": name, "wave": wave, "outcome": "rung", "value": value}
        for wave in ("t0", "t1")
        for name, value in zip(names, [1.0, 2.0, *draw(values_of(COUNT - 2))], strict=True)
    ]
    dose = [
        {
            "person": name,
            "week": week,
            "channel": "office",
            "planned": 0.0,
            "delivered": 1.0,
            "minutes": minutes,
        }
        for name in names[:2]
        for week, minutes in draw(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1e6)), max_size=6))
    ]
    return persons, values, dose


def values_of(count: int) -> st.SearchStrategy[list[float]]:
    return st.lists(st.floats(1, 6), min_size=count, max_size=count)


@given(panels(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_row_order_does_not_count(tables: tuple[list[dict[str, Any]], ...], rng: random.Random) -> None:
    shuffled = [rng.sample(table, len(table)) for table in tables]
    assert build_panel(PLAN, *shuffled).hash == build_panel(PLAN, *tables).hash


@given(panels(), st.integers(2, 2 * COUNT - 1))
@settings(deadline=None)
def test_every_value_counts(tables: tuple[list[dict[str, Any]], ...], place: int) -> None:
    persons, values, dose = tables
    changed = [dict(record) for record in values]
    changed[place]["value"] = 3.25 if changed[place]["value"] != 3.25 else 3.5
    assert build_panel(PLAN, persons, changed, dose).hash != build_panel(PLAN, persons, values, dose).hash


@given(order=st.permutations(range(39)))
@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_file_format_does_not_count(order: list[int], rows: list[dict[str, Any]], write: Any) -> None:
    hashes = set()
    for suffix in (".csv", ".parquet", ".sav", ".dta"):
        path = write([rows[place] for place in order], f"wave{suffix}")
        hashes.add(read_panel(PLAN, [path]).hash)
    assert len(hashes) == 1


def test_two_names_are_not_run_together() -> None:
    """ "ab" + "c" is not "a" + "bc"."""

    def built(first: str, second: str) -> Panel:
        names = [first, second, "x", "y"]
        persons = [
            {"person": name, "arm": "control" if place < 2 else "participants", "age": 30.0}
            for place, name in enumerate(names)
        ]
        values = [
            {"person": name, "wave": wave, "outcome": "rung", "value": 1.0 + (name == "y")}
            for name in names
            for wave in ("t0", "t1")
        ]
        return build_panel(PLAN, persons, values)

    assert built("ab", "c").hash != built("a", "bc").hash


def test_the_hash_is_the_one_that_was_promised(plan: Plan, rows: list[dict[str, Any]], write: Any) -> None:
    """A published panel's hash must stay true: recomputed here from the documented encoding, without Arrow."""
    import hashlib
    import struct

    panel = read_panel(plan, [write(rows, "wave.csv")])

    def bits(flags: list[bool]) -> bytes:
        padded = flags + [False] * (-len(flags) % 8)
        return bytes(
            sum(flag << (7 - place) for place, flag in enumerate(padded[start : start + 8]))
            for start in range(0, len(padded), 8)
        )

    def encoded(cells: list[Any], text: bool) -> bytes:
        valid = bits([cell is not None for cell in cells])
        if not text:
            return valid + struct.pack(f"<{len(cells)}d", *(0.0 if cell is None else cell for cell in cells))
        words = ["" if cell is None else cell for cell in cells]
        lengths = struct.pack(f"<{len(words)}i", *(len(word.encode()) for word in words))
        return valid + lengths + "".join(words).encode()

    digest = hashlib.sha256()
    for name in ("persons", "values", "dose"):
        table = getattr(panel, name)
        digest.update(f"{name}\0{table.num_rows}\0".encode())
        for field in table.schema:
            digest.update(f"{field.name}\0".encode())
            digest.update(encoded(table[field.name].to_pylist(), str(field.type) == "string"))
    assert panel.hash == digest.hexdigest()


@pytest.mark.parametrize("zero", [0.0, -0.0])
def test_minus_zero_is_zero(zero: float, plan: Plan, rows: list[dict[str, Any]], write: Any) -> None:
    first = [{**row, "age": 0.0} for row in rows[:1]] + rows[1:]
    other = [{**row, "age": zero} for row in rows[:1]] + rows[1:]
    assert (
        read_panel(plan, [write(first, "a.parquet")]).hash
        == read_panel(plan, [write(other, "a.parquet")]).hash
    )
