"""A sentence opens its evidence, and a click on any number leads to its estimate."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

PAGE = "/publications/via-enschede/"


@pytest.fixture
def reader():
    return Client(headers={"accept-language": "en"})


def soup(response):
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def words(page):
    return " ".join(page.get_text(" ").split())


def test_every_number_in_a_sentence_leads_to_its_own_row_with_its_full_value(reader, full):
    page = soup(reader.get(PAGE))
    evidence = json.loads((full / "via-enschede/estimates.json").read_text())["evidence"]
    links = page.select("a.wz-n")
    sentences = [link for link in links if link.find("data")]
    assert len(sentences) > 40
    opened = {}
    for link in links:
        address, _, path = link["href"].partition("#")
        there = opened.setdefault(address, soup(reader.get(address)))
        if link.find("data"):
            row = there.find(id=path)
            assert row is not None, link["href"]
            assert float(row.select_one(".wz-full").text) == float(link.find("data")["value"])
            if path in evidence:
                assert float(link.find("data")["value"]) == evidence[path]


def test_every_claim_on_the_page_opens_its_evidence(reader, full):
    page = soup(reader.get(PAGE))
    record = json.loads((full / "via-enschede/edition.json").read_text())
    opened = {link["href"].rstrip("/").rpartition("/")[2] for link in page.select("a.wz-evidence")}
    assert opened == {claim["key"] for claim in record["claims"]}
    for link in page.select("a.wz-evidence"):
        there = soup(reader.get(link["href"]))
        assert there.h1.text == "What this sentence rests on"
        back = there.select_one("a.wz-back")["href"]
        assert page.find(id=back.partition("#")[2]), back


def test_what_supports_contradicts_and_qualifies_is_told_and_what_is_not_public_counted(reader, full):
    said = words(soup(reader.get(PAGE + "claims/experienced-trust/")))
    assert "Supports it" in said
    assert "Zij belde ook als er niets moest." in said
    assert "Contradicts it" in said
    assert re.search(r"Qualifies it Passage of an interview, not public \(1\)", said)
    assert "time-and-trust-withheld" not in said


def test_checks_stand_with_the_verdict_they_decided(reader, full):
    said = words(soup(reader.get(PAGE + "claims/effect-rung-t2/")))
    assert "What was checked before the verdict" in said
    assert "in order Plan registered" in said


def test_numbers_point_at_the_tables_of_the_report(reader, full):
    there = soup(reader.get(PAGE + "claims/effect-rung-t2/"))
    links = [link["href"] for link in there.find_all("a") if "/files/report" in link["href"]]
    assert links
    name, _, anchor = links[0].rpartition("/")[2].partition("#")
    assert f'id="{anchor}"' in (full / "via-enschede" / name).read_text()


def test_a_lowered_verdict_says_what_was_computed_and_why(reader, full, reseal):
    reason = {"nl": "Te dun.", "en": "Too thin."}

    def lower(record):
        claim = next(one for one in record["claims"] if one["key"] == "effect-rung-t2")
        claim["lowered"] = {"from": "indications-of-effect", "reason": reason, "on": "2021-05-01"}

    reseal(full / "via-enschede", lower)
    said = words(soup(reader.get(PAGE)))
    assert (
        "The rules gave “Indications of an effect”; a reviewer lowered it: Too thin. ( 1 May 2021 )" in said
    )


def test_elements_tell_who_was_asked_and_who_says_the_contrary(reader, full, reseal):
    voices = [
        {"perspective": "participant", "asked": 24, "persons": 14, "against": 3},
        {"perspective": "coach", "asked": 12, "persons": None, "against": None},
        {"perspective": "employer", "asked": 0, "persons": 0, "against": 0},
    ]
    reseal(full / "via-enschede", lambda record: record["elements"][0].update(voices=voices))
    element = soup(reader.get(PAGE)).select_one(".wz-element")
    said = words(element)
    assert "Participants 14 of 24, 3 contrary" in said
    assert "Job coaches not shown, of 12 asked" in said
    assert "Employers not asked" in said
    quote = element.find("blockquote")
    assert quote.p["lang"] == "nl"
    assert "participant" in quote.footer.text


def test_the_joint_display_leads_to_its_estimate(reader, full):
    rows = soup(reader.get(PAGE)).select(".wz-joint")
    assert rows
    links = [link["href"] for row in rows for link in row.select("a.wz-n")]
    assert PAGE + "numbers/estimate.rung-t2/" in links


@pytest.mark.parametrize("path", ["claims/unknown/", "numbers/unknown/", "numbers/estimate/", "cite.doc"])
def test_what_is_not_there_is_not_found(reader, full, path):
    assert reader.get(PAGE + path).status_code == 404


def test_an_edition_that_knows_nothing_of_claims_links_is_shown_all_the_same(reader, full, reseal):
    """Editions of an earlier version lack elements, joint display and links."""

    def older(record):
        del record["elements"], record["joint"]
        record["claims"] = [one for one in record["claims"] if one["kind"] in {"effect", "described"}]
        for claim in record["claims"]:
            for name in ("links", "lowered", "addressee", "details"):
                claim.pop(name, None)

    reseal(full / "via-enschede", older)
    assert "What people experienced" not in words(soup(reader.get(PAGE)))
    soup(reader.get(PAGE + "claims/effect-rung-t2/"))


def test_an_edition_without_plan_or_estimates_is_shown_with_its_keys(reader, full, reseal):
    """Another maker may publish neither."""
    gone = {"plan.toml", "estimates.json", "estimates.parquet"}

    def bare(record):
        record["files"] = [one for one in record["files"] if one["path"] not in gone]

    reseal(full / "via-enschede", bare)
    for name in gone:
        (full / "via-enschede" / name).unlink()
    soup(reader.get(PAGE))
    assert "rung-t2" in words(soup(reader.get(PAGE + "numbers/estimate.rung-t2/")))


def test_markup_in_an_edition_stays_words(reader, full, reseal):
    evil = '</script><script>alert("x")</script>'

    def spoil(record):
        record["title"] = {"nl": evil, "en": evil}
        record["elements"][0]["quotes"][0]["wording"] = evil

    reseal(full / "via-enschede", spoil)
    body = reader.get(PAGE).content.decode()
    assert "<script>alert" not in body
    assert "</script><script>" not in body
