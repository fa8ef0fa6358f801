"""The list: searched, by page, and what is left out of it."""

import logging
import shutil
import time

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from werkzaam.web.public import editions, search, shelf

LIST = "/publications/"


@pytest.fixture
def reader():
    return Client(headers={"accept-language": "en"})


def found(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [one.h2.a["href"].rstrip("/").rpartition("/")[2] for one in page.select(".wz-listed")]


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("", ["wat-werkt", "via-enschede", "via-almelo"]),
        ("neighbourhood", ["via-enschede", "via-almelo"]),
        ("buurthuis", ["via-enschede", "via-almelo"]),  # in Dutch, and only in a claim or element
        ("één vaste COACH", ["via-enschede", "via-almelo"]),
        ("EEN VASTE", ["via-enschede", "via-almelo"]),
        ("vaste neighbourh", ["via-enschede", "via-almelo"]),
        ("vaste unheardof", []),
        ("%", ["wat-werkt", "via-enschede", "via-almelo"]),
        ("a" * 5000, []),
    ],
)
def test_search_in_both_languages_without_accents(reader, full, question, keys):
    assert sorted(found(reader.get(LIST, {"q": question}))) == sorted(keys)


def test_the_title_counts_most(reader, full, reseal):
    reseal(full / "via-almelo", lambda record: record.update(title={"nl": "Buurthuis", "en": "Buurthuis"}))
    assert found(reader.get(LIST, {"q": "buurthuis"})) == ["via-almelo", "via-enschede"]


def test_a_question_stays_words(reader, full):
    assert b"<b>x" not in reader.get(LIST, {"q": "<b>x"}).content


def test_folding():
    assert search.folded("Één Naïve/Façade-ŁÓDŹ").split() == ["een", "naive", "facade", "łodz"]


def test_a_long_list_comes_in_pages(reader, full, pilots):
    for number in range(21):
        shutil.copytree(pilots / "wat-werkt", full / f"copy-{number:02d}")
    first, second = reader.get(LIST), reader.get(LIST, {"page": 2})
    assert (len(found(first)), len(found(second))) == (20, 4)
    assert not set(found(first)) & set(found(second))
    assert b"?page=2" in first.content
    assert found(reader.get(LIST, {"page": "no"})) == found(first)


def test_drafts_and_folders_without_an_address_are_left_out(reader, full, reseal, caplog):
    reseal(full / "via-almelo", lambda record: record.update(draft=True))
    (full / "via-enschede").rename(full / "via enschede")
    with caplog.at_level(logging.ERROR):
        assert found(reader.get(LIST)) == ["wat-werkt"]
        assert reader.get(LIST + "via-almelo/").status_code == 404


def test_an_edition_of_a_newer_version_is_withheld_and_logged(reader, full, reseal, caplog):
    reseal(full / "via-almelo", lambda record: record.update(schema="werkzaam-edition/2"))
    with caplog.at_level(logging.ERROR):
        assert "via-almelo" not in found(reader.get(LIST))
        assert reader.get(LIST + "via-almelo/").status_code == 503
    assert "edition via-almelo withheld: edition-newer" in caplog.text


def test_a_tampered_synthesis_is_withheld(reader, full):
    place = full / "wat-werkt/report.html"
    place.write_bytes(place.read_bytes() + b" ")
    assert reader.get(LIST + "wat-werkt/").status_code == 503
    assert "wat-werkt" not in found(reader.get(LIST))


def test_what_is_changed_under_a_list_is_seen_at_the_next_look(full, monkeypatch):
    assert len(shelf.shelf()) == 3
    (full / "via-almelo/report.pdf").write_bytes(b"")
    later = time.monotonic() + 2 * shelf.LOOK
    monkeypatch.setattr(shelf.time, "monotonic", lambda: later)
    assert {one.directory.name for one in shelf.shelf()} == {"wat-werkt", "via-enschede"}


def test_a_page_that_is_kept_changes_with_its_edition(reader, full, reseal):
    page = LIST + "via-enschede/"
    first = reader.get(page)
    assert reader.get(page, headers={"if-none-match": first["ETag"]}).status_code == 304
    reseal(full / "via-enschede", lambda record: record.update(title={"nl": "Anders", "en": "Otherwise"}))
    assert b"Otherwise" in reader.get(page).content
    assert editions.edition("via-enschede").title["en"] == "Otherwise"
