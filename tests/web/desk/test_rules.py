from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.web.desk import rules
from werkzaam.web.desk.rules import Moment

T0 = Moment("t0", date(2026, 1, 1), date(2026, 1, 31))
T1 = Moment("t1", date(2026, 7, 1), date(2026, 7, 31))


@pytest.mark.parametrize(
    ("on", "wave"),
    [
        (date(2026, 1, 15), "t0"),
        (date(2025, 12, 20), "t0"),
        (date(2026, 3, 1), "t0"),
        (date(2026, 5, 20), "t1"),
        (date(2026, 7, 31), "t1"),
    ],
)
def test_a_rating_belongs_to_the_nearest_wave(on, wave):
    assert rules.nearest([T0, T1], on).wave == wave


@pytest.mark.parametrize("on", [date(2025, 6, 1), date(2027, 1, 1)])
def test_a_rating_far_from_every_wave_belongs_to_none(on):
    assert rules.nearest([T0, T1], on) is None


def test_no_wave_was_scheduled():
    assert rules.nearest([], date(2026, 1, 1)) is None


def test_one_rating_a_wave_the_nearest_and_of_those_the_last():
    ratings = [
        (date(2026, 3, 1), 2.0),
        (date(2026, 1, 10), 3.0),
        (date(2026, 1, 20), 4.0),
        (date(2026, 8, 5), 5.0),
    ]
    assert rules.by_wave([T0, T1], ratings) == {"t0": 4.0, "t1": 5.0}


def test_who_shares_a_coach_shares_a_cluster_that_names_nobody():
    found = rules.clusters({"b": "uuid-of-bram", "a": "uuid-of-chaima", "c": "uuid-of-bram"})
    assert found == {"a": "coach-1", "b": "coach-2", "c": "coach-2"}


@pytest.mark.parametrize(
    ("taken", "key"), [([], "via"), (["via"], "via-2"), (["via", "via-2"], "via-3"), (["via-2"], "via")]
)
def test_a_publication_gets_an_address_of_its_own(taken, key):
    assert rules.edition_key("via", taken) == key


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers()), max_size=5), st.randoms())
def test_the_hash_of_records_does_not_mind_their_order(records, chance):
    shuffled = list(records)
    chance.shuffle(shuffled)
    assert rules.source_hash(records) == rules.source_hash(shuffled)
