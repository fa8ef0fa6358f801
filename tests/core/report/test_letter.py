"""The Word draft: headings, header rows, descriptions and language are there, and a draft says so everywhere."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from werkzaam.core.report.document import Figure, Section, Table, every

from .conftest import ON


@pytest.fixture(scope="module")
def word(edition):
    return docx.Document(str(edition.path("report.docx")))


def test_every_heading_of_the_report_is_one(word, published):
    told = {one.text for one in word.paragraphs if one.style.name.startswith("Heading")}
    assert {one.title for one in every(published["nl"].sections, Section)} <= told


def test_every_table_has_a_header_row(word, published):
    expected = [one for one in every(published["nl"].sections, Table) if not one.folded]
    assert len(word.tables) == len(expected)
    for found, table in zip(word.tables, expected, strict=True):
        assert found.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert [cell.text for cell in found.rows[0].cells] == list(table.header)
        assert len(found.rows) == len(table.rows) + 1


def test_every_figure_is_described(word, published):
    described = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert described == [one.alt for one in every(published["nl"].sections, Figure)]
    assert all(described)


@pytest.mark.parametrize(("name", "tongue"), [("report.docx", "nl-NL"), ("report.en.docx", "en-GB")])
def test_the_language_is_told(edition, name, tongue):
    with zipfile.ZipFile(BytesIO(edition.path(name).read_bytes())) as parts:
        assert f'w:lang w:val="{tongue}"' in parts.read("word/styles.xml").decode()


def test_a_draft_is_marked_on_every_page(study, tmp_path):
    draft = study.write(tmp_path / "draft", on=ON, languages=("en",), draft=True)
    assert draft.draft
    words = "Draft: not published"
    assert all(words in page.extract_text() for page in PdfReader(draft.path("report.pdf")).pages)
    assert words in draft.path("report.html").read_text()
    assert docx.Document(str(draft.path("report.docx"))).sections[0].header.paragraphs[0].text == words


def test_what_is_published_is_not(edition, word):
    assert not edition.draft
    assert word.sections[0].header.paragraphs[0].text == ""
    assert "Concept: niet gepubliceerd" not in edition.path("report.html").read_text()
