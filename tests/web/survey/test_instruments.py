"""Questionnaires as sheets: uploaded, listed faults, compared with the version before, fixed in meaning."""

import csv
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from werkzaam.core.measure.sheet import SheetProblem
from werkzaam.web.survey import actions, questionnaire, rules
from werkzaam.web.survey.models import Instrument

SHEET = (Path(__file__).parent / "form.csv").read_text(encoding="utf-8")
VERSION = ",own-form,1,"


def workbook(text):
    """The same sheets as a spreadsheet file."""
    book, sheet = Workbook(), None
    book.remove(book.active)
    for row in csv.reader(io.StringIO(text)):
        if row[0]:
            sheet = book.create_sheet(row[0])
        else:
            sheet.append([cell or None for cell in row[1:]])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def second(text=SHEET):
    return text.replace(VERSION, ",own-form,2,")


@pytest.fixture
def upload(cast, sign_in):
    dirk = sign_in("dirk")

    def send(text, name="form.xlsx"):
        content = workbook(text) if name.endswith("xlsx") else text.encode()
        given = SimpleUploadedFile(name, content)
        return dirk.post(reverse("survey:add_instrument"), {"definition": given}, follow=True)

    return send


@pytest.fixture
def answered(field, at):
    """Els answered one question of version 1."""
    own = actions.add_instrument(by="system", at=at, csv_text=SHEET)
    found = actions.open_round(by=field.dirk, at=at, study=field.study, wave="t0", instrument=own)
    token = actions.invite(by=field.dirk, at=at, round=found, pseudonyms=[field.els])[field.els]
    actions.save_answer(at=at, token=token, item="work", raw="yes")
    return own


def test_a_spreadsheet_and_the_same_as_csv_are_one(upload):
    page = upload(SHEET).content.decode()
    assert "Werkt u?" in page
    assert "هل تعمل؟" in page
    assert "count-selected(.) = 1" in page
    kept = Instrument.objects.get()
    assert kept.xform.startswith("<?xml")
    assert kept.sha256 in page
    assert upload(SHEET, "form.csv").status_code == 200
    assert Instrument.objects.get().sha256 == kept.sha256


def test_every_fault_is_listed_with_its_place(upload):
    broken = (
        SHEET.replace("select_one yn", "select_one nowhere")
        .replace("${province} != ''", "pulldata('a')")
        .replace(". <= today()", ". <=")
    )
    response = upload(broken)
    faults = {(one.sheet, one.row, one.column) for one in response.context["form"].faults}
    assert {("survey", 3, "type"), ("survey", 11, "relevant"), ("survey", 13, "constraint")} <= faults
    assert response.status_code == 422
    assert response.content.decode().count('<td class="utrecht-table__cell">survey</td>') == len(faults)
    assert not Instrument.objects.exists()


@pytest.mark.parametrize("name", ["form.xlsx", "form.csv", "form.docx"])
def test_what_is_no_sheet_is_refused_calmly(cast, sign_in, name):
    given = SimpleUploadedFile(name, b"PK\x03\x04 broken \xff")
    response = sign_in("dirk").post(reverse("survey:add_instrument"), {"definition": given})
    assert response.status_code == 422
    assert not Instrument.objects.exists()


def test_what_changed_is_shown_beside_the_version_before(upload):
    upload(SHEET)
    page = upload(second().replace("Werkt u?", "Hebt u werk?")).content.decode()
    for said in ("Veranderd sinds versie 1", "andere woorden", "Werkt u?", "Hebt u werk?"):
        assert said in page


def test_missing_words_and_review_are_named(upload):
    page = upload(second().replace("هل تعمل؟", "").replace("licence,", "to_review,licence,")
                  .replace("CC0-1.0,", "ar,CC0-1.0,")).content.decode()  # fmt: skip
    assert "<code>label</code> <code>work</code>" in page
    assert page.count("nog niet") == 1


@pytest.mark.parametrize(
    ("was", "becomes", "row"),
    [("Werkt u?", "Zoekt u werk?", 3), (",yn,no,,Nee,لا", ",yn,no,,Nee,لا\n,yn,so,,Soms,أحيانًا", 3)],
)
def test_a_silent_change_of_meaning_is_refused_after_an_answer(answered, upload, at, was, becomes, row):
    with pytest.raises(SheetProblem) as problem:
        actions.add_instrument(by="system", at=at, csv_text=second().replace(was, becomes))
    assert (problem.value.code, problem.value.faults[0].row) == ("meaning-changed", row)
    response = upload(second().replace(was, becomes))
    assert response.status_code == 422
    assert "iets anders betekenen" in response.content.decode()
    assert Instrument.objects.filter(key="own-form").count() == 1


def test_a_new_question_or_the_same_words_may(answered, at):
    assert actions.add_instrument(by="system", at=at, csv_text=second()).version == "2"
    more = second(SHEET.replace(",text,wish,", ",text,other,,,,,,,Nog iets?,شيء آخر؟,,\n,text,wish,"))
    third = more.replace(",own-form,2,", ",own-form,3,")
    assert actions.add_instrument(by="system", at=at, csv_text=third).version == "3"


def test_a_version_that_was_there_before_the_first_answer_is_not_asked_beside_it(field, at):
    """Version 2 came while nobody had answered; then version 1 was asked."""
    first = actions.add_instrument(by="system", at=at, csv_text=SHEET)
    other = actions.add_instrument(by="system", at=at, csv_text=second().replace("Werkt u?", "Zoekt u werk?"))
    found = actions.open_round(by=field.dirk, at=at, study=field.study, wave="t0", instrument=first)
    token = actions.invite(by=field.dirk, at=at, round=found, pseudonyms=[field.els])[field.els]
    actions.save_answer(at=at, token=token, item="work", raw="yes")
    with pytest.raises(rules.RoundRefused):
        actions.open_round(by=field.dirk, at=at, study=field.study, wave="t0", instrument=other)


def test_a_version_is_read_once(field):
    own = (field.instrument.xform, field.instrument.definition)
    assert questionnaire.ready(*own) is questionnaire.ready(*own)
