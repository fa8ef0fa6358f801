"""Our quick reading of our own PDF finds the words that a general reader finds."""

import re

from pypdf import PdfReader, PdfWriter

from werkzaam.core.report import sheet
from werkzaam.core.report.disclosure.sheet_text import texts, words


def found(text):
    return set(re.findall(r"\w{2,}", text))


def test_every_word_of_a_report_is_read(documents, tmp_path):
    from datetime import date

    for document in documents.values():
        made = tmp_path / "report.pdf"
        made.write_bytes(sheet.pdf(document, on=date(2021, 6, 1)))
        general = found("\n".join(page.extract_text() for page in PdfReader(made).pages))
        missed = general - found(words(made.read_bytes()))
        assert len(general) > 500
        assert len(missed) <= 3, missed  # words of axes that are set letter by letter


def test_a_page_of_another_make_goes_to_the_general_reader(tmp_path):
    other = tmp_path / "other.pdf"
    with PdfWriter() as writer:
        writer.add_blank_page(100, 100)
        writer.write(other)
    assert [text.strip() for text in texts(PdfReader(other))] == [""]
