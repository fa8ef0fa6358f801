"""Finished files: one person's mark is found wherever it hides, and an edition of ours has none."""

import json

import pytest
from docx import Document

from werkzaam.core.report.disclosure.leaks import Leak, leaks

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><g class="mark-symbol role-mark">{}</g></svg>'


def test_an_edition_of_ours_holds_nobody(edition, study):
    files = {one.path: edition.path(one.path).read_bytes() for one in edition.files}
    persons = study.panel.persons["person"].to_pylist()
    arms = study.panel.persons["arm"].to_pylist()
    counts = {len(persons), arms.count("participants"), arms.count("controls")}
    assert len(files) > 20
    assert leaks(files, persons=persons, counts=counts) == ()


@pytest.mark.parametrize(
    "name", ["report.html", "report.pdf", "report.docx", "figures/effects.nl.svg", "plan.toml"]
)
def test_a_pseudonym_is_found_wherever_it_stands(edition, name):
    content = edition.path(name).read_bytes()
    word = {"report.pdf": "Dirk Woordenaar", "figures/effects.nl.svg": "svg"}.get(name, "Deelnemers")
    assert Leak(name, "person") in leaks({name: content}, persons=[word])


def test_a_name_in_the_metadata_of_a_word_file_is_found(tmp_path):
    made = Document()
    made.core_properties.keywords = "p0042"
    made.save(tmp_path / "a.docx")
    content = (tmp_path / "a.docx").read_bytes()
    assert leaks({"a.docx": content}, persons=["p0042"]) == (Leak("a.docx", "person"),)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("mail els@example.org", "e-mail"),
        ("bel 06 12345678", "telephone"),
        ("NL91ABNA0417164300", "iban"),
        ("7511 AB 12", "postcode"),
        ("bsn 111222333", "citizen number"),
    ],
)
def test_what_leads_to_a_person_is_named_by_kind_alone(text, kind):
    assert leaks({"a.html": text.encode()}) == (Leak("a.html", kind),)


def test_a_number_that_is_no_citizen_number_is_let_pass():
    assert leaks({"a.html": b"123456789"}) == ()


def test_a_value_per_person_is_found():
    assert leaks({"a.json": json.dumps({"x": [0.5] * 34}).encode()}, counts=[34]) == (
        Leak("a.json", "value per person"),
    )
    drawing = SVG.format("<path/>" * 34).encode()
    assert leaks({"a.svg": drawing}, counts=[34]) == (Leak("a.svg", "value per person"),)
    assert leaks({"a.svg": drawing}, counts=[35]) == ()


def test_the_quote_check_is_asked():
    found = leaks(
        {"a.html": b"<q>mijn buurvrouw</q>"}, quotes=lambda text: ["quote"] if "buurvrouw" in text else []
    )
    assert found == (Leak("a.html", "quote"),)
