import hashlib
import json
import logging
from xml.etree import ElementTree

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
    assert "Indications of an effect" in said
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


def test_the_page_is_there_in_dutch_by_a_link_that_is_kept(reader, shelf):
    chosen = reader.get(PAGE, {"language": "nl"})
    assert chosen.status_code == 302
    assert chosen["Location"] == PAGE
    said = words(reader.get(PAGE))
    assert "1.794 dollar" in said
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


def test_the_feed_is_atom_with_the_verdict(reader, shelf):
    response = reader.get("/publications/feed.xml")
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    entry = feed.find("a:entry", names)
    assert "indications of an effect" in entry.findtext("a:summary", namespaces=names)
    assert entry.find("a:link", names).get("href") == "http://testserver" + PAGE


@pytest.mark.parametrize("address", [LIST, PAGE, FILES + "report.pdf", "/publications/feed.xml"])
def test_a_page_may_be_kept_and_is_asked_for_once(reader, shelf, address):
    first = reader.get(address)
    assert "public" in first["Cache-Control"]
    assert not first.cookies
    assert first["ETag"]


@pytest.mark.parametrize("address", [LIST, PAGE])
def test_who_has_the_page_gets_no_second_copy(reader, shelf, address):
    etag = reader.get(address)["ETag"]
    again = reader.get(address, headers={"if-none-match": etag})
    assert again.status_code == 304
    dutch = reader.get(address, headers={"if-none-match": etag, "accept-language": "nl"})
    assert dutch.status_code == 200


@pytest.mark.parametrize("address", [LIST, PAGE, FILES + "estimates.json", "/publications/feed.xml"])
@pytest.mark.parametrize("name", ["anonymous", "dirk"])
def test_no_database_is_asked_whoever_reads(cast, sign_in, shelf, address, name, django_assert_num_queries):
    browser = sign_in(name)
    with django_assert_num_queries(0), django_assert_num_queries(0, using="research"):
        assert browser.get(address).status_code == 200


def test_nobodys_name_is_on_a_page_that_others_keep(cast, sign_in, shelf):
    assert "Dirk" not in words(sign_in("dirk").get(PAGE))


@pytest.mark.parametrize("address", [LIST, PAGE])
def test_a_page_is_only_looked_at(reader, shelf, address):
    assert reader.post(address).status_code == 405


def test_a_folder_that_is_no_edition_is_not_on_the_shelf(shelf):
    (shelf / ".half").mkdir()
    (shelf / "notes").mkdir()
    assert [edition.directory.name for edition in editions.shelf()] == ["nsw-experiment"]
