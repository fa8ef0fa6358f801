"""Discrimination discussable: the person chooses who may know, and numbers never show fewer than ten people."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from werkzaam.problem import Problem
from werkzaam.sides import GUIDANCE
from werkzaam.web.journey import actions as journey
from werkzaam.web.journey import models
from werkzaam.web.journey.actions import voice as actions
from werkzaam.web.journey.actions import voice_advice as advice
from werkzaam.web.journey.queries import voice as queries
from werkzaam.web.journey.rules.voice import changes, signal
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.ledger.models import Event
from werkzaam.web.people import actions as people

WORDS = "لم يسألوني إلا عن حجابي <b>x</b>"


@pytest.fixture
def amina(start):
    return start()


@pytest.fixture
def tell(cast, at, amina):
    def say(by="amina", **more):
        values = {"id": uuid4(), "words": WORDS, "language": "ar", "setting": "work", "wanted": "talk"} | more
        return actions.tell_experience(by=cast.access(by), at=at, trajectory=amina, **values)

    return say


@pytest.fixture
def service(cast, at):
    return advice.save_advice_service(
        by=cast.access("hana"), at=at, organisation=cast.esdoorn, name="Meldpunt"
    )


def code(call, **values):
    with pytest.raises(Problem) as caught:
        call(**values)
    return caught.value.code


def hear(cast, name, trajectory):
    return [one.words for one in queries.heard(cast.access(name), trajectory)]


def test_changes_of_readers():
    assert changes(["coach"], ["team-lead", "coach"]) == (["team-lead"], [])
    assert changes(["coach", "service"], []) == ([], ["coach", "service"])


def test_a_signal_below_ten_shows_nothing_and_hides_what_would_give_it_away():
    assert signal(9, {"work": 9, "street": 0}, threshold=10) == (None, {"work": None, "street": None})
    assert signal(14, {"work": 11, "street": 3}, threshold=10) == (14, {"work": None, "street": None})
    assert signal(24, {"work": 11, "street": 13}, threshold=10)[1] == {"work": 11, "street": 13}


def test_nobody_knows_unless_chosen(cast, tell, amina):
    tell()
    assert [hear(cast, name, amina) for name in ("bram", "mila", "chaima", "hana")] == [[], [], [], []]


def test_the_coach_hears_what_was_opened_to_the_coach_and_the_lead_does_not(cast, at, tell, amina):
    told = tell(readers=["coach"])
    assert hear(cast, "bram", amina) == [WORDS] and hear(cast, "mila", amina) == []
    who = {"by": cast.access("amina"), "at": at, "experience": told, "may_count": False}
    actions.choose_readers(**who, readers=["team-lead"])
    assert hear(cast, "bram", amina) == [] and hear(cast, "mila", amina) == [WORDS]
    rows = told.readers.values_list("reader", "until_at")
    assert set(rows) == {("coach", at), ("team-lead", None)}  # what was chosen before is kept


def test_another_coach_hears_only_after_becoming_the_coach(cast, at, tell, amina):
    tell(readers=["coach"])
    jan = people.open_account(by="system", at=at, email="jan@example.org", name="Jan Verzonnen")
    journey.assign_coach(by=cast.access("bram"), at=at, trajectory=amina, coach=jan)
    amina.refresh_from_db()
    assert hear(cast, "bram", amina) == []


def test_only_the_person_tells_chooses_and_takes_back(cast, at, tell):
    assert code(tell, by="bram") == "refused"
    told = tell(readers=["coach", "team-lead"])
    who = {"at": at, "experience": told}
    assert code(actions.withdraw_experience, by=cast.access("bram"), **who) == "refused"
    choice = {"readers": [], "may_count": True}
    assert code(actions.choose_readers, by=cast.access("bram"), **who, **choice) == "refused"


def test_telling_twice_is_telling_once_and_a_day_to_come_is_refused(cast, at, tell, amina):
    id = uuid4()
    assert tell(id=id) == tell(id=id)
    assert code(tell, id=id, words="anders") == "already-saved"
    assert code(tell, happened_on=at.date() + timedelta(1)) == "future"
    assert models.Experience.objects.count() == 1
    (event,) = Event.objects.using("default").filter(act="journey.tell_experience")
    assert WORDS not in str(event.details) and not event.details


def test_what_is_taken_back_is_gone_for_everyone(cast, at, tell, amina):
    told = tell(readers=["coach"])
    for _twice in range(2):
        actions.withdraw_experience(by=cast.access("amina"), at=at, experience=told)
    assert hear(cast, "bram", amina) == []
    choice = {"by": cast.access("amina"), "at": at, "experience": told, "may_count": True}
    assert code(actions.choose_readers, **choice, readers=["coach"]) == "withdrawn"


def test_contact_with_a_service_comes_after_a_yes_and_is_done_by_who_knows(cast, at, tell, service, amina):
    told, who = tell(), {"by": cast.access("amina"), "at": at}
    assert code(advice.ask_advice, **who, experience=told, service=service) == "nobody-knows"
    actions.choose_readers(**who, experience=told, readers=["coach"], may_count=True)
    asked = advice.ask_advice(**who, experience=told, service=service)
    assert advice.ask_advice(**who, experience=told, service=service) == asked
    (due,) = queries.due(cast.access("bram"), on=at.date())
    assert due.url == reverse("journey:experiences", args=[amina.pk])
    done = {"at": at, "referral": asked, "done_on": at.date()}
    assert code(advice.finish_advice, by=cast.access("mila"), **done) == "refused"
    assert (
        code(advice.finish_advice, by=cast.access("bram"), **done | {"done_on": date(2026, 1, 1)})
        == "outside"
    )
    advice.finish_advice(by=cast.access("bram"), **done)
    assert queries.due(cast.access("bram"), on=at.date()) == []


def test_a_service_stands_once_and_elsewhere_is_refused(cast, at, service):
    who = {"at": at, "organisation": cast.esdoorn, "name": "MELDPUNT"}
    assert code(advice.save_advice_service, by=cast.access("hana"), **who) == "service-known"
    assert code(advice.save_advice_service, by=cast.access("bram"), **who) == "refused"


def test_signals_count_people_and_not_stories(cast, at, many):
    everyone = many(10)

    def say(trajectory, **more):
        values = {"words": "x", "setting": "work", "wanted": "talk", "created_at": at} | more
        return models.Experience.objects.create(trajectory=trajectory, **values)

    for trajectory in everyone[:9]:
        say(trajectory)
        say(trajectory)
    say(everyone[9], may_count=False)
    (found,) = queries.signals(cast.access("femke"))
    assert found.total is None and found.settings == []
    last = say(everyone[9], ground="origin")
    (found,) = queries.signals(cast.access("hana"))
    assert found.total == 10 and [n for _label, n in found.settings] == [10] and found.grounds == []
    models.Experience.objects.filter(pk=last.pk).update(withdrawn_at=at)
    assert queries.signals(cast.access("hana"))[0].total is None
    assert queries.signals(cast.access("bram")) == []


@pytest.fixture
def now(monkeypatch, at):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)


def test_the_participant_tells_by_the_pages(now, cast, sign_in, amina, service):
    browser, url = sign_in("amina"), reverse("journey:voice_tell")
    form = {"id": str(uuid4()), "words": WORDS, "language": "ar", "setting": "work", "wanted": "talk"}
    refused = browser.post(url, form | {"setting": "nowhere"})
    assert refused.status_code == 422 and "حجابي &lt;b&gt;" in refused.content.decode()
    told = browser.post(url, form | {"readers": ["coach"]})
    assert told.url == reverse("journey:voice_one", args=[form["id"]])
    assert browser.post(told.url, {"readers": []}).status_code == 302
    assert queries.readers(models.Experience.objects.get()) == []
    assert told.url in browser.get(reverse("journey:voice")).content.decode()


def test_the_coach_reads_only_what_is_open_and_that_is_a_look(now, cast, sign_in, tell, amina):
    url = reverse("journey:experiences", args=[amina.pk])
    tell()
    assert "حجابي" not in sign_in("bram").get(url).content.decode()
    assert not ledger.looks_at(cast.amina.pk, side=GUIDANCE).filter(act="journey.hear_experience").exists()
    tell(readers=["coach"])
    assert "حجابي" in sign_in("bram").get(url).content.decode()
    assert ledger.looks_at(cast.amina.pk, side=GUIDANCE).filter(act="journey.hear_experience").count() == 1
    assert "حجابي" not in sign_in("mila").get(url).content.decode()
    assert sign_in("chaima").get(url).status_code == 403


def test_pages_of_voice_stay_small(cast, sign_in, tell, amina, service, django_assert_max_num_queries):
    for _time in range(8):
        tell(readers=["coach"])
    for name, page in (
        ("bram", reverse("journey:experiences", args=[amina.pk])),
        ("hana", reverse("journey:signals")),
    ):
        browser = sign_in(name)
        with django_assert_max_num_queries(15):
            assert browser.get(page).status_code == 200
