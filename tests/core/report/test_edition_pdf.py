"""The PDF of a real edition, in both languages, read back by pikepdf: structure, language, headings, table headers."""

from itertools import pairwise

import pikepdf
import pytest


@pytest.fixture(scope="module", params=["nl", "en"])
def pdf(edition, request):
    with pikepdf.open(edition.path(edition.report("pdf", request.param))) as opened:
        yield opened, request.param


def elements(node):
    """All structure elements, in the order in which they are read."""
    found, stack = [], [node]
    while stack:
        one = stack.pop()
        if isinstance(one, pikepdf.Array):
            stack += reversed(list(one))
        elif isinstance(one, pikepdf.Dictionary):
            found += [one] if "/S" in one else []
            stack += [one["/K"]] if "/K" in one else []
    return found


def of(pdf, *kinds):
    return [one for one in elements(pdf.Root.StructTreeRoot) if str(one.S) in kinds]


def test_it_claims_both_standards(pdf):
    with pdf[0].open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"


def test_it_is_tagged_in_its_own_language(pdf):
    opened, language = pdf
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang).split("-")[0] == language
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    assert all("/StructParents" in page for page in opened.pages)


def test_no_level_of_headings_is_skipped(pdf):
    levels = [int(str(one.S)[2:]) for one in of(pdf[0], *(f"/H{n}" for n in range(1, 7)))]
    assert levels[0] == 1
    assert len(levels) > 15
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def attributes(cell):
    found = cell.get("/A", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def test_every_table_header_says_what_it_heads(pdf):
    heads = of(pdf[0], "/TH")
    assert len(heads) > 40
    scopes = [str(each.Scope) for head in heads for each in attributes(head) if "/Scope" in each]
    assert len(scopes) == len(heads)
    assert set(scopes) <= {"/Column", "/Row", "/Both"}


def test_every_table_has_headers_and_every_figure_a_description(pdf):
    for table in of(pdf[0], "/Table"):
        assert any(str(one.S) == "/TH" for one in elements(table))
    figures = of(pdf[0], "/Figure")
    assert len(figures) >= 8
    assert all(len(str(figure.Alt)) > 40 for figure in figures)


def test_its_properties_name_nobody_but_its_authors(pdf, study):
    told = {str(key): str(value) for key, value in pdf[0].docinfo.items()}
    assert set(told) <= {"/Title", "/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate"}
    assert all(name in told["/Author"] for name in study.plan.researchers)
