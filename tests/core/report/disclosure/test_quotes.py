"""Quotes and what hides in files: every doubt is told by key and kind, never by wording."""

import zipfile
from io import BytesIO

import docx
import pytest

from werkzaam.core.claim.dossier import Element, Quote
from werkzaam.core.report.disclosure.leaks import Leak
from werkzaam.core.report.disclosure.metadata import hidden
from werkzaam.core.report.disclosure.quotes import Rare, rare


def element(*quotes):
    return Element("e", False, {"en": "E"}, {"en": ""}, (), quotes, len(quotes), {})


def quote(key, wording, told="participant"):
    return Quote(key, wording, "en", {"en": told})


def test_what_is_told_of_one_speaker_alone_is_rare():
    many = [quote(f"q{n}", "it helped me") for n in range(3)]
    assert rare([element(*many)]) == ()
    (found,) = rare([element(*many, quote("q9", "it helped me", "employer"))])
    assert found == Rare("q9", "told of few")


@pytest.mark.parametrize(
    ("wording", "kinds"),
    [
        ("I trust my coach. She listens.", []),
        ("then I went to Bram in the office", ["name"]),
        ("we came in 2015", ["number"]),
        ("write to a@b.nl", ["e-mail"]),
    ],
)
def test_wording_that_names_something(wording, kinds):
    others = [quote(f"q{n}", "it helped me") for n in range(3)]
    found = rare([element(*others, quote("x", wording))])
    assert [one.kind for one in found] == kinds


def test_three_things_told_of_one_speaker_are_much():
    quotes = [quote(f"q{n}", "it helped me", "participant, Farsi, woman") for n in range(3)]
    assert {one.kind for one in rare([element(*quotes)])} == {"much told of one speaker"}


def test_an_edition_of_ours_hides_nothing(edition):
    assert hidden({one.path: edition.path(one.path).read_bytes() for one in edition.files}) == ()


def test_what_a_word_file_keeps_is_found(tmp_path):
    made = docx.Document()
    made.core_properties.last_modified_by = "Somebody"
    made.add_paragraph().add_run("not to be seen").font.hidden = True
    made.save(tmp_path / "a.docx")
    found = hidden({"a.docx": (tmp_path / "a.docx").read_bytes()})
    assert {"hidden text", "property last editor"} <= {one.kind for one in found}


def test_comments_in_a_word_file_are_found(edition):
    changed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(edition.path("report.docx").read_bytes())) as old,
        zipfile.ZipFile(changed, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("word/comments.xml", "<x/>")
    assert Leak("a.docx", "comment") in hidden({"a.docx": changed.getvalue()})


@pytest.mark.parametrize(
    "inside", ['<path aria-label="age: 37"/>', "<desc>37</desc>", "<metadata>x</metadata>"]
)
def test_a_drawing_that_carries_its_data_is_found(inside):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()
    assert len(hidden({"a.svg": svg})) == 1
