"""Tables as files: read back by other software, nothing is calculated, nothing small leaves, looks are told."""

from __future__ import annotations

import csv
import io
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from werkzaam.table import as_csv, as_xlsx
from werkzaam.web.ledger.models import Event

openpyxl = pytest.importorskip("openpyxl")
HOSTILE = ["=1+1", "+31", "-2", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0"]


def cells(content: bytes) -> list[list[object]]:
    """Every cell as openpyxl reads it: None where a cell is empty."""
    return [
        [cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()
    ]


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_workbook_is_a_formula(text):
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(["a"], [[text]]))).active
    assert sheet["A2"].data_type in {"s", "inlineStr"}
    assert sheet["A2"].value.replace("\r\n", "\n") == f"'{text}".replace(
        "\r", "\n"
    )  # XML reads a return as a line end
    assert lines(as_csv(["a"], [[text]]))[1] == [f"'{text}"]


def test_a_workbook_comes_back_as_it_was():
    row = ["Zoë & <Öz>", "regel\nbreuk", " spatie ", 7, 2.5, date(2026, 1, 2), "nul\x00teken", "أمينة", None]
    head, back = cells(as_xlsx([f"k{n}" for n in range(len(row))], [row]))
    assert head == [f"k{n}" for n in range(len(row))]
    assert back == ["Zoë & <Öz>", "regel\nbreuk", " spatie ", 7, 2.5, "2026-01-02", "nulteken", "أمينة", None]


def test_the_same_table_gives_the_same_bytes():
    assert as_xlsx(["a"], [[1], ["x"]]) == as_xlsx(["a"], [[1], ["x"]])


def test_the_board_as_a_file_names_and_looks(cast, sign_in, many):
    started = many(3)
    mila = sign_in("mila")
    page = reverse("journey:caseload")
    book = mila.get(page, {"file": "xlsx"})
    assert book["Content-Type"].startswith("application/vnd.openxmlformats")
    assert 'filename="werkzaam-caseload-' in book["Content-Disposition"]
    told = cells(book.content)
    assert {row[0] for row in told[1:]} == {one.pk for one in started}
    looks = Event.objects.filter(act="journey.see_caseload", actor=str(cast.accounts["mila"].pk), look=True)
    assert {event.subject for event in looks} == {str(one.person_id) for one in started}
    taken = Event.objects.get(act="journey.take_file")
    assert taken.details == {"list": "caseload", "file": "xlsx", "rows": 3}
    in_csv = lines(mila.get(page, {"file": "csv"}).content)
    assert in_csv == [[str(cell) for cell in row] for row in told]


def test_a_file_is_as_narrow_as_the_page(cast, sign_in, many):
    many(2)
    told = cells(
        sign_in("mila").get(reverse("journey:caseload"), {"file": "xlsx", "coach": str(uuid4())}).content
    )
    assert len(told) == 1
    assert sign_in("bram").get(reverse("journey:caseload"), {"file": "xlsx"}).status_code == 403


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_small_counts_do_not_leave_in_a_file(kind, sign_in, many):
    many(3)
    content = sign_in("femke").get(reverse("journey:counts"), {"file": kind}).content
    rows = lines(content) if kind == "csv" else cells(content)
    numbers = [row[2] for row in rows[1:]]
    assert "*" in numbers and not {"1", "2", "3", 1, 2, 3} & set(numbers)


def test_groups_as_a_file(cast, at, sign_in, start):
    from werkzaam.web.journey.models import TrainingGroup

    one = start(cast.amina)
    TrainingGroup.objects.create(
        programme=one.programme,
        organisation=cast.esdoorn,
        name="=Taal",
        capacity=8,
        starts_on=at.date(),
        status="running",
    )
    told = cells(sign_in("karim").get(reverse("journey:groups"), {"file": "xlsx"}).content)
    assert [row[0] for row in told] == ["group", "'=Taal"] and told[1][5:] == [8, 0, 0]


def test_an_unknown_kind_is_just_the_page(sign_in, many):
    answer = sign_in("mila").get(reverse("journey:caseload"), {"file": "exe"})
    assert answer["Content-Type"].startswith("text/html")
