"""A form with relevance, constraints, filters, calculations and groups, walked at the door."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from werkzaam.web.survey import actions, queries, rules
from werkzaam.web.survey.models import Submission
from werkzaam.web.survey.words import AnswerRefused

SHEET = (Path(__file__).parent / "form.csv").read_text(encoding="utf-8")


@pytest.fixture
def door(field, at):
    """Els at the form of these tests: posts to a page and returns the response."""
    own = actions.add_instrument(by="system", at=at, csv_text=SHEET)
    found = actions.open_round(by=field.dirk, at=at, study=field.study, wave="t0", instrument=own)
    token = actions.invite(by=field.dirk, at=at, round=found, pseudonyms=[field.els])[field.els]
    return Door(token)


class Door:
    def __init__(self, token):
        self.token, self.client = token, Client()

    def url(self, number):
        return reverse("respond:question", args=[self.token, number])

    def see(self, number):
        return self.client.get(self.url(number)).content.decode()

    def post(self, number, answer="", go="next", **more):
        return self.client.post(self.url(number), {"go": go, "answer": answer, **more})

    def to(self, number, answer="", **more):
        """The number of the page that comes next."""
        where = self.post(number, answer, **more).headers["Location"]
        return int(found[1]) if (found := re.search(r"/(\d+)/$", where)) else where

    @property
    def kept(self):
        return queries.given(queries.invitation(self.token))


def test_an_answer_brings_questions_and_takes_them_away(door):
    assert "van 4" in door.see(2)
    assert door.to(2, "yes") == 3
    assert "Over uw werk" in door.see(3)
    assert "van 6" in door.see(3)
    assert door.to(3, "10") == 4
    assert "Dat is 520 uur per jaar." in door.see(5)
    assert door.to(2, "no") == 3
    assert "Welke provincie?" in door.see(3)


def test_a_constraint_speaks_the_language_of_the_page(door):
    door.to(2, "yes")
    refused = door.post(3, "61")
    assert (refused.status_code, door.kept) == (422, {"work": "yes"})
    assert "Vul 1 tot 60 uur in." in refused.content.decode()
    assert "اكتب من 1 إلى 60 ساعة." in door.post(3, "61", go="ar").content.decode()
    page = door.see(3)
    assert '<html lang="ar" dir="rtl">' in page
    assert door.to(3, "٦٠") == 4
    assert door.kept["hours"] == "60"


def test_several_choices(door):
    door.to(2, "yes")
    assert door.to(4, ["tu", "mo"]) == 5
    assert door.kept["days"] == "mo tu"
    refused = door.post(4, ["mo", "none"])
    assert refused.status_code == 422
    assert refused.content.decode().count(" checked") == 2


def test_choices_follow_an_earlier_answer(door):
    door.to(3, "ov")
    page = door.see(4)
    assert "Enschede" in page
    assert 'value="utr"' not in page
    assert door.post(4, "utr").status_code == 422
    assert door.to(4, "ens") == 5
    door.to(3, "ut")
    assert "town" not in door.kept


def test_questions_of_a_group_stand_together(door):
    page = door.see(4)
    assert page.count("<h1>") == 1
    assert 'type="date"' in page
    refused = door.client.post(door.url(4), {"go": "next", "answer": "2999-01-01", "answer-2": "Rust"})
    assert "Kies een dag die geweest is." in refused.content.decode()
    assert "Rust" in refused.content.decode()
    door.client.post(door.url(4), {"go": "next", "answer": "2026-01-05", "answer-2": "Rust"})
    assert door.kept == {"since": "2026-01-05", "wish": "Rust"}


def test_what_is_not_asked_is_refused_calmly(door, at):
    refused = door.post(3, "10", of="hours")
    assert (refused.status_code, door.kept) == (422, {})
    assert "wordt nu niet gevraagd" in refused.content.decode()
    with pytest.raises(AnswerRefused) as problem:
        actions.save_answer(at=at, token=door.token, item="hours", raw="10")
    assert problem.value.code == "answer-not-asked"


def test_an_old_page_is_answered_where_its_question_stands_now(door):
    """Two windows: in one the page of province was third, in the other work was answered since."""
    door.to(2, "yes")
    assert door.to(3, "ov", of="province") == 6
    assert door.kept == {"work": "yes", "province": "ov"}


def test_nothing_that_must_be_answered_is_missing_when_sent(door):
    assert door.post(2, "").status_code == 422
    assert "Sla deze vraag over" not in door.see(2)
    door.to(3, "ov")
    check = reverse("respond:check", args=[door.token])
    refused = door.client.post(check, {"go": "send", "mode": "self"})
    assert refused.status_code == 422
    assert "antwoord nodig" in refused.content.decode()
    door.to(2, "yes")
    door.to(3, "10")
    door.to(4, ["mo", "tu"])
    assert door.client.post(check, {"go": "send", "mode": "self"}).status_code == 302
    sent = Submission.objects.get()
    assert sent.answers == {"work": "yes", "hours": 10, "days": "mo tu", "year": "520", "province": "ov"}
    response = next(iter(queries.responses(sent.invitation.round.study)))
    assert response.answers == {"hours": 10}
    assert response.sent == sent.answers


def test_an_answer_that_hides_others_does_not_send_them(door):
    door.to(2, "yes")
    door.to(3, "10")
    door.to(2, "no")
    door.client.post(reverse("respond:check", args=[door.token]), {"go": "send", "mode": "self"})
    assert Submission.objects.get().answers == {"work": "no"}


def test_a_read_only_value_cannot_be_posted(door, at):
    with pytest.raises(rules.LinkUnknown):
        actions.save_answer(at=at, token=door.token, item="year", raw="1")
    assert door.to(1, "anything") == 2
    assert door.kept == {}
