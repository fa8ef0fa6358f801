"""Commitments and whether they are kept; questions with a clock that share only what they need."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions import JourneyProblem
from werkzaam.web.journey.actions import lines as commitments
from werkzaam.web.journey.actions import lines_question as actions
from werkzaam.web.journey.models import Commitment, ShortLine
from werkzaam.web.journey.queries import lines as queries
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people.access import Refused

EN = {"accept-language": "en"}
DAY = date(2026, 3, 2)


def acts(person_id):
    return [event.act for event in ledger.acts_on(person_id, side=GUIDANCE)]


def refused(code, call):
    with pytest.raises(JourneyProblem) as problem:
        call()
    assert problem.value.code == code


@pytest.fixture
def agree(cast, at, programme):
    def make(by="hana", **more):
        values = {
            "programme": programme,
            "organisation": cast.esdoorn,
            "what": "Een vaste klantmanager",
            "who": "Teamleider inkomen",
            "agreed_on": DAY,
            "due_on": DAY,
        }
        return commitments.agree_commitment(by=cast.access(by), at=at, **values | more)

    return make


@pytest.fixture
def ask(cast, at):
    def make(trajectory, by="bram", **more):
        values = {
            "id": uuid4(),
            "at": at,
            "whom": str(cast.esdoorn.pk),
            "topic": "debt",
            "question": "Kan de aflossing lager?",
            "working_days": 3,
        }
        return actions.ask_short_line(by=cast.access(by), trajectory=trajectory, **values | more)

    return make


def test_a_commitment_is_written_down_once_and_settled_once(cast, at, agree):
    one = agree()
    assert agree() == one and Commitment.objects.count() == 1
    settle = {"by": cast.access("femke"), "at": at, "commitment": one, "settled_on": DAY}
    refused("explanation-missing", lambda: commitments.settle_commitment(**settle, status="not-kept"))
    assert commitments.settle_commitment(**settle, status="kept").settled_on == DAY
    refused("already-settled", lambda: commitments.settle_commitment(**settle, status="kept"))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"due_on": date(2026, 3, 1)}, "due-before-agreed"),
        ({"agreed_on": date(2026, 3, 3), "due_on": date(2026, 3, 4)}, "future"),
    ],
)
def test_an_impossible_commitment_is_refused(wrong, code, agree):
    refused(code, lambda: agree(**wrong))
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 3, 3)])
def test_it_is_settled_on_a_possible_day(day, cast, at, agree):
    who = {"by": cast.access("femke"), "at": at, "commitment": agree()}
    refused("outside", lambda: commitments.settle_commitment(**who, status="kept", settled_on=day))


@pytest.mark.parametrize("name", ["bram", "mila", "hana", "otto", "lotte", "amina"])
def test_others_settle_nothing(name, cast, at, agree):
    one = agree()
    who = {"by": cast.access(name), "at": at, "commitment": one}
    with pytest.raises(Refused):
        commitments.settle_commitment(**who, status="kept", settled_on=DAY)
    if name != "hana":
        with pytest.raises(Refused):
            agree(by=name, what="Iets anders")


def test_a_question_shares_nothing_by_itself(cast, at, start, ask):
    line = ask(start())
    assert line.shares == {} and line.due_at == at + timedelta(days=3)
    assert acts(cast.amina.pk)[0] == "journey.ask_short_line"


def test_what_is_shared_is_frozen_in_words(cast, start, ask):
    trajectory = start(needs=[("money", "Minder schulden")])
    need = trajectory.needs.get()
    line = ask(trajectory, shares=["name", "need", "phase"], need=need)
    need.wish = "Iets anders"
    need.save()
    line.refresh_from_db()
    assert line.shares["need"] == "Minder schulden" and line.shares["name"] == "Amina Voorbeeldsma"
    assert set(line.shares) == {"name", "need", "phase"}


def test_a_need_of_another_topic_stays_home(start, ask):
    trajectory = start(needs=[("health", "Beter slapen")])
    refused("not-needed", lambda: ask(trajectory, shares=["need"], need=trajectory.needs.get()))
    refused("not-needed", lambda: ask(trajectory, shares=["need"]))
    assert not ShortLine.objects.exists()


@pytest.mark.parametrize(
    ("words", "shares", "code"),
    [
        ("Kan Amina een regeling krijgen?", [], "names-person"),
        ("Mail amina.voorbeeld@example.org over de regeling", ["name"], "names-person"),
    ],
)
def test_a_name_does_not_slip_along_in_the_question(words, shares, code, start, ask):
    refused(code, lambda: ask(start(), question=words, shares=shares))


def test_a_name_may_go_where_it_is_chosen(start, ask):
    assert ask(start(), question="Kan Amina een regeling krijgen?", shares=["name"]).shares["name"]


def test_the_same_question_twice_is_one(cast, start, ask):
    trajectory, mine = start(), uuid4()
    assert ask(trajectory, id=mine) == ask(trajectory, id=mine)
    assert acts(cast.amina.pk).count("journey.ask_short_line") == 1
    refused("already-saved", lambda: ask(trajectory, id=mine, question="Iets anders?"))


def test_only_who_answers_can_be_asked(cast, start, ask):
    trajectory, bram = start(), cast.accounts["bram"].pk
    for whom in (f"{cast.iepen.pk}", f"{cast.esdoorn.pk}:{bram}", f"{cast.instituut.pk}"):
        refused("nobody-answers", lambda whom=whom: ask(trajectory, whom=whom))


@pytest.mark.parametrize("name", ["chaima", "otto", "femke", "hana", "lotte", "amina"])
def test_others_ask_nothing_about_this_person(name, start, ask):
    trajectory = start()
    with pytest.raises(Refused):
        ask(trajectory, by=name)
    assert not ShortLine.objects.exists()


def test_an_answer_stops_the_clock_once(cast, at, start, ask):
    line, later = ask(start()), at + timedelta(hours=30)
    lotte = {"by": cast.access("lotte"), "at": later, "line": line}
    done = actions.answer_short_line(**lotte, answer="Ja, bel het loket")
    assert (done.answered_at, done.answered_by) == (later, cast.accounts["lotte"])
    assert actions.answer_short_line(**lotte, answer="Ja, bel het loket").answered_at == later
    femke = {"by": cast.access("femke"), "at": later, "line": line}
    refused("already-answered", lambda: actions.answer_short_line(**femke, answer="Nee"))
    assert acts(cast.amina.pk)[0] == "journey.answer_short_line"
    assert queries.pace([cast.esdoorn.pk], at=later) == queries.Pace(days=1.25, asked=1, waiting=0)


def test_a_question_to_one_is_answered_by_that_one(cast, at, start, ask):
    line = ask(start(), whom=f"{cast.esdoorn.pk}:{cast.accounts['lotte'].pk}")
    with pytest.raises(Refused):
        actions.answer_short_line(by=cast.access("femke"), at=at, line=line, answer="-")
    assert not queries.inbox(cast.access("femke")).exists()
    assert queries.inbox(cast.access("lotte")).get() == line


@pytest.mark.parametrize("name", ["bram", "mila", "hana", "otto", "amina", "dirk"])
def test_others_answer_nothing(name, cast, at, start, ask):
    with pytest.raises(Refused):
        actions.answer_short_line(by=cast.access(name), at=at, line=ask(start()), answer="-")


# Pages


def question(cast, **more):
    values = {"id": str(uuid4()), "topic": "debt", "whom": str(cast.esdoorn.pk), "working_days": "3"}
    return values | {"question": "Kan de aflossing lager?"} | more


def test_a_coach_asks_and_a_professional_answers(cast, sign_in, start):
    trajectory = start(needs=[("money", "Minder schulden")])
    url = reverse("journey:short_line_ask", args=[trajectory.pk])
    coach, lotte = sign_in("bram"), sign_in("lotte")
    values = question(cast, shares=["need"], need=trajectory.needs.get().pk)
    for _ in range(2):
        assert coach.post(url, values).status_code == 302
    line = ShortLine.objects.get()
    page = reverse("journey:short_line", args=[line.pk])
    assert page in lotte.get(reverse("journey:short_lines")).content.decode()
    seen = lotte.get(page).content.decode()
    assert "Minder schulden" in seen and "Amina" not in seen and "Voorbeeldsma" not in seen
    assert ledger.looks_at(cast.amina.pk, side=GUIDANCE).filter(act="journey.see_short_line").count() == 1
    assert lotte.post(page, {"answer": ""}).status_code == 422
    lotte.post(page, {"answer": "Ja <b>hoor</b>"})
    told = coach.get(reverse("journey:lines", args=[trajectory.pk])).content.decode()
    assert "Ja &lt;b&gt;hoor" in told
    assert page in lotte.get(reverse("journey:short_lines"), {"which": "answered"}).content.decode()


def test_a_mistake_keeps_the_question_and_its_choices(cast, sign_in, start):
    url = reverse("journey:short_line_ask", args=[start().pk])
    values = question(cast, question="Kan Amina iets lager?", shares=["phase", "language"])
    answer = sign_in("bram").post(url, values)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Kan Amina iets lager?" in page and values["id"] not in page
    assert page.count(" checked") == 4  # topic, clock and both shares
    assert not ShortLine.objects.exists()


def test_words_of_the_second_who_answers_are_kept(cast, at, sign_in, start, ask):
    line = ask(start())
    actions.answer_short_line(by=cast.access("lotte"), at=at, line=line, answer="Ja")
    url = reverse("journey:short_line", args=[line.pk])
    answer = sign_in("femke").post(url, {"answer": "Alleen op dinsdag"})
    assert answer.status_code == 422 and "Alleen op dinsdag" in answer.content.decode()
    assert ShortLine.objects.get().answer == "Ja"


def test_commitments_are_seen_settled_and_counted(cast, sign_in, agree):
    one = agree(what="Elke week <u>overleg</u>")
    url = reverse("journey:commitment_settle", args=[one.pk])
    assert url not in sign_in("bram").get(reverse("journey:commitments")).content.decode()
    femke = sign_in("femke")
    assert url in femke.get(reverse("journey:commitments")).content.decode()
    assert femke.post(url, {"status": "not-kept", "settled_on": "2026-03-02"}).status_code == 422
    values = {"status": "not-kept", "settled_on": "2026-03-02", "explanation": "Niemand vrij"}
    assert femke.post(url, values).status_code == 302
    page = sign_in("hana").get(reverse("journey:commitments"), {"which": "all"}, headers=EN).content.decode()
    assert "0 of 1 commitments" in page and "Niemand vrij" in page and "&lt;u&gt;overleg" in page
    assert (
        "overleg"
        not in sign_in("otto").get(reverse("journey:commitments"), {"which": "all"}).content.decode()
    )


def test_a_project_leader_writes_a_commitment(cast, sign_in, programme):
    values = {
        "programme": programme.pk,
        "organisation": cast.esdoorn.pk,
        "what": "Overleg",
        "who": "Wethouder",
    }
    url, browser = reverse("journey:commitment_add"), sign_in("hana")
    wrong = browser.post(url, values | {"agreed_on": "2026-02-02", "due_on": "2026-01-02"})
    assert wrong.status_code == 422 and "Wethouder" in wrong.content.decode()
    for _ in range(2):
        browser.post(url, values | {"agreed_on": "2026-02-02", "due_on": "2026-03-02"})
    assert Commitment.objects.count() == 1


def test_due_and_line_of_time(cast, start, ask):
    trajectory = start()
    line, bram = ask(trajectory), cast.access("bram")
    assert not queries.due(bram, on=date(2026, 3, 4))
    (due,) = queries.due(bram, on=date(2026, 3, 5))
    assert (due.person_id, due.url) == (cast.amina.pk, reverse("journey:lines", args=[trajectory.pk]))
    assert not queries.due(cast.access("mila"), on=date(2026, 3, 5))
    assert [(e.kind, e.what, e.who) for e in queries.entries(trajectory)] == [("line", line, "Bram")]


def test_query_counts_do_not_grow(cast, sign_in, many, agree, ask, django_assert_max_num_queries):
    trajectory, *_others = many(3)
    for n in range(8):
        agree(what=f"Afspraak {n}")
        ask(trajectory)
    pages = [
        ("hana", reverse("journey:commitments")),
        ("lotte", reverse("journey:short_lines")),
        ("lotte", reverse("journey:short_line", args=[ShortLine.objects.first().pk])),
        ("bram", reverse("journey:lines", args=[trajectory.pk])),
        ("bram", reverse("journey:short_line_ask", args=[trajectory.pk])),
    ]
    for name, url in pages:
        browser = sign_in(name)
        with django_assert_max_num_queries(15):
            assert browser.get(url).status_code == 200
