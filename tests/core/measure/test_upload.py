"""What is sent in as a questionnaire: sheets of any make, sounds, pictures, and files that mean no good."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from werkzaam.core.measure.sheet import SheetProblem, define, lacks, read_book, read_csv, ready, received
from werkzaam.core.measure.sheet.book import LOCKED, OLD_BOX
from werkzaam.core.measure.sheet.media import media_type, named_media

TEXT = (Path(__file__).parents[2] / "web/survey/spoken.csv").read_text(encoding="utf-8")
MP3, PNG = b"ID3\x04\x00", b"\x89PNG\r\n\x1a\n"


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def refused(files: list[tuple[str, bytes]]) -> str:
    with pytest.raises(SheetProblem) as caught:
        received(files)
    return caught.value.message


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"ID3\x04", "audio/mpeg"),
        (b"\xff\xfb\x90", "audio/mpeg"),
        (b"OggS\x00", "audio/ogg"),
        (b"\x00\x00\x00\x20ftypM4A ", "audio/mp4"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (PNG, "image/png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ""),
        (b"<html>", ""),
        (b"MZ\x90", ""),
        (b"RIFF\x00\x00\x00\x00AVI ", ""),
        (b"", ""),
    ],
)
def test_files_are_told_by_their_first_bytes(content: bytes, kind: str) -> None:
    assert media_type(content) == kind


def test_a_zip_gives_the_sheet_and_its_files_by_their_last_name() -> None:
    inside = {"a/form.csv": TEXT.encode(), "a/b/huis.png": PNG, "__MACOSX/a/._huis.png": b"x", "a/": b""}
    sent = received([("all.zip", zipped(inside))])
    assert sent.book == read_csv(TEXT)
    assert sent.media == {"huis.png": PNG}


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ({"form.csv": TEXT.encode(), "../../etc/huis.png": PNG, "x\\huis.png": PNG}, "is there twice"),
        ({"form.csv": TEXT.encode(), "zip.zip": zipped({"a.png": PNG})}, "is no sound"),
        ({"form.csv": TEXT.encode(), **{f"{n}.png": PNG for n in range(1001)}}, "more than 1000 files"),
        ({"form.csv": TEXT.encode(), "large.png": PNG + bytes(120_000_000)}, "100 MB together"),
        ({"form.csv": TEXT.encode(), "large.png": PNG + bytes(6_000_000)}, "larger than 5 MB"),
        ({"form.csv": TEXT.encode(), "=1+1;a.png": PNG}, "cannot be the name"),
        ({"a.csv": TEXT.encode(), "b.xlsx": b"PK"}, "send one sheet"),
        ({"huis.png": PNG}, "send one sheet"),
        ({}, "send one sheet"),
    ],
)
def test_a_zip_that_means_no_good_is_refused_whole(inside: dict[str, bytes], said: str) -> None:
    assert said in refused([("all.zip", zipped(inside))])


def test_a_file_that_says_it_is_smaller_than_it_is_is_damaged() -> None:
    content = zipped({"form.csv": TEXT.encode(), "huis.png": PNG + bytes(9000)})
    size = (len(PNG) + 9000).to_bytes(4, "little")
    assert "damaged" in refused([("all.zip", content.replace(size, (100).to_bytes(4, "little")))])


def test_sheets_of_any_make_say_the_same() -> None:
    told = read_csv(TEXT)
    assert read_book(_with_semicolons(TEXT).encode("utf-8-sig"), "form.csv").sha256 == told.sha256
    assert read_book(told.as_xlsx(), "form.xlsx").sha256 == told.sha256


def _with_semicolons(text: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(csv.reader(io.StringIO(text, newline="")))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (OLD_BOX + bytes(500) + LOCKED, "form.xlsx", "locked with a password"),
        (zipped({"[Content_Types].xml": b"", "xl/vbaProject.bin": b"x"}), "form.xlsm", "holds macros"),
        (TEXT.replace("kamers", "kamers é").encode("cp1252", "replace"), "form.csv", "CSV UTF-8"),
        (TEXT.encode("utf-16"), "form.csv", "CSV UTF-8"),
        (zipped({"[Content_Types].xml": b"", "xl/a": bytes(70_000_000)}), "form.xlsx", "when unpacked"),
        (b"PK\x03\x04", "form.xlsx", "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content: bytes, name: str, said: str) -> None:
    assert said in refused([(name, content)])


def test_the_gate_knows_files_that_the_sheet_names_and_are_not_there() -> None:
    told = define(read_csv(TEXT))
    assert named_media(told) == {"hallo-nl.mp3", "hallo-ar.mp3", "huis.png"}
    missing = {(one.language, one.what, one.file) for one in lacks(told, files={"huis.png", "hallo-nl.mp3"})}
    assert missing == {("ar", "audio", "hallo-ar.mp3")}
    assert ready(told, "nl", files={"huis.png", "hallo-nl.mp3"})
    assert not ready(told, "ar", files={"huis.png", "hallo-nl.mp3"})
    assert not ready(told, "nl", audio=True, files={"huis.png", "hallo-nl.mp3"})
