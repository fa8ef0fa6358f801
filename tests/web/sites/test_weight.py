"""How much a first visit costs, compressed as the server sends it."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

KB = 1000
# What a Dutch page shows at first: two weights of Latin letters.
FONTS = ["vendor/fonts/noto-sans-latin-400-normal.woff2", "vendor/fonts/noto-sans-latin-600-normal.woff2"]


def sent(name):
    """Bytes over the wire: the compressed twin where there is one, the file itself where there is none."""
    file = Path(finders.find(name) or pytest.fail(f"{name} is not there: run scripts/assets.py"))
    twin = file.with_name(file.name + ".gz")
    return (twin if twin.exists() else file).stat().st_size


def linked(page):
    return re.findall(r'(?:href|src)="/static/([^"]+)"', page)


def test_a_first_load_weighs_at_most_150_kb(client):
    page = client.get("/no-such-page/").content
    assert {"vendor/utrecht.css", "vendor/htmx.min.js", "sites/theme.css"} <= set(linked(page.decode()))
    assert len(page) + sum(map(sent, [*linked(page.decode()), *FONTS])) <= 150 * KB


def test_the_frame_of_a_respondents_page_leaves_room_for_its_question():
    page = render_to_string("sites/respond_base.html")
    assert len(page) + sum(map(sent, linked(page))) <= 8 * KB


def test_every_compressed_twin_is_the_file_itself():
    vendor = Path(finders.find("vendor/utrecht.css")).parent
    twins = list(vendor.rglob("*.gz"))
    assert twins
    assert all(gzip.decompress(twin.read_bytes()) == twin.with_suffix("").read_bytes() for twin in twins)


@pytest.mark.parametrize("sheet", ["sites/theme.css", "sites/layout.css", "sites/respond.css"])
def test_a_stylesheet_asks_for_nothing_that_is_not_served(sheet):
    file = Path(finders.find(sheet))
    asked = [url for url in re.findall(r'url\("([^"]+)"\)', file.read_text()) if not url.startswith("data:")]
    assert all((file.parent / url).resolve().exists() for url in asked)
    assert not [url for url in asked if "//" in url]
