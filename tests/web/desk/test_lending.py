"""What the desk lends to the interview room: bands wide enough, and who answered when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.web.desk.lending import FEWEST, bands


def test_three_bands_of_about_as_many_people():
    contacts = {f"p{number}": number for number in range(30)}
    told = bands(contacts)
    assert list(dict.fromkeys(told.values())) == ["0–9", "10–19", "20–29"]
    assert told["p9"] == "0–9"


def test_few_people_are_one_band_and_a_handful_is_none():
    assert set(bands({str(number): number for number in range(9)}).values()) == {"0–8"}
    assert bands({str(number): number for number in range(4)}) == {}
    assert bands({}) == {}


@given(st.lists(st.integers(0, 60), max_size=80))
def test_no_band_is_a_handful_and_people_alike_are_together(counts):
    contacts = {str(number): count for number, count in enumerate(counts)}
    told = bands(contacts)
    sizes = [list(told.values()).count(band) for band in set(told.values())]
    assert all(size >= FEWEST for size in sizes)
    assert len(told) in (0, len(contacts))
    for person, band in told.items():
        low, high = map(int, band.split("–"))
        assert low <= contacts[person] <= high
        assert {told[other] for other, count in contacts.items() if count == contacts[person]} == {band}


@pytest.mark.django_db(databases=["default", "research"])
def test_nothing_frozen_nothing_lent(cast, at):
    import runpy
    from pathlib import Path

    from werkzaam.web.desk import lending
    from werkzaam.web.study import queries

    objects = Path(__file__).parents[2] / "paths/objects/study.py"
    made = runpy.run_path(str(objects))["pages"](cast, at)["study:study"]
    study = queries.get(cast.access("dirk"), "study.see", made["code"])
    assert lending.attributes(study) == {}
    assert lending.answered(study) == {}
