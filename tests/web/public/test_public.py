import hashlib
import json
import logging

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from werkzaam.web.public import editions

LIST = "/publications/"
PAGE = "/publications/nsw-experiment/"
FILES = PAGE + "files/"


@pytest.fixture
def reader():
    return Client(headers={"accept-language": "en"})


def words(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_the_list_says_title_theme_and_verdict(reader, shelf):
    said = words(reader.get(LIST))
    assert "Supported work and earnings" in said
    assert "There are indications that the programme made a difference." in said
    assert "(Labour) participation" in said
    assert "2 March 2026" in said


def test_an_empty_shelf_says_so(reader, settings):
    assert "Nothing has been published yet." in words(reader.get(LIST))


def test_the_page_shows_who_what_and_how_sure(reader, shelf):
    said = words(reader.get(PAGE))
    for expected in (
        "The difference from the group",
        "1,794 dollars",
        ", ".join(editions.edition("nsw-experiment").researchers),
        ", ".join(editions.edition("nsw-experiment").cooperation),
        "Report in English (PDF)",
        "Cite and share",
    ):
        assert expected in said


def test_the_page_in_dutch_has_an_address_of_its_own_and_is_remembered(reader, shelf):
    chosen = reader.get(PAGE, {"language": "nl"})
    assert chosen.status_code == 200
    assert chosen["Content-Language"] == "nl"
    assert "private" in chosen["Cache-Control"]
    assert "1.794 dollar" in words(chosen)
    said = words(reader.get(PAGE))
    assert "Samenvatting" in said


def test_every_drawing_has_words_and_numbers(reader, shelf):
    page = BeautifulSoup(reader.get(PAGE).content, "html.parser")
    figures = page.find_all("figure")
    assert len(figures) == len(editions.edition("nsw-experiment").figures) >= 4
    for figure in figures:
        assert figure.find("img")["alt"]
        assert figure.find("td")
        assert reader.get(figure.find("img")["src"])["Content-Type"] == "image/svg+xml"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("report.pdf", "application/pdf"),
        ("report.html", "text/html; charset=utf-8"),
        ("estimates.json", "application/json"),
        ("estimates.parquet", "application/vnd.apache.parquet"),
        ("plan.toml", "text/plain; charset=utf-8"),
    ],
)
def test_a_download_is_the_file_itself_under_its_type(reader, shelf, path, kind):
    response = reader.get(FILES + path)
    assert response["Content-Type"] == kind
    assert response.content == (shelf / "nsw-experiment" / path).read_bytes()


def test_a_report_may_carry_its_style_but_run_nothing(reader, shelf):
    policy = reader.get(FILES + "report.html")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize(
    "path",
    ["edition.json", "../../secret-key", "..%2f..%2fsecret-key", "figures/../plan.toml", "/etc/passwd", "x"],
)
def test_only_files_of_the_manifest_are_given(reader, shelf, path):
    (shelf.parent / "secret-key").write_text("secret")
    assert reader.get(FILES + path).status_code == 404


def test_a_manifest_that_points_outside_is_refused(reader, shelf):
    place = shelf / "nsw-experiment" / "edition.json"
    record = json.loads(place.read_text())
    secret = shelf / "secret"
    secret.write_text("secret")
    named = {"path": "../secret", "sha256": hashlib.sha256(b"secret").hexdigest(), "bytes": 6}
    record["files"].append(named)
    rest = {key: value for key, value in record.items() if key != "digest"}
    record["digest"] = hashlib.sha256(
        json.dumps(rest, sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()
    place.write_text(json.dumps(record))
    assert reader.get(FILES + "../secret").status_code in (404, 503)
    assert reader.get(PAGE).status_code == 503


@pytest.mark.parametrize("path", ["estimates.json", "edition.json", "plan.toml"])
def test_a_tampered_edition_is_withheld_and_logged(reader, shelf, path, caplog):
    assert reader.get(PAGE).status_code == 200
    place = shelf / "nsw-experiment" / path
    place.write_bytes(place.read_bytes().replace(b"earnings", b"EARNINGS"))
    with caplog.at_level(logging.ERROR):
        assert reader.get(PAGE).status_code == 503
        assert reader.get(FILES + path).status_code == 503
        assert "Nothing has been published yet." in words(reader.get(LIST))
    assert "edition nsw-experiment withheld: edition-tampered" in caplog.text


def test_an_unknown_publication_is_not_found(reader, shelf):
    assert reader.get("/publications/unknown/").status_code == 404


def test_a_theme_lists_what_carries_it(reader, shelf):
    response = reader.get("/publications/theme/labour-participation/")
    assert "Supported work and earnings" in words(response)
    assert reader.get("/publications/theme/unknown/").status_code == 404


def test_related_publications_share_a_theme(reader, second):
    page = BeautifulSoup(reader.get(PAGE).content, "html.parser")
    assert page.find("a", href=f"/publications/{second}/")
