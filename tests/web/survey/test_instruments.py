"""Questionnaires as sheets: uploaded, listed faults, compared with the version before, fixed in meaning."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from werkzaam.core.measure.sheet import SheetProblem, read_book
from werkzaam.web.survey import actions, questionnaire, rules
from werkzaam.web.survey.models import DraftAnswer, Instrument

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


SPOKEN = (Path(__file__).parent / "spoken.csv").read_text(encoding="utf-8")
SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x00"
PICTURE = b"\x89PNG\r\n\x1a\n and no more"
FILES = {"hallo-nl.mp3": SOUND, "hallo-ar.mp3": SOUND + b"ar", "huis.png": PICTURE}


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def send(cast, sign_in):
    """Upload files by name; whatever comes back."""
    dirk = sign_in("dirk")

    def post(files):
        given = [SimpleUploadedFile(name, content) for name, content in files.items()]
        return dirk.post(reverse("survey:add_instrument"), {"definition": given}, follow=True)

    return post


@pytest.mark.parametrize("packed", [True, False])
def test_sounds_and_pictures_come_along_in_one_zip_or_as_files(send, sign_in, packed):
    files = {"map/form.csv": SPOKEN.encode(), "map/.DS_Store": b"x", **FILES}
    response = send({"alles.zip": zipped(files)} if packed else {"form.csv": SPOKEN.encode(), **FILES})
    assert response.status_code == 200
    found = Instrument.objects.get()
    kinds = dict(found.media.values_list("name", "kind"))
    assert kinds == {"hallo-nl.mp3": "audio/mpeg", "hallo-ar.mp3": "audio/mpeg", "huis.png": "image/png"}
    file = sign_in("dirk").get(reverse("survey:instrument_media", args=[found.pk, "huis.png"]))
    assert (file.content, file["Content-Type"], file["X-Content-Type-Options"]) == (
        PICTURE,
        "image/png",
        "nosniff",
    )


def test_files_that_are_missing_are_listed_and_may_come_later(send):
    page = send({"form.csv": SPOKEN.encode(), "huis.png": PICTURE}).content.decode()
    assert "<code>hallo-nl.mp3</code>" in page
    assert "<code>huis.png</code>" not in page
    page = send({"form.csv": SPOKEN.encode(), **FILES}).content.decode()
    assert "<code>hallo-nl.mp3</code>" not in page
    assert Instrument.objects.get().media.count() == 3


def test_a_file_that_is_here_never_changes(send):
    send({"form.csv": SPOKEN.encode(), **FILES})
    response = send({"form.csv": SPOKEN.encode(), "huis.png": PICTURE + b"other"})
    assert response.status_code == 422
    assert bytes(Instrument.objects.get().media.get(name="huis.png").content) == PICTURE


def test_a_file_that_nobody_names_is_told_and_not_kept(send):
    page = send({"form.csv": SPOKEN.encode(), "kat.png": PICTURE}).content.decode()
    assert "kat.png" in page
    assert not Instrument.objects.get().media.exists()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"form.csv": SPOKEN.encode(), "huis.png": b"<svg/>"}, "geen geluid"),
        ({"form.csv": SPOKEN.encode(), "huis.svg": b"<svg/>"}, "geen geluid"),
        ({"form.csv": SPOKEN.encode(), "huis.mp3": PICTURE}, "in werkelijkheid"),
        ({"form.csv": SPOKEN.encode(), "huis.png": PICTURE + b"0" * 5_000_000}, "groter dan 5 MB"),
        ({"form.csv": SPOKEN.encode(), "other.csv": SPOKEN.encode()}, "één werkmap"),
        ({"alles.zip": zipped({"huis.png": PICTURE})}, "één werkmap"),
        ({"alles.zip": zipped({"a.csv": SPOKEN.encode(), "x/huis.png": PICTURE, "y/huis.png": PICTURE})}, "twee keer"),
    ],
)  # fmt: skip
def test_wrong_files_are_refused_in_dutch_and_nothing_is_kept(send, files, said):
    response = send(files)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Instrument.objects.exists()


def test_faults_are_read_in_dutch_and_in_english(send, sign_in):
    broken = SHEET.replace("select_one yn", "select_one nowhere").replace(". <= today()", "pulldata('a')")
    page = send({"form.csv": broken.encode()}).content.decode()
    assert "er is geen lijst “nowhere” op het blad choices" in page
    assert "de functie pulldata() wordt niet ondersteund" in page
    dirk = sign_in("dirk")
    dirk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    given = SimpleUploadedFile("form.csv", broken.encode())
    page = dirk.post(reverse("survey:add_instrument"), {"definition": given}).content.decode()
    assert "the function pulldata() is not supported" in page


def test_the_sheet_comes_back_as_a_spreadsheet_of_the_same_content(upload, sign_in):
    upload(SPOKEN)
    found = Instrument.objects.get()
    response = sign_in("dirk").get(reverse("survey:instrument_sheet", args=[found.pk]))
    assert read_book(response.content, "form.xlsx").sha256 == found.sha256
    assert 'filename="spoken-1.xlsx"' in response["Content-Disposition"]


@pytest.fixture
def phone(send, sign_in):
    """One step of the walk on the phone, in a language."""
    send({"form.csv": SPOKEN.encode(), **FILES})
    address = reverse("survey:instrument_preview", args=[Instrument.objects.get().pk, "ar"])
    dirk = sign_in("dirk")
    return lambda posted=None: dirk.post(address, posted) if posted else dirk.get(address)


def test_on_the_phone_a_language_stands_in_its_own_direction_with_sound(phone):
    page = phone().content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "أين تسكن؟ 🏠" in page
    assert "hallo-ar.mp3" in page
    assert "hallo-nl.mp3" not in page
    assert 'src="' in page.split("huis.png")[0][-80:]


def test_on_the_phone_answers_decide_what_is_asked_and_nothing_is_kept(phone):
    page = phone({"number": "1", "answer": "2", "go": "next"}).content.decode()
    assert "احكِ لنا" in page
    page = phone({"number": "1", "answer": "1", "go": "next"}).content.decode()
    assert "كم غرفة؟" in page
    refused = {"number": "2", "given-home": "1", "answer": "99", "go": "next"}
    assert "من ١ إلى ٢٠." in phone(refused).content.decode()
    assert not DraftAnswer.objects.exists()


@pytest.mark.parametrize(
    "posted", [{"number": "-1"}, {"number": "9999"}, {"number": "x", "given-no": "1", "go": "next"}]
)
def test_on_the_phone_nonsense_is_calm(phone, posted):
    assert phone(posted).status_code == 200
