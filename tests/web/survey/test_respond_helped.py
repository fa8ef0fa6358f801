"""Somebody helps: what is for the respondent alone stays out of sight."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from werkzaam.web.survey import actions, queries
from werkzaam.web.survey.models import Submission

PRIVATE = ("treated-worse", "health")
ASKED = "Hoe is uw gezondheid?"


@pytest.fixture
def els(field, tokens):
    token = tokens[field.els]
    said = {"go": "next", "helper": "interpreter", "helper_language": "ti"}
    Client().post(reverse("respond:start", args=[token]), said)
    return token


def page(name, *args):
    return Client().get(reverse(f"respond:{name}", args=args)).content.decode()


def test_who_helps_is_kept(els):
    asked = queries.invitation(els)
    assert (asked.mode, asked.helper, asked.helper_language) == ("helped", "interpreter", "ti")


def test_the_helper_sees_no_sensitive_question(els):
    pages = [page("question", els, number) for number in range(1, 15)]
    assert "Vraag 14 van 14" in pages[-1]
    assert not any(ASKED in one for one in pages)
    assert Client().get(reverse("respond:question", args=[els, 15])).status_code == 302


def test_they_come_at_the_end_behind_a_hand_over(els):
    last = {"go": "next", "of": "helped", "answer": "De les"}
    led = Client().post(reverse("respond:question", args=[els, 14]), last).headers["Location"]
    assert led == reverse("respond:alone", args=[els])
    assert "2 vragen" in page("alone", els)
    first = Client().post(led, {"go": "alone"}).headers["Location"]
    assert first == reverse("respond:question_alone", args=[els, 1])
    assert ASKED in page("question_alone", els, 2)
    done = {"go": "next", "of": "health", "answer": "3"}
    led = Client().post(reverse("respond:question_alone", args=[els, 2]), done).headers["Location"]
    assert led == reverse("respond:check", args=[els])
    assert ASKED not in page("check", els)
    assert Client().post(reverse("respond:alone", args=[els]), {"go": "skip"}).headers["Location"] == led


def test_what_is_sent_says_who_helped_and_holds_all_answers(els):
    for item, raw in (("health", "3"), ("ladder", "2")):
        actions.save_answer(at=timezone.now(), token=els, item=item, raw=raw)
    Client().post(reverse("respond:check", args=[els]), {"go": "send"})
    sent = Submission.objects.get()
    assert (sent.mode, sent.helper_language) == ("helped", "ti")
    assert sent.answers == {"health": 3.0, "ladder": 2.0}


def test_alone_again_asks_everything_in_its_place(els):
    Client().post(reverse("respond:start", args=[els]), {"go": "next", "helper": ""})
    asked = queries.invitation(els)
    assert (asked.mode, asked.helper, asked.helper_language) == ("self", "", "")
    assert "van 16" in page("question", els, 1)
    assert Client().get(reverse("respond:alone", args=[els])).headers["Location"].endswith("/check/")


@pytest.mark.parametrize("said", ["child", "<b>", "\x00", "x" * 500])
def test_no_other_helper_than_the_list_has(els, said):
    Client().post(reverse("respond:start", args=[els]), {"go": "next", "helper": said})
    assert queries.invitation(els).mode == "self"
