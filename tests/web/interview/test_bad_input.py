"""What cannot be kept is refused with one message that says what to do, in Dutch and English, and leaves nothing."""

import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
import typst
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from werkzaam.core.coding.problem import SourceProblem
from werkzaam.web.interview import actions, forms
from werkzaam.web.interview.actions import exchange, pending
from werkzaam.web.interview.models import Code, Coding, Mark, Pending, Source

ABOUT = {
    "kind": "document",
    "perspective": "municipality",
    "title": "Brief",
    "language": "nl",
    "quoting": "quote",
}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_qde", ".qde"), data)
    return out.getvalue()


def locked_pdf():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(typst.compile(b"Een brief."))) as found:
        found.save(out, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    return out.getvalue()


def scanned_pdf():
    return bytes(typst.compile(b"#rect(width: 5cm, height: 5cm, fill: gray)"))


BAD = {
    "locked.pdf": (locked_pdf, "locked with a password"),
    "scan.pdf": (scanned_pdf, "pictures of pages"),
    "half.pdf": (lambda: b"%PDF-1.7 nothing", "damaged"),
    "bomb.docx": (lambda: zipped(word__document_xml=b" " * 30_000_000), "unpacks to far more"),
    "slip.docx": (lambda: zipped(**{"../x": b"x", "word__document_xml": b"<a/>"}), "outside its own folder"),
    "empty.docx": (lambda: zipped(other_xml=b"<a/>"), "not a text document"),
    "broken.docx": (lambda: zipped(word__document_xml=b"<a><b></a>"), "contents of this file are damaged"),
    "laugh.odt": (
        lambda: zipped(content_xml=b'<!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>'),
        "own document type",
    ),
    "odd.txt": (lambda: "Вона телефонувала щотижня.".encode("cp1251"), "in which encoding"),
    "sound.txt": (lambda: bytes(range(256)) * 30, "not a text file"),
    "blank.txt": (lambda: b" \r\n ", "no text in this file"),
    "song.mp3": (lambda: b"x", "Files of this kind are not read"),
    "none.vtt": (lambda: b"WEBVTT\n\nhello", "no captions"),
    "long.txt": (lambda: b"Een zin. " * 230_000, "two million characters"),
    "huge.txt": (lambda: b"x" * 30_000_001, "larger than 30 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_a_source(sign_in, study, name):
    make, said = BAD[name]
    browser = sign_in("dirk")
    told = {}
    for language in ("en", "nl"):
        browser.defaults["HTTP_ACCEPT_LANGUAGE"] = language
        upload = SimpleUploadedFile(name, make())
        page = browser.post(reverse("interview:add", args=[study.code]), {**ABOUT, "file": upload})
        assert page.status_code == 200
        main = BeautifulSoup(page.content, "html.parser").select_one("main")
        told[language] = " ".join(main.get_text(" ").split())
    assert said in told["en"]
    assert said not in told["nl"]
    assert not Pending.objects.exists()
    assert not Source.objects.exists()


def test_two_million_characters_of_arabic_are_taken(sign_in, study):
    text = "أتصل بهم كل أسبوع. " * 50_000 + "هذا يساعد.\n" * 60_000
    upload = SimpleUploadedFile("long.txt", text[:1_600_000].encode())
    page = sign_in("dirk").post(
        reverse("interview:add", args=[study.code]), {**ABOUT, "language": "ar", "file": upload}
    )
    assert page.status_code == 302
    source = actions.sign_off(by=_dirk(), at=Pending.objects.get().added_at, pending=Pending.objects.get())
    assert len(source.sentences) > 80_000


def _dirk():
    from django.utils import timezone

    from werkzaam.web.people import queries as people
    from werkzaam.web.people.models import Account

    return people.access(Account.objects.get(email="dirk@example.org").pk, on=timezone.localdate())


def test_a_text_with_more_marks_than_a_form_holds_is_decided_in_parts(sign_in, by, study):
    text = "Bel 06-12345678. " * 650
    waiting = actions.import_text(
        **by, study=study, text=text, **{k: ABOUT[k] for k in ("kind", "perspective", "title")}
    )
    browser, page = sign_in("dirk"), reverse("interview:pending", args=[waiting.pk])
    for _ in range(3):
        shown = BeautifulSoup(browser.get(page).content, "html.parser")
        told = {one["name"]: "replace" for one in shown.select("input[type=radio]")}
        told |= {one["name"]: one["value"] for one in shown.select("table input[name^=words]")}
        answer = browser.post(page, told)
        assert answer.status_code == 302, answer.content[:300]
    assert not Mark.objects.filter(choice="open").exists()
    assert browser.post(page, {"sign": "1"})["Location"].startswith("/research/interviews/source/")
    assert "06-" not in Source.objects.get().text


def test_all_that_is_open_is_replaced_at_once_and_what_was_kept_stays(sign_in, by, study):
    waiting = actions.import_text(
        **by,
        study=study,
        text="Bel 06-12345678 of mail x@y.example.",
        **{k: ABOUT[k] for k in ("kind", "perspective", "title")},
    )
    first, second = waiting.marks.all()
    page = reverse("interview:pending", args=[waiting.pk])
    sign_in("dirk").post(page, {f"choice-{first.pk}": "keep", "all": "1"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.choice, second.choice) == ("keep", "replace")


PROJECT = (
    '<Project xmlns="urn:QDA-XML:project:1.0" name="p"><Users><User guid="11111111-1111-1111-1111-111111111111" '
    'name="A"/></Users><CodeBook><Codes><Code guid="22222222-2222-2222-2222-222222222222" name="Bellen" '
    'isCodable="true"/>{more}</Codes></CodeBook><Sources><TextSource guid="33333333-3333-3333-3333-333333333333" '
    'name="Gesprek" plainTextPath="internal://33333333-3333-3333-3333-333333333333.txt"><PlainTextSelection '
    'guid="44444444-4444-4444-4444-444444444444" name="x" startPosition="{start}" endPosition="{end}"><Coding '
    'guid="55555555-5555-5555-5555-555555555555" creatingUser="11111111-1111-1111-1111-111111111111"><CodeRef '
    'targetGUID="22222222-2222-2222-2222-222222222222"/></Coding></PlainTextSelection></TextSource></Sources></Project>'
)
SECOND = '<Code guid="66666666-6666-6666-6666-666666666666" name="bellen" isCodable="true"/>'


def project(text="Wij bellen elke week.", start=0, end=10, more=""):
    parts = {"project_qde": PROJECT.format(start=start, end=end, more=more)}
    if text is not None:
        parts["sources__33333333-3333-3333-3333-333333333333.txt"] = text
    return zipped(**parts)


@pytest.fixture
def took_in(sign_in, study):
    def take(data, name="p.qdpx"):
        browser = sign_in("dirk")
        browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        page = browser.post(
            reverse("interview:exchange", args=[study.code]), {"file": SimpleUploadedFile(name, data)}
        )
        main = BeautifulSoup(page.content, "html.parser").select_one("main")
        return " ".join(main.get_text(" ").split())

    return take


def test_a_selection_beyond_the_end_is_told_and_left_out(took_in):
    assert "1 passages beyond the end of their text" in took_in(project(start=3, end=4_000))
    assert not Coding.objects.exists()
    assert Source.objects.get().text == "Wij bellen elke week."


def test_two_codes_with_one_name_become_two_that_differ_and_that_is_told(took_in):
    assert "1 codes with a name another one has: renamed" in took_in(project(more=SECOND))
    assert Code.objects.count() == 2
    assert Coding.objects.get().code.name == "Bellen"


def test_a_project_without_its_text_leaves_nothing(took_in):
    assert "sources whose text is not in the file" in (told := took_in(project(text=None))) or (
        "Texts of sources are not in this file" in told
    )
    assert not Source.objects.exists()


def test_too_large_a_project_is_not_read(took_in, monkeypatch):
    monkeypatch.setattr(forms, "LARGEST_PROJECT", 1_000)
    assert "larger than 200 MB" in took_in(b"x" * 1_001)


def test_whatever_core_refuses_is_said_in_dutch():
    """Every refusal that core writes down for files and projects has words in this room."""
    core = Path(actions.__file__).parents[3] / "core/coding"
    reading = {*core.glob("reading/*.py"), core / "unpack.py", core / "markup.py", core / "source.py"}
    for told, files in (
        (pending.told, reading),
        (exchange.told, {*core.glob("exchange/*.py"), core / "unpack.py", core / "markup.py"}),
    ):
        codes = {code for file in files for code in re.findall(r'code="([a-z-]+)"', file.read_text())}
        with translation.override("nl"):
            said = {code: told(SourceProblem("English words", code=code)) for code in codes - INSIDE}
        assert not [code for code, words in said.items() if "English words" in words]
        with translation.override("en"):
            assert not [code for code in said if told(SourceProblem("-", code=code)) == said[code]]


INSIDE = {
    "exchange-not-annotations",
    "code-unknown",
    "coding-outside",
    "source-unknown",
}  # no page reads or meets these
