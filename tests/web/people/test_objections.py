"""Who was looked at may ask why, and gets an answer by a day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from werkzaam.sides import GUIDANCE
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.ledger import queries
from werkzaam.web.people import actions
from werkzaam.web.people.access import Refused
from werkzaam.web.people.models import Objection

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def event(cast, at):
    """Chaima looked at Amina; the number of that look."""
    chaima = cast.access("chaima").account
    ledger.looked(by=chaima, at=at, side=GUIDANCE, act="journey.see_trajectory", subjects=[cast.amina.pk])
    return queries.looks_at(cast.amina.pk, side=GUIDANCE)[0].pk


@pytest.fixture
def ask(cast, at, event):
    def make(who="amina", number=event):
        return actions.object_to_look(by=cast.access(who), at=at, event=number, words="Waarom?")

    return make


def test_asking_twice_is_one_question_with_a_day(cast, ask):
    assert ask() == ask()
    assert Objection.objects.get().due_on == date(2026, 3, 16)
    assert queries.acts_on(cast.amina.pk, side=GUIDANCE).filter(act="people.object_to_look").count() == 1


def test_only_the_person_asks_and_only_about_a_look_at_oneself(cast, at, ask):
    ledger.looked(by="x", at=at, side=GUIDANCE, act="people.list_persons", subjects=[cast.els.pk])
    elsewhere = queries.looks_at(cast.els.pk, side=GUIDANCE)[0].pk
    for who, number in [("bram", None), ("hana", None), ("amina", elsewhere), ("amina", 10**9)]:
        with pytest.raises(Refused):
            ask(who, number) if number else ask(who)
    assert not Objection.objects.exists()


def test_the_project_leader_answers_once(cast, at, ask):
    asked, hana = ask(), {"by": cast.access("hana"), "at": at}
    for who in ("bram", "mila", "ilse", "amina", "otto"):
        with pytest.raises(Refused):
            actions.answer_objection(by=cast.access(who), at=at, objection=asked, answer="Zomaar")
    actions.answer_objection(**hana, objection=asked, answer="Een vergissing")
    with pytest.raises(actions.PeopleProblem) as problem:
        actions.answer_objection(**hana, objection=asked, answer="Toch niet")
    assert problem.value.code == "already-answered" and Objection.objects.get().answer == "Een vergissing"


def test_the_way_of_a_question_through_the_pages(cast, sign_in, event):
    amina, hana = sign_in("amina"), sign_in("hana")
    url = reverse("people:object_to_look", args=[event])
    assert url in amina.get(reverse("people:who_looked")).content.decode()
    amina.post(url, {"words": "<b>Waarom</b>"})
    asked = Objection.objects.get()
    assert asked.due_on - asked.made_at.date() >= timedelta(days=13)
    answer = reverse("people:answer_objection", args=[asked.pk])
    assert answer in hana.get(reverse("people:objections")).content.decode()
    page = hana.get(answer).content.decode()
    assert "Chaima" in page and "&lt;b&gt;Waarom" in page
    assert hana.post(answer, {"answer": ""}).status_code == 422
    hana.post(answer, {"answer": "Zij viel in voor Bram"})
    assert "Zij viel in voor Bram" in amina.get(reverse("people:who_looked")).content.decode()
    assert queries.looks_at(cast.amina.pk, side=GUIDANCE).filter(act="people.answer_objection").exists()
