import json

import pytest
from django.urls import clear_url_caches

from werkzaam.web.sites.urls import doors


@pytest.fixture
def demo(settings, tmp_path, cast):
    """The doors as a demonstration serves them, with Bram and Els to choose from."""
    settings.DATA, settings.DEMO = tmp_path, True
    settings.ROOT_URLCONF = tuple(doors(settings.SITES, demo=True))
    clear_url_caches()
    words = {"nl": "…", "en": "…"}
    bram = {"key": "bram", "name": "Bram", "role": words, "try": {"nl": "Kijk.", "en": "Look."}}
    entries = [
        bram | {"account": str(cast.accounts["bram"].pk)},
        bram | {"name": "Els", "url": "/r/some-token/"},
    ]
    (tmp_path / "demo.json").write_text(json.dumps(entries), encoding="utf-8")
    yield cast
    clear_url_caches()


def test_the_start_shows_everyone_and_what_to_try(demo, client):
    page = client.get("/", headers={"accept-language": "nl"}).content.decode()
    assert "Ik ben Bram" in page
    assert "Kijk." in page
    assert 'href="/r/some-token/"' in page


def test_becoming_someone_signs_in(demo, client):
    response = client.post(f"/become/{demo.accounts['bram'].pk}/")
    assert response.url == "/way/next/"
    assert client.get("/guidance/people/").status_code == 200


def test_only_the_accounts_of_the_demo_can_be_chosen(demo, client):
    assert client.post(f"/become/{demo.accounts['dirk'].pk}/").status_code == 404


def test_looking_is_not_becoming(demo, client):
    assert client.get(f"/become/{demo.accounts['bram'].pk}/").status_code == 405


def test_an_unloaded_demo_says_what_to_do(demo, client, settings):
    (settings.DATA / "demo.json").unlink()
    assert "make demo" in client.get("/").content.decode()
