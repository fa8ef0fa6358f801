"""The site as a folder: no link leads to nothing, twice the same bytes, with or without an address."""

import hashlib
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import lxml.html
import pytest
from bs4 import BeautifulSoup

from werkzaam.core.report.edition import EditionProblem
from werkzaam.web.public.folder import NothingToPublish, check_shelf, write_site

BASE = "https://example.org/what-we-found/"


@pytest.fixture(scope="session")
def sites(pilots: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("sites")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        for name, base in (("a", ""), ("b", ""), ("named", BASE)):
            write_site(pilots, out / name, base=base)
    return {name: out / name for name in ("a", "b", "named")}


def pages(site: Path) -> list[Path]:
    """All pages of the site, without the reports: those are files of their makers."""
    return [path for path in site.rglob("*.html") if "files" not in path.relative_to(site).parts]


def links(path: Path) -> set[str]:
    """Every address on the page that is no address in full."""
    page = lxml.html.fromstring(path.read_bytes())
    found = {link for name in ("href", "src", "srcset") for link in page.xpath(f"//@{name}")}
    return {link for link in found if urlsplit(link).scheme not in {"mailto", "data"}}


def test_no_link_leads_to_nothing_and_none_needs_a_server(sites):
    site, ids = sites["a"], dict[Path, set[str]]()
    assert len(pages(site)) > 100
    for path in pages(site):
        for link in links(path):
            parts = urlsplit(link)
            assert not parts.scheme, (path, link)
            assert not link.startswith("/"), (path, link)
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert there.is_file(), (path.relative_to(site), link)
            if parts.fragment and there.suffix == ".html":
                known = ids.setdefault(there, set(re.findall(r'\bid="([^"]+)"', there.read_text())))
                assert parts.fragment in known, (path.relative_to(site), link)


def test_both_languages_stand_apart_and_lead_to_each_other(sites):
    dutch = BeautifulSoup((sites["a"] / "nl/via-enschede/index.html").read_bytes(), "html.parser")
    assert dutch.html["lang"] == "nl"
    other = dutch.select_one('header a[hreflang="en"]')["href"]
    assert other == "../../en/via-enschede/index.html"
    assert "hreflang" in (sites["a"] / "index.html").read_text()


def test_identical_editions_give_identical_bytes(sites):
    first, second = (
        {
            path.relative_to(site): hashlib.sha256(path.read_bytes()).digest()
            for path in site.rglob("*")
            if path.is_file()
        }
        for site in (sites["a"], sites["b"])
    )
    assert first == second


def test_style_brings_its_letters_along(sites):
    for style in sites["a"].rglob("*.css"):
        for link in re.findall(r'url\("([^")]+)"\)', style.read_text()):
            if not link.startswith("data:"):
                assert (style.parent / link).is_file(), (style.name, link)


def test_nothing_stands_for_the_address(sites):
    for site in sites.values():
        for path in site.rglob("*"):
            if path.is_file() and path.suffix in {
                ".html",
                ".xml",
                ".json",
                ".jsonld",
                ".txt",
                ".bib",
                ".ris",
            }:
                assert b"site.invalid" not in path.read_bytes(), path


def test_with_an_address_programs_get_it_in_full(sites):
    site = sites["named"]
    feed = feedparser.parse((site / "nl/feed.xml").read_bytes())
    assert not feed.bozo
    assert {one.link for one in feed.entries} >= {f"{BASE}nl/via-enschede/"}
    map_ = (site / "sitemap.xml").read_text()
    for place in re.findall(r"<loc>(.*?)</loc>", map_):
        assert place.startswith(BASE)
        assert (site / place.removeprefix(BASE) / "index.html").is_file()
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text()
    page = BeautifulSoup((site / "en/via-enschede/index.html").read_bytes(), "html.parser")
    assert page.find("link", rel="canonical")["href"] == f"{BASE}en/via-enschede/"
    assert f"{BASE}en/via-enschede/" in page.select_one(".wz-cite").text
    assert (
        "example.org%2Fwhat-we-found%2Fen%2Fvia-enschede%2F"
        in page.find("a", href=re.compile("^mailto:"))["href"]
    )


def test_without_an_address_nothing_claims_one(sites):
    assert not (sites["a"] / "sitemap.xml").exists()
    assert feedparser.parse((sites["a"] / "nl/feed.xml").read_bytes()).entries
    page = BeautifulSoup((sites["a"] / "en/via-enschede/index.html").read_bytes(), "html.parser")
    assert page.find("a", href=re.compile("^mailto:")) is None
    assert page.find("form") is None


def test_a_folder_that_cannot_be_trusted_is_refused(pilots, tmp_path):
    copy = shutil.copytree(pilots, tmp_path / "shelf")
    (copy / "via-almelo/report.pdf").write_bytes(b"%PDF")
    with pytest.raises(EditionProblem) as problem:
        check_shelf(copy)
    assert problem.value.code == "edition-tampered"
    with pytest.raises(NothingToPublish):
        check_shelf(tmp_path / "nothing")
