"""Boundaries come in whole or not at all; a neighbourhood tells no small counts."""

import json
import math
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from werkzaam.problem import Problem
from werkzaam.web.journey.actions import neighbourhood as actions
from werkzaam.web.journey.models import Area, MeetingPlace
from werkzaam.web.journey.queries import neighbourhood as queries
from werkzaam.web.journey.rules.neighbourhood import area_of, level_of
from werkzaam.web.journey.rules.neighbourhood_shape import (
    METRES_PER_DEGREE,
    ShapeError,
    distance,
    draw,
    middle,
    simplified,
    thinned,
)
from werkzaam.web.ledger.models import Event
from werkzaam.web.people import actions as people

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
# RFC 7946 appendix A.3: polygons without and with a hole
SQUARE = [[100.0, 0.0], [101.0, 0.0], [101.0, 1.0], [100.0, 1.0], [100.0, 0.0]]
HOLE = [[100.8, 0.8], [100.8, 0.2], [100.2, 0.2], [100.2, 0.8], [100.8, 0.8]]


def test_the_example_of_the_standard_keeps_its_corners():
    shape = simplified({"type": "Polygon", "coordinates": [SQUARE, HOLE]}, metres=10)
    assert shape == {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE]]}
    assert middle(shape) == pytest.approx((100.5, 0.5))


def test_the_middle_is_the_centre_of_mass():
    """An L of three unit squares: their centres average to (5/6, 5/6)."""
    ring = [[0, 0], [2, 0], [2, 1], [1, 1], [1, 2], [0, 2], [0, 0]]
    assert middle({"type": "Polygon", "coordinates": [ring]}) == pytest.approx((5 / 6, 5 / 6))


@settings(max_examples=40, deadline=None)
@given(st.integers(8, 60), st.floats(5, 500), st.randoms(use_true_random=False))
def test_no_corner_lies_further_from_the_line_than_allowed(corners, metres, random):
    """What Douglas & Peucker promise, measured on every corner that was left out."""
    angles = [2 * math.pi * i / corners for i in range(corners)]
    ring = [(6.9 + 0.02 * math.cos(a) * random.uniform(0.7, 1), 52.2 + 0.012 * math.sin(a) * random.uniform(0.7, 1))
            for a in angles]  # fmt: skip
    ring.append(ring[0])
    thin = thinned(ring, metres=metres)
    assert thin is not None and thin[0] == thin[-1] and len(thin) <= len(ring)
    scale = METRES_PER_DEGREE * math.cos(math.radians(52.2))
    flat = [(x * scale, y * METRES_PER_DEGREE) for x, y in thin]
    for x, y in ring:
        here = (x * scale, y * METRES_PER_DEGREE)
        assert min(distance(here, a, b) for a, b in pairwise(flat)) <= metres + 3


def test_corners_on_a_straight_line_go():
    ring = [(0.0, 0.0), (0.005, 0.0), (0.01, 0.0), (0.01, 0.01), (0.0, 0.01), (0.0, 0.0)]
    assert thinned(ring, metres=1) == [(0.0, 0.0), (0.01, 0.0), (0.01, 0.01), (0.0, 0.01), (0.0, 0.0)]


def test_what_is_smaller_than_the_tolerance_goes():
    tiny = [[0, 0], [0.00001, 0], [0.00001, 0.00001], [0, 0]]
    assert simplified({"type": "Polygon", "coordinates": [tiny]}, metres=50) is None


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        (None, "not-an-area"),
        ({"type": "Point", "coordinates": [6, 52]}, "not-an-area"),
        ({"type": "Polygon", "coordinates": [[["a", "b"]] * 4]}, "not-an-area"),
        ({"type": "Polygon", "coordinates": 7}, "not-an-area"),
        ({"type": "Polygon", "coordinates": [SQUARE[:-1]]}, "not-closed"),
        ({"type": "Polygon", "coordinates": [[[257000, 471000], [257100, 471000], [257100, 471100],
                                              [257000, 471000]]]}, "not-degrees"),
    ],
)  # fmt: skip
def test_what_is_no_area_is_refused(geometry, code):
    with pytest.raises(ShapeError) as refused:
        simplified(geometry, metres=10)
    assert refused.value.code == code


def test_a_map_has_north_up_and_everything_on_it():
    east = [[x + 1, y] for x, y in SQUARE]
    made = draw([{"type": "Polygon", "coordinates": [SQUARE]}, {"type": "Polygon", "coordinates": [east]}])
    assert made.width == 640 and made.height == pytest.approx(320, abs=2)
    assert (
        made.centres[0][0] < made.centres[1][0]
        and made.paths[0].startswith("M0,")
        and made.paths[0][-1] == "Z"
    )
    south = [[x, y - 1] for x, y in SQUARE]
    two = draw([{"type": "Polygon", "coordinates": [SQUARE]}, {"type": "Polygon", "coordinates": [south]}])
    assert two.centres[0][1] < two.centres[1][1] and draw([]) is None


def feature(code="BU01530101", name="Centrum", ring=SQUARE, **facts):
    told = {"buurtcode": code, "buurtnaam": name, "wijkcode": "WK015301", "gemeentecode": "GM0153"} | facts
    return {"type": "Feature", "properties": told, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_codes_of_the_statistics():
    assert [level_of(code) for code in ("GM0153", "WK015301", "BU01530101", "BU1", "XX01530101", "")] == [
        "municipality", "district", "neighbourhood", None, None, None
    ]  # fmt: skip


def test_the_same_field_under_the_names_of_other_years():
    old = {"BU_CODE": "BU01530101", "BU_NAAM": "Centrum", "GM_CODE": "GM0153", "H2O": "JA"}
    found = area_of({"properties": old, "geometry": None})
    assert (found.code, found.name, found.parent_code, found.is_water) == (
        "BU01530101", "Centrum", "WK015301", True
    )  # fmt: skip
    district = area_of({"properties": {"wijkcode": "WK015301", "wijknaam": "Binnenstad"}})
    assert (district.level, district.parent_code) == ("district", "GM0153")
    assert area_of({"properties": {"buurtcode": "of my own"}}) is None and area_of({}) is None


@pytest.fixture
def bring(tmp_path, db):
    def read(*features, raw=None, **options):
        file = tmp_path / "buurten.json"
        file.write_text(
            raw if raw is not None else json.dumps({"type": "FeatureCollection", "features": features})
        )
        call_command("import_areas", str(file), **{"year": 2025, **options})

    return read


def test_areas_come_in_and_are_tied(cast, bring, capsys):
    water = feature("BU01530102", "Kanaal", water="JA")
    elsewhere = feature("BU01630101", "Elders", gemeentecode="GM0163")
    bring(
        feature(),
        feature("BU01530103", "De Es"),
        water,
        elsewhere,
        municipality="GM0153",
        organisation="esdoorn",
        add=True,
    )
    assert list(Area.objects.values_list("code", "level", "parent_code")) == [
        ("BU01530101", "neighbourhood", "WK015301"), ("BU01530103", "neighbourhood", "WK015301")
    ]  # fmt: skip
    first, second = Area.objects.all()
    assert first.neighbourhood == cast.centrum  # by its name
    assert second.neighbourhood.code == "bu01530103" and second.neighbourhood.organisation == cast.esdoorn
    assert (first.longitude, first.latitude) == pytest.approx((100.5, 0.5))
    assert Event.objects.get(act="journey.import_areas").details == {"year": 2025, "areas": 2}
    assert "2 areas of 2025 imported, 2 tied" in capsys.readouterr().out


def test_a_year_is_renewed_and_other_years_stay(cast, bring):
    bring(feature(name="Oud"), year=2024)
    bring(feature(name="Oud")), bring(feature(name="Centrum"), organisation="esdoorn")
    assert list(Area.objects.values_list("year", "name")) == [(2024, "Oud"), (2025, "Centrum")]
    assert cast.centrum.areas.count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"raw": "PK\x03"}, "not GeoJSON"),
        ({"raw": "[]"}, "no FeatureCollection"),
        ({"raw": '{"features": [1]}'}, "no FeatureCollection"),
        ({"raw": '{"features": []}'}, "no areas with a code"),
        ({"municipality": "GM9999"}, "in GM9999"),
        ({"organisation": "nergens"}, "no organisation with code nergens"),
    ],
)
def test_a_wrong_file_gets_one_message(bring, wrong, says):
    with pytest.raises(CommandError, match=says):
        bring(feature(), **wrong)
    assert not Area.objects.exists()


def test_one_bad_boundary_stops_all(cast, bring):
    rijksdriehoek = feature(
        "BU01530109", "Fout", ring=[[257000, 471000], [257100, 471000], [257100, 471100], [257000, 471000]]
    )
    with pytest.raises(CommandError, match=r"BU01530109.*WGS 84.*Nothing was imported"):
        bring(feature(), rijksdriehoek, organisation="esdoorn", add=True)
    assert not Area.objects.exists() and cast.esdoorn.neighbourhoods.count() == 1


def test_a_file_that_is_not_there(db):
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("import_areas", "/nowhere.json", year=2025)


@pytest.fixture
def spread(cast, many):
    """So many running trajectories in each of these neighbourhoods (None: nowhere known)."""

    def put(numbers):
        made = {}
        for name, number in numbers.items():
            where = name and people.add_neighbourhood(
                by="system", at=NOW, organisation=cast.esdoorn, code=name.lower(), name=name
            )
            for one in many(number):
                one.person.neighbourhood = where or None
                one.person.save()
            made[name] = where
        return made

    return put


def test_small_counts_are_hidden_also_by_subtraction(cast, spread):
    made = spread({"Veel": 14, "Midden": 11, "Weinig": 3})
    told = {line.neighbourhood.name: line.running for line in queries.lines(cast.access("femke"))}
    assert told == {"Centrum": 0, "Midden": None, "Veel": 14, "Weinig": None}
    assert queries.near(cast.access("bram"), made["Weinig"].pk).running is None


def test_people_without_a_neighbourhood_are_a_cell_too(cast, spread):
    spread({"Veel": 12, "": 4})
    assert {line.running for line in queries.lines(cast.access("hana"))} == {0, None}


def test_needs_are_told_only_where_enough_people_are(cast, at, spread, start):
    from werkzaam.web.journey.models import Need, Trajectory

    made = spread({"Veel": 12})
    for n, one in enumerate(Trajectory.objects.all()):
        for domain in ("language", "language", "money")[: 3 if n < 3 else 2]:
            Need.objects.create(trajectory=one, domain=domain, wish="x", by="x", created_at=at)
    near = queries.near(cast.access("bram"), made["Veel"].pk)
    assert sorted(n or 0 for _, n in near.needs) == [0, 12]  # three with money: hidden; each person once


def test_the_pages(cast, sign_in, spread, bring, django_assert_max_num_queries):
    spread({"Veel": 12})
    bring(feature(), feature("BU01530103", "Veel"), organisation="esdoorn")
    bram = sign_in("bram")
    with django_assert_max_num_queries(15):
        page = bram.get(reverse("journey:neighbourhoods"))
    assert page.content.count(b'fill-rule="evenodd"') == 2 and b"Verzonnen" not in page.content
    one = reverse("journey:neighbourhood", args=[cast.centrum.pk])
    with django_assert_max_num_queries(15):
        assert b"BU01530101" in bram.get(one).content
    assert sign_in("otto").get(one).status_code == 403
    assert b"Centrum" not in sign_in("otto").get(reverse("journey:neighbourhoods")).content


def test_meeting_places(cast, sign_in):
    lotte, add = sign_in("lotte"), reverse("journey:place_new")
    values = {
        "name": "Buurthuis",
        "neighbourhood": cast.centrum.pk,
        "is_active": "on",
        "open_when": "<i>di</i>",
    }
    near = reverse("journey:neighbourhood", args=[cast.centrum.pk])
    assert lotte.post(add, values).url == near
    again = lotte.post(add, values)
    assert again.status_code == 422 and b"Buurthuis" in again.content and MeetingPlace.objects.count() == 1
    half = lotte.post(add, values | {"name": "Ander", "latitude": "52.2"})
    assert half.status_code == 422 and MeetingPlace.objects.count() == 1
    one = MeetingPlace.objects.get()
    assert lotte.post(reverse("journey:place_edit", args=[one.pk]), values | {"is_active": ""}).url == near
    one.refresh_from_db()
    assert not one.is_active and Event.objects.filter(act="journey.save_place").count() == 2
    assert b"<i>di" not in lotte.get(near).content
    assert sign_in("otto").post(add, values).status_code == sign_in("bram").get(add).status_code == 403


def test_a_place_elsewhere_is_refused(cast, at):
    elm = people.add_neighbourhood(by="system", at=at, organisation=cast.iepen, code="elm", name="Elm")
    facts = {"address": "", "open_when": "", "is_active": True}
    with pytest.raises(Problem) as refused:
        actions.save_place(
            by=cast.access("lotte"), at=at, place=None, neighbourhood=elm, name="Buurthuis", **facts
        )
    assert refused.value.code == "refused" and not MeetingPlace.objects.exists()
