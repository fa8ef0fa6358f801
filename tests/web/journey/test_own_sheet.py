"""My data on paper: every kind of row has its place, and every word on it is there in seven languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import override
from django.utils.translation.trans_real import translation

from werkzaam.web.journey.actions import plan
from werkzaam.web.journey.queries.own_data import APART, own_looks, own_rows
from werkzaam.web.journey.views.own_sections import ONLY_JSON, SECTIONS, Labels, Part
from werkzaam.web.journey.views.own_sheet import lines, sections

PARTS = [part for section in SECTIONS for part in section.parts]
SOURCE = "en"


def held() -> set[str]:
    """Every kind of row that can be in the JSON: what is deleted with a person, and who looked."""
    found, waiting = {"looks"}, [apps.get_model("people.Person")]
    while waiting:
        one = waiting.pop()
        if one._meta.label_lower not in found | APART and one._meta.app_label in settings.ROOMS:
            found.add(one._meta.label_lower)
            waiting += [r.related_model for r in one._meta.related_objects if r.on_delete is models.CASCADE]
    return found


def fields(part: Part) -> Iterator[tuple[str, models.Field | None]]:
    """Each path of a part with the field at its end; None where it is a property."""
    model = apps.get_model(part.model)
    for path in part.fields:
        *keys, name = path.split(".")
        end = model
        for key in keys:
            end = end._meta.get_field(key).related_model
        known = {field.name: field for field in end._meta.concrete_fields}
        assert name in known or isinstance(getattr(end, name), property), path
        yield path, known.get(name)


def words() -> Iterator[str]:
    """Every title, label and label of a code that can stand on the paper."""
    for section in SECTIONS:
        yield str(section.title)
    for part in PARTS:
        yield from map(str, [part.title or "", *part.fields.values()])
        if part.model != "looks":
            for _path, field in fields(part):
                yield from (str(label) for _code, label in getattr(field, "flatchoices", None) or ())


@pytest.fixture
def lived(cast, at, start, log):
    trajectory = start(dream="Droom-merk", needs=[("work", "Wens-merk")])
    log(trajectory, date(2026, 1, 9), note="Notitie-merk")
    log(trajectory, date(2026, 1, 7), note="Eerder-merk")
    amina = cast.access("amina")
    goal = plan.write_goal(by=amina, at=at, id=uuid4(), trajectory=trajectory, words="Doel-merk")
    plan.write_step(by=amina, at=at, id=uuid4(), goal=goal, words="Stap-merk", by_on=date(2026, 3, 9))
    return trajectory


def told(person: UUID) -> dict[str, list[dict[str, object]]]:
    return {one["title"]: one["parts"] for one in sections(own_rows(person))}


def test_every_kind_has_a_place_on_paper_or_a_reason():
    placed = [part.model for part in PARTS]
    assert len(placed) == len(set(placed))
    assert set(placed).isdisjoint(ONLY_JSON)
    assert set(placed) | ONLY_JSON.keys() == held()
    assert all(len(reason) > 20 for reason in ONLY_JSON.values())


@pytest.mark.parametrize(
    "part", [part for part in PARTS if part.model != "looks"], ids=lambda part: part.model
)
def test_every_field_is_there_and_no_secret(part: Part):
    names = [path.split(".")[-1] for path, _field in fields(part)]
    assert names and not {"id", "password", "sha256", "token_hash", "pseudonym"} & set(names)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != SOURCE])
def test_every_word_is_there_in_every_language(language: str):
    with override(SOURCE):
        asked = {word for word in words() if word}
    known = translation(language)._catalog
    assert len(asked) > 200 and not {word for word in asked if word not in known}


def test_the_paper_is_in_plain_words(cast, lived):
    with override("nl"):
        paper = told(cast.amina.pk)
    (contacts, *_rest) = paper["Met mijn coach"]
    last = dict(contacts["rows"][-1])
    assert last["Dag"] == "\u20689 januari 2026\u2069" and last["Notitie"] == "\u2068Notitie-merk\u2069"
    assert dict(contacts["rows"][0])["Notitie"] == "\u2068Eerder-merk\u2069"
    steps = next(part for part in paper["Mijn plan"] if part["title"] == "Mijn stappen")
    assert dict(steps["rows"][0])["Doel"] == "\u2068Doel-merk\u2069"
    text = str(paper)
    for raw in ("journey.", "'open'", "2026-01-09", "True", "None", str(lived.pk) + "-", str(cast.amina.pk)):
        assert raw not in text


def test_a_code_a_day_a_yes_and_several_lines():
    row = SimpleNamespace(going="well", get_going_display=lambda: "Goed", on=date(2026, 3, 2), days=[1, 3])
    row.calls, row.shares, row.place = False, {"name": "Amina", "need": "Een\nwens"}, None
    labels: Labels = dict.fromkeys(("going", "on", "days", "calls", "shares", "place", "place.name"), "Label")
    with override("nl"):
        (line,) = lines(Part("any", labels), [row])
    assert [value.replace("\u2068", "").replace("\u2069", "") for _label, value in line] == [
        "Goed", "2 maart 2026", "Maandag, Woensdag", "Nee", "Amina\nEen\nwens",
    ]  # fmt: skip


def test_who_looked_stands_once_a_day_and_not_the_person(cast, lived, sign_in):
    for _again in range(2):
        sign_in("bram").get(reverse("journey:trajectory", args=[lived.pk]))
    sign_in("amina").get(reverse("journey:own_data"))
    with override("en"):
        looks = own_looks(cast.amina.pk, besides=str(cast.accounts["amina"].pk))
    assert [(one.who, one.what) for one in looks].count(("Bram", "opened your file")) == 1
    assert "Amina" not in {one.who for one in looks}
