"""Tables as files, read back by other software: nothing is calculated, nothing is lost."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from werkzaam.table import as_csv, as_xlsx, workbook

HOSTILE = ["=1+1", "+31", "-2", "@SUM(A1)", "\tx", "\rx", " =1", "=cmd|' /C calc'!A0"]


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_and_no_heading_is_a_formula(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx([text], [[text]]))).active
    for place in ("A1", "A2"):
        assert sheet[place].data_type in {"s", "inlineStr"}
        assert sheet[place].value.startswith("'")
    assert lines(as_csv([text], [[text]])) == [[f"'{text}"], [f"'{text}"]]


def test_numbers_stay_numbers_also_below_zero() -> None:
    assert lines(as_csv(["a", "b", "c"], [[-1, -2.5, None]]))[1] == ["-1", "-2,5", ""]
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(["a", "b"], [[-1, -2.5]]))).active
    assert [sheet["A2"].value, sheet["B2"].value] == [-1, -2.5]


def test_a_workbook_of_several_sheets_keeps_every_sign_where_asked() -> None:
    told = {"survey": (["type", "constraint"], [["text", "-1 < ."]]), "a & <b>": (["x"], [["عمر 🙂"]])}
    book = openpyxl.load_workbook(io.BytesIO(workbook(told, told=str)))
    assert book.sheetnames == ["survey", "a & <b>"]
    assert book["survey"]["B2"].value == "-1 < ."
    assert book["a & <b>"]["A2"].value == "عمر 🙂"
    assert workbook(told) == workbook(told)
