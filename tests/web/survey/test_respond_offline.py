"""Answers that waited on a device: each once, in order, the latest stands."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from werkzaam.web.ledger.models import Event
from werkzaam.web.survey import actions, queries
from werkzaam.web.survey.models import Round, Submission, Visit

NOW = 1_700_000_000_000  # the device's clock, years behind: only spans count


@pytest.fixture
def els(field, tokens):
    return tokens[field.els]


def said(of, value, ago=60_000, go="next", number=None):
    values = {"answer": value if isinstance(value, list) else [value]}
    return {
        "id": number or str(uuid4()),
        "of": of,
        "go": go,
        "values": values,
        "given": NOW - ago,
        "took": 5_000,
    }


def send(token, *batch):
    where = reverse("respond:answers", args=[token])
    return Client().post(where, json.dumps({"now": NOW, "answers": batch}), content_type="application/json")


def kept(token):
    return queries.drafts(queries.invitation(token))


def test_the_pages_to_keep(els):
    pages = Client().get(reverse("respond:answers", args=[els])).json()["pages"]
    assert pages[0] == reverse("respond:start", args=[els])
    assert reverse("respond:question", args=[els, 16]) in pages
    assert reverse("respond:question", args=[els, 17]) not in pages
    assert all(Client().get(page).status_code == 200 for page in pages if page.startswith("/r/"))


def test_the_script_stands_at_the_door(field):
    answer = Client().get(reverse("respond:worker"))
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert b"addEventListener" in answer.content


def test_a_batch_is_taken_once(els):
    first, second = said("ladder", "3", 90_000), said("paid-work", "0", 60_000)
    for _ in range(3):
        told = send(els, first, second).json()
        assert told == {"taken": [first["id"], second["id"]], "refused": {}, "next": ""}
    assert kept(els) == {"ladder": 3.0, "paid-work": 0.0}
    assert Event.objects.using("research").filter(act="survey.save_offline").count() == 1
    assert Visit.objects.count() == 2


def test_a_repeated_batch_does_not_undo_what_came_later(els):
    one = said("ladder", "3")
    send(els, one)
    actions.save_answer(at=timezone.now(), token=els, item="ladder", raw="5")
    send(els, one)
    assert kept(els) == {"ladder": 5.0}


def test_an_answer_given_elsewhere_since_then_stands(els):
    Client().post(reverse("respond:question", args=[els, 1]), {"go": "next", "of": "ladder", "answer": "5"})
    before = said("ladder", "3", ago=3_600_000)
    assert send(els, before).json()["taken"] == [before["id"]]
    assert kept(els) == {"ladder": 5.0}


def test_a_question_asked_only_since_then_is_led_to(els):
    told = send(els, said("treated-worse", "1"), said("health", "3")).json()
    assert told["next"] == reverse("respond:question", args=[els, 14])


def test_what_an_earlier_answer_takes_away_is_let_go(els):
    actions.save_answer(at=timezone.now() - timedelta(hours=1), token=els, item="treated-worse", raw="1")
    told = send(els, said("treated-worse", "0"), said("treated-where", ["work"])).json()
    assert len(told["taken"]) == 2
    assert kept(els) == {"treated-worse": 0.0}


def test_an_answer_that_cannot_stand_is_told_and_the_rest_is_taken(els):
    wrong, good = said("life", "99"), said("ladder", "3")
    told = send(els, wrong, good).json()
    assert told["taken"] == [good["id"]]
    assert told["refused"][wrong["id"]]["url"] == reverse("respond:question", args=[els, 15])
    assert "0 tot 10" in told["refused"][wrong["id"]]["message"]
    assert kept(els) == {"ladder": 3.0}


def test_skipping_takes_an_answer_back(els):
    actions.save_answer(at=timezone.now() - timedelta(hours=1), token=els, item="ladder", raw="3")
    send(els, said("ladder", "3", go="skip"))
    assert kept(els) == {}


def test_clocks_may_be_wrong(els):
    """Years behind, or in the future: what is noted lies between the invitation and now."""
    early, late = said("ladder", "3", ago=10**15), said("paid-work", "0", ago=-(10**15))
    assert len(send(els, early, late).json()["taken"]) == 2
    made = queries.invitation(els).created_at
    assert all(made <= visit.shown_at <= visit.answered_at <= timezone.now() for visit in Visit.objects.all())


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"now": 1, "answers": [{}]}',
        '{"now": "x", "answers": [{"id": "12345678", "of": "ladder", "given": 1, "took": 1, "go": "", "values": {}}]}',
        '{"now": NaN, "answers": [{"id": "12345678", "of": "ladder", "given": 1, "took": 1, "go": "", "values": {}}]}',
        '{"now": 1, "answers": [{"id": "12345678", "of": 3, "given": 1, "took": 1, "go": "", "values": {}}]}',
        '{"now": 1, "answers": [{"id": "12345678", "of": "a", "given": 1, "took": 1, "go": "", "values": {"a": [3]}}]}',
        "[" * 100_000,
    ],
)
def test_what_our_script_does_not_send_is_refused(els, body):
    answer = Client().post(reverse("respond:answers", args=[els]), body, content_type="application/json")
    assert answer.status_code == 400
    assert kept(els) == {}


def test_a_closed_door_takes_nothing_and_says_so(els, field):
    Round.objects.update(closes_on=field.round.opens_on + timedelta(days=1))
    answer = send(els, said("ladder", "3"))
    assert (answer.status_code, answer.headers["X-Respond-Door"]) == (410, "closed")
    assert kept(els) == {}


def test_what_is_sent_tells_that_it_came_without_network(els):
    send(els, said("ladder", "3"))
    actions.submit(at=timezone.now(), token=els)
    assert Submission.objects.get().source == "offline"
    answer = send(els, said("ladder", "4"))
    assert (answer.status_code, answer.headers["X-Respond-Door"]) == (200, "done")
    assert Submission.objects.get().answers == {"ladder": 3.0}
