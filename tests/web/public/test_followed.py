"""What became of recommendations stands on the page; a broken file of it does not take the page along."""

import logging
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from werkzaam.core.claim.dossier import Uptake
from werkzaam.core.report.followed import Step, place, write_followed

PAGE = "/publications/via-enschede/"
CLAIM = "recommend-fixed-coach"


@pytest.fixture
def reader():
    return Client(headers={"accept-language": "en"})


def words(response):
    assert response.status_code == 200
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_a_recommendation_without_answer_says_so(reader, full):
    assert "To: Municipality of Voorbeeldstad No answer yet" in words(reader.get(PAGE))


def test_the_newest_step_counts_and_all_are_told(reader, full):
    before = reader.get(PAGE)["ETag"]
    steps = [
        Step(date(2021, 7, 1), Uptake.PLANNED, {}),
        Step(date(2022, 1, 9), Uptake.DECLINED, {"nl": "Geen geld.", "en": "No money."}),
    ]
    write_followed(place(full, "via-enschede"), {CLAIM: steps})
    response = reader.get(PAGE)
    said = words(response)
    assert (
        "To: Municipality of Voorbeeldstad Declined 9 January 2022 : Declined. No money. 1 July 2021 : Planned"
        in said
    )
    assert response["ETag"] != before


@pytest.mark.parametrize("broken", ["{", "[]", '{"schema": "werkzaam-followed/9"}'])
def test_a_broken_file_is_logged_and_left_out(reader, full, broken, caplog):
    where = place(full, "via-enschede")
    where.parent.mkdir()
    where.write_text(broken)
    with caplog.at_level(logging.ERROR):
        assert "No answer yet" in words(reader.get(PAGE))
    assert "edition via-enschede shown without follow-up: followed-invalid" in caplog.text
