"""Sounds and pictures on the pages, where the sheet names them in the language that is read."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from werkzaam.web.survey import actions, queries
from werkzaam.web.survey.models import Media, Visit

SOUND = b"ID3" + bytes(range(200))
SHEET = (Path(__file__).parent / "town.csv").read_text(encoding="utf-8")


@pytest.fixture
def instrument(cast, at):
    made = actions.add_instrument(by="system", at=at, csv_text=SHEET)
    for name, kind in (("town.mp3", "audio/mpeg"), ("one.mp3", "audio/mpeg"), ("town.png", "image/png")):
        Media.objects.create(
            instrument=made, name=name, kind=kind, content=SOUND, sha256=f"{len(name):064d}", added_at=at
        )
    return made


@pytest.fixture
def els(field, tokens):
    return tokens[field.els]


def page(token, number=1):
    return Client().get(reverse("respond:question", args=[token, number])).content.decode()


def sources(token):
    return re.findall(r'<(?:audio|img)[^>]* src="([^"]+)"', page(token))


def test_they_stand_on_the_page_and_are_fetched_only_when_wanted(els):
    shown = page(els)
    assert shown.count('<audio controls preload="none"') == 2
    assert 'loading="lazy"' in shown
    assert "<audio" not in page(els, 2)
    assert len(shown.encode()) < 15_000


def test_another_language_has_no_sound_of_this_one_but_the_picture(els):
    Client().post(reverse("respond:start", args=[els]), {"go": "en"})
    assert "<audio" not in page(els)
    assert "<img" in page(els)


def test_they_are_kept_for_good_and_never_read_as_something_else(els):
    for source in sources(els):
        answer = Client().get(source)
        assert (answer.status_code, answer.content) == (200, SOUND)
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] in {"audio/mpeg", "image/png"}


def test_a_part_is_sent_where_a_part_is_asked(els):
    sound = next(source for source in sources(els) if "media" in source)
    part = Client().get(sound, headers={"range": "bytes=3-6"})
    assert (part.status_code, part.content) == (206, SOUND[3:7])
    assert part.headers["Content-Range"] == f"bytes 3-6/{len(SOUND)}"
    assert Client().get(sound, headers={"range": "bytes=100-"}).content == SOUND[100:]


def test_listening_is_noted_with_the_answer(els):
    audio = re.search(r'<audio[^>]* src="([^"]+)"', page(els))[1]
    Client().get(audio)
    Client().get(audio)
    shown = re.search(r'name="shown" value="(\d+)"', page(els))[1]
    where = reverse("respond:question", args=[els, 1])
    Client().post(where, {"go": "next", "of": "town", "shown": int(shown) - 5, "answer": "1"})
    visit = Visit.objects.get()
    assert (visit.item, visit.listened, visit.answered_at is not None) == ("town", True, True)


def test_another_questionnaires_sound_is_not_served(els, cast, at):
    other = actions.add_instrument(by="system", at=at, csv_text=queries.shipped_text("core-battery"))
    kept = {"name": "x.mp3", "kind": "audio/mpeg", "content": SOUND, "sha256": "1" * 64, "added_at": at}
    number = Media.objects.create(instrument=other, **kept).pk
    assert Client().get(reverse("respond:media", args=[els, number])).status_code == 403


def test_only_sounds_and_pictures_are_served(els, instrument, at):
    kept = {"name": "x.html", "kind": "text/html", "content": b"<p>", "sha256": "2" * 64, "added_at": at}
    number = Media.objects.create(instrument=instrument, **kept).pk
    assert Client().get(reverse("respond:media", args=[els, number])).status_code == 403
