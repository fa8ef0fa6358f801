"""Matching: truths from elsewhere for the distance, the promises of the issue for the rest."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.web.journey.rules import offer as rules
from werkzaam.web.journey.rules.codes.intake import LEVELS
from werkzaam.web.journey.rules.codes.offer import Lack
from werkzaam.web.journey.rules.offer import Aspect, Offered, Spot, Verdict, Wanted

FITS, LACKS, UNKNOWN = Verdict.FITS, Verdict.LACKS, Verdict.UNKNOWN
COURSE = Offered(domain="language", level="a2", days=frozenset({1, 3}), capacity=10, taken=9)
KNOWN = Wanted(
    domains=frozenset({"language"}), level="a2", days=frozenset({1, 2, 3}), needs_childcare=False, travel_km=5
)


def verdict(aspect, wanted, offered):
    return rules.match(wanted, offered).verdicts[aspect]


def test_distance_is_that_of_the_published_example():
    """Nashville (36°7.2′N 86°40.2′W) to Los Angeles (33°56.4′N 118°24′W): 2886.444 km on a globe of 6371 km,
    the worked example of haversine on Rosetta Code."""
    nashville, los_angeles = Spot(36.12, -86.67), Spot(33.94, -118.40)
    assert rules.kilometres(nashville, los_angeles) == pytest.approx(2886.444 * rules.EARTH / 6371, abs=0.01)


def test_a_degree_north_is_a_360th_of_the_globe():
    assert rules.kilometres(Spot(52, 6.9), Spot(53, 6.9)) == pytest.approx(111.195, abs=0.001)


@given(st.floats(50, 54), st.floats(3, 8), st.floats(50, 54), st.floats(3, 8))
def test_there_is_as_far_as_back(a, b, c, d):
    here, there = Spot(a, b), Spot(c, d)
    assert rules.kilometres(here, there) == pytest.approx(rules.kilometres(there, here))
    assert rules.kilometres(here, here) == 0


@pytest.mark.parametrize(
    ("aspect", "change", "expected"),
    [
        (Aspect.NEED, {}, FITS),
        (Aspect.NEED, {"domain": "money"}, LACKS),
        (Aspect.LEVEL, {}, FITS),
        (Aspect.LEVEL, {"level": "b1"}, LACKS),
        (Aspect.LEVEL, {"level": ""}, FITS),
        (Aspect.DAYS, {}, FITS),
        (Aspect.DAYS, {"days": frozenset({3, 4})}, LACKS),
        (Aspect.DAYS, {"days": frozenset()}, FITS),
        (Aspect.CHILDCARE, {}, FITS),
        (Aspect.PLACES, {}, FITS),
        (Aspect.PLACES, {"taken": 10}, LACKS),
        (Aspect.PLACES, {"taken": 10, "capacity": None}, FITS),
        (Aspect.PLACES, {"taken": 0, "capacity": 0}, LACKS),
        (Aspect.DISTANCE, {"is_online": True}, FITS),
        (Aspect.DISTANCE, {}, UNKNOWN),
    ],
)
def test_each_aspect_of_an_offer_is_weighed(aspect, change, expected):
    assert verdict(aspect, KNOWN, Offered(**fields(COURSE) | change)) == expected


def fields(one):
    return {name: getattr(one, name) for name in one.__slots__}


@pytest.mark.parametrize("aspect", [Aspect.LEVEL, Aspect.DAYS, Aspect.CHILDCARE, Aspect.DISTANCE])
def test_what_is_not_known_is_not_held_against_anyone(aspect):
    nothing_known = Wanted(domains=frozenset({"language"}))
    assert verdict(aspect, nothing_known, COURSE) == UNKNOWN and rules.match(nothing_known, COURSE).fits


def test_hours_count_with_the_days():
    wanted = Wanted(**fields(KNOWN) | {"hours_per_week": 8})
    assert verdict(Aspect.DAYS, wanted, Offered(**fields(COURSE) | {"hours_per_week": 8})) == FITS
    assert verdict(Aspect.DAYS, wanted, Offered(**fields(COURSE) | {"hours_per_week": 9})) == LACKS


def test_childcare_lacks_only_for_who_needs_it():
    wanted = Wanted(**fields(KNOWN) | {"needs_childcare": True})
    assert verdict(Aspect.CHILDCARE, wanted, COURSE) == LACKS
    assert verdict(Aspect.CHILDCARE, wanted, Offered(**fields(COURSE) | {"has_childcare": True})) == FITS


@pytest.mark.parametrize(("km", "expected"), [(5, FITS), (4, LACKS), (None, UNKNOWN)])
def test_distance_is_held_against_what_someone_can_travel(km, expected):
    """0.04 degree north is 4.45 km."""
    wanted = Wanted(**fields(KNOWN) | {"spot": Spot(52.0, 6.9), "travel_km": km})
    assert (
        verdict(Aspect.DISTANCE, wanted, Offered(**fields(COURSE) | {"spot": Spot(52.04, 6.9)})) == expected
    )


def test_the_own_neighbourhood_is_near_even_without_a_map():
    wanted = Wanted(**fields(KNOWN) | {"neighbourhood": 3, "travel_km": None})
    match = rules.match(wanted, Offered(**fields(COURSE) | {"neighbourhood": 3}))
    assert match.km == 0 and match.verdicts[Aspect.DISTANCE] == FITS


def test_least_lacking_comes_first_then_least_unknown_then_nearest():
    near, far = (
        rules.match(Wanted(**fields(KNOWN) | {"spot": Spot(52, 6.9), "travel_km": 50}), offered)
        for offered in (Offered("language", spot=Spot(52.01, 6.9)), Offered("language", spot=Spot(52.1, 6.9)))
    )
    unknown, full = (
        rules.match(KNOWN, Offered("language")),
        rules.match(KNOWN, Offered("language", capacity=0)),
    )
    assert sorted([full, unknown, far, near], key=lambda one: one.rank) == [near, far, unknown, full]


def test_a_proposal_keeps_every_verdict():
    assert rules.match(KNOWN, COURSE).codes == [
        "need:fits", "level:fits", "distance:unknown", "days:fits", "childcare:fits", "places:fits",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("offered", "lack"),
    [
        ([], Lack.NO_OFFER),
        ([COURSE], None),
        ([Offered("language", capacity=0)], Lack.FULL),
        ([Offered("language", capacity=0, level="c1"), Offered("language", level="b1")], Lack.LEVEL),
    ],
)
def test_what_lacks_is_told_of_the_nearest_fit(offered, lack):
    assert rules.lacking([rules.match(KNOWN, one) for one in offered]) == lack


def test_the_weakest_skill_counts():
    assert rules.weakest(["b1", "a1", "a2"]) == "a1" and rules.weakest([]) is None
    assert [rules.weakest([low, high]) for low, high in pairwise(LEVELS)] == [*LEVELS[:-1]]


@pytest.mark.parametrize(
    ("ends_on", "active", "expected"),
    [
        (None, True, True),
        (None, False, False),
        (date(2026, 3, 2), True, True),
        (date(2026, 3, 1), True, False),
    ],
)
def test_an_offer_runs_through_its_last_day(ends_on, active, expected):
    assert rules.is_running(ends_on, active, on=date(2026, 3, 2)) is expected


def test_free_places_are_never_below_none():
    assert (rules.free(3, 5), rules.free(3, 1), rules.free(None, 7)) == (0, 2, None)
