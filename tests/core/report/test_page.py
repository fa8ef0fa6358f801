"""The HTML page: self-contained, semantic, and every number leads to its row."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from werkzaam.core.report import page
from werkzaam.core.report.compose import compose
from werkzaam.core.report.paths import flat


@pytest.fixture(scope="module", params=["nl", "en"])
def soup(request, documents):
    return BeautifulSoup(page.html(documents[request.param]), "html.parser")


def test_the_page_names_its_language_and_starts_with_a_skip_link(soup, documents):
    assert soup.html["lang"] in documents
    first = soup.body.find("a")
    assert first["href"] == "#text"
    assert soup.find(id="text").name == "main"


def test_nothing_is_fetched_from_anywhere(soup):
    assert not soup.find_all(["script", "link", "img", "iframe"])
    style = soup.style.string
    assert not re.findall(r"url\((?!data:)", style)
    assert "@import" not in style


def test_every_link_inside_the_page_arrives(soup):
    ids = {tag["id"] for tag in soup.find_all(id=True)}
    links = [tag["href"] for tag in soup.find_all("a")]
    assert len(links) > 100
    assert all(link.startswith("#") and link[1:] in ids for link in links)


def test_no_id_is_used_twice(soup):
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_headings_go_down_one_step_at_a_time(soup):
    levels = [int(tag.name[1]) for tag in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_printed_number_carries_a_value_of_the_evidence(soup, material):
    values = {value for value in flat(material.evidence).values() if value is not None}
    printed = [float(tag["value"]) for tag in soup.find_all("data")]
    assert len(printed) > 300
    assert set(printed) <= values


def test_the_first_number_of_the_verdict_leads_to_the_row_that_holds_it(soup):
    link = soup.select_one(".verdict a.number")
    row = soup.find(id=link["href"][1:])
    assert row.name == "tr"
    assert row.find("data", attrs={"value": link.data["value"]}).text == link.text


def test_tables_have_captions_and_scoped_headers(soup):
    for table in soup.find_all("table"):
        assert table.caption.text.strip()
        assert all(cell.get("scope") in ("col", "row") for cell in table.find_all("th"))
        assert all(row.find("th", scope="row") for row in table.tbody.find_all("tr"))


def test_every_figure_has_a_finding_a_description_and_its_numbers(soup):
    figures = soup.find_all("figure")
    always = {"f-dose", "f-response", "f-balance", "f-developments", "f-effects", "f-movement-rung"}
    assert always <= {figure["id"] for figure in figures}
    for figure in figures:
        assert figure.figcaption.text.strip()
        assert len(figure.find(attrs={"role": "img"})["aria-label"]) > 40
        assert figure.find("table").tbody.find("tr")


def test_words_of_a_study_are_never_markup(material):
    title = {"nl": '<script>alert("x")</script>', "en": "x"}
    hostile = replace(material, plan=replace(material.plan, title=title))
    html = page.html(compose(hostile, "nl", "test"))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_the_page_is_the_same_every_time(documents):
    assert page.html(documents["nl"]) == page.html(documents["nl"])
