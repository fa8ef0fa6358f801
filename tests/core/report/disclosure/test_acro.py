"""Which cells may not be told, against `acro` (tests/reference/disclosure/make.py): threshold, dominance and p%."""

import csv
from pathlib import Path

import pytest

from werkzaam.core.report.disclosure import Cell, Rules

REFERENCE = Path(__file__).parents[3] / "reference/disclosure/acro.csv"
RULES = Rules(threshold=10, largest=2, share=0.9, near=0.1)  # acro's own defaults


def rows():
    with REFERENCE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['table']}-{row['arm']}-{row['rung']}")
def test_the_same_cells_are_withheld(row):
    held = tuple(float(each) for each in row["incomes"].split())
    count, total = Cell("n", len(held)), Cell("sum", sum(held), held)
    assert (RULES.reach(count) is not None) == bool(int(row["count_withheld"]))
    assert (RULES.reach(total) is not None) == bool(int(row["total_withheld"]))


def test_all_three_rules_are_met_in_the_reference():
    found = [(int(r["count_withheld"]), int(r["total_withheld"])) for r in rows()]
    assert {(0, 0), (1, 1), (0, 1)} <= set(found)
