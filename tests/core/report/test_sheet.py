"""The PDF, read back by pikepdf: tagged, named, described."""

from io import BytesIO

import pikepdf
import pytest

from werkzaam.core.report import sheet
from werkzaam.core.report.document import Figure, every

from .conftest import ON


@pytest.fixture(scope="module")
def made(documents):
    return sheet.pdf(documents["nl"], on=ON, authors=("Dirk Woordenaar",))


@pytest.fixture(scope="module")
def pdf(made):
    with pikepdf.open(BytesIO(made)) as opened:
        yield opened


def elements(node, kind):
    """All structure elements of a kind, walking the tree."""
    found = []
    stack = [node]
    while stack:
        one = stack.pop()
        if isinstance(one, pikepdf.Array):
            stack += list(one)
        elif isinstance(one, pikepdf.Dictionary):
            if one.get("/S") == kind:
                found.append(one)
            if "/K" in one:
                stack.append(one["/K"])
    return found


def test_it_is_tagged_and_says_so(pdf):
    assert pdf.Root.MarkInfo.Marked
    assert "/StructTreeRoot" in pdf.Root
    assert str(pdf.Root.Lang) == "nl"
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_it_shows_its_title_rather_than_its_file_name(pdf, documents):
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == documents["nl"].title
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_every_figure_is_described(pdf, documents):
    figures = elements(pdf.Root.StructTreeRoot, pikepdf.Name.Figure)
    assert len(figures) == len(every(documents["nl"].sections, Figure))
    assert all(len(str(figure.Alt)) > 40 for figure in figures)


def test_tables_have_header_cells(pdf):
    tables = elements(pdf.Root.StructTreeRoot, pikepdf.Name.Table)
    assert len(tables) >= 8
    assert all(elements(table, pikepdf.Name.TH) for table in tables)


def test_headings_are_headings(pdf):
    tree = pdf.Root.StructTreeRoot
    assert len(elements(tree, pikepdf.Name.H1)) >= 10
    assert elements(tree, pikepdf.Name.H2)


def test_only_our_own_fonts_are_in_it(pdf):
    fonts = {
        str(font.BaseFont)
        for page in pdf.pages
        for font in page.get("/Resources", {}).get("/Font", {}).values()
    }
    assert fonts
    assert all("NotoSans" in font for font in fonts)


def test_the_same_document_is_the_same_bytes(made, documents):
    assert sheet.pdf(documents["nl"], on=ON, authors=("Dirk Woordenaar",)) == made
