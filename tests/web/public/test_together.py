"""Pilots side by side: as published, and as a reader lays them."""

import shutil

import pytest
from bs4 import BeautifulSoup
from django.test import Client

SIDE, TOGETHER = "/publications/side-by-side/", "/publications/wat-werkt/"
BOTH = {"edition": ["via-enschede", "via-almelo"]}


@pytest.fixture
def reader():
    return Client(headers={"accept-language": "en"})


def soup(response):
    assert response.status_code == 200, response.content[-500:]
    return BeautifulSoup(response.content, "html.parser")


def words(page):
    return " ".join(page.get_text(" ").split())


def rows(table):
    return {row.th.text: [cell.text for cell in row.find_all("td")] for row in table.tbody.find_all("tr")}


def test_chosen_publications_stand_in_columns_by_the_fixed_fiche(reader, full):
    page = soup(reader.get(SIDE, BOTH))
    fiche = rows(page.find("table"))
    assert fiche["How was it studied?"] == ["sought comparison group"] * 2
    assert "Near by, in the neighbourhood" in fiche["Working elements according to those involved"][0]
    assert "Insufficient ground" in fiche["Verdicts"][0]


def test_each_pilots_number_leads_to_its_own_estimate(reader, full):
    page = soup(reader.get(SIDE, BOTH))
    tables = [table for table in page.find_all("table") if table.find("th", string="Difference")]
    assert tables
    links = [
        link for table in tables for link in table.select("a.wz-n") if "estimate.rung-t2" in link["href"]
    ]
    assert len(links) >= 2
    for link in links:
        assert reader.get(link["href"]).status_code == 200


def test_nothing_is_ranked(reader, full):
    said = words(soup(reader.get(SIDE, BOTH))).lower()
    assert "no pilot is ranked above another" in said
    for word in ("best pilot", "winner", "first place", "rank 1"):
        assert word not in said


def test_the_choice_is_offered_without_any(reader, full):
    boxes = soup(reader.get(SIDE)).select('input[name="edition"]')
    assert [box["value"] for box in boxes] == ["via-enschede", "via-almelo"]


@pytest.mark.parametrize(
    ("keys", "status", "word"),
    [
        (["via-enschede"], 422, "Choose 2 to 6 publications."),
        (["via-enschede", "again"], 422, "rest on the same people"),
        (["via-enschede", "wat-werkt"], 404, "no publication at this address"),
        (["via-enschede", "../secret"], 404, "no publication at this address"),
    ],
)
def test_what_cannot_stand_side_by_side_is_told(reader, full, keys, status, word):
    shutil.copytree(full / "via-enschede", full / "again")
    response = reader.get(SIDE, {"edition": keys})
    assert response.status_code == status
    assert word in response.content.decode()


def test_an_edition_without_estimates_is_told(reader, full, reseal):
    def bare(record):
        record["files"] = [one for one in record["files"] if one["path"] != "estimates.json"]

    reseal(full / "via-almelo", bare)
    response = reader.get(SIDE, BOTH)
    assert response.status_code == 422
    assert "holds no plan or no estimates" in response.content.decode()


def test_a_synthesis_is_a_publication_of_its_own_kind(reader, full):
    page = soup(reader.get(TOGETHER))
    said = words(page)
    assert "Pilots side by side" in said
    assert "Dirk Woordenaar" in said
    for image in page.find_all("img"):
        assert image["alt"]
        assert reader.get(image["src"])["Content-Type"] == "image/svg+xml"
    links = [link["href"] for link in page.select("a.wz-n")]
    assert any("/via-enschede/numbers/estimate.rung-t2/" in link for link in links)
    related = page.find(id="related").parent
    assert related.find("a", href="/publications/via-enschede/")


def test_a_synthesis_without_its_pilots_here_still_stands(reader, full):
    shutil.rmtree(full / "via-enschede")
    page = soup(reader.get(TOGETHER))
    for link in page.select("a.wz-n"):
        if link["href"].startswith("#"):
            assert page.find(id=link["href"][1:]), link["href"]
        else:
            assert reader.get(link["href"]).status_code == 200


def test_a_synthesis_has_no_claims_of_its_own(reader, full):
    assert reader.get(TOGETHER + "numbers/").status_code == 404
    assert reader.get(TOGETHER + "claims/effect-rung-t2/").status_code == 404
