"""Warm hand-over: the participant approves the page, the new coach answers, and only then the coach changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions import JourneyProblem, assign_coach
from werkzaam.web.journey.actions import hand_over as actions
from werkzaam.web.journey.models import CoachChange, HandOver, Trajectory
from werkzaam.web.journey.queries import hand_over as queries
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people.access import Refused

PAGE = "Ik wil graag naaien."


def acts(person_id):
    return [event.act for event in ledger.acts_on(person_id, side=GUIDANCE)]


def refused(code, call):
    with pytest.raises(JourneyProblem) as problem:
        call()
    assert problem.value.code == code


@pytest.fixture
def ask(cast, at):
    def make(trajectory, by="bram", to="chaima", team=None, **more):
        receiver = f"{cast.accounts[to].pk}:{(team or cast.south).pk}"
        values = {"at": at, "receiver": receiver, "page": PAGE, "working_days": 5} | more
        return actions.ask_hand_over(by=cast.access(by), trajectory=trajectory, **values)

    return make


@pytest.fixture
def act(cast, at):
    """The next act of a hand-over: `act("approve", one, "amina", approved=True)`."""
    verbs = {
        "approve": actions.approve_page,
        "answer": actions.answer_hand_over,
        "withdraw": actions.withdraw_hand_over,
    }

    def do(verb, one, by, **values):
        return verbs[verb](by=cast.access(by), at=at, hand_over=one, **values)

    return do


def test_the_whole_way(cast, at, start, ask, act):
    trajectory = start()
    one = ask(trajectory)
    assert (one.status, one.due_at) == ("with-participant", at + timedelta(days=7))
    assert act("approve", one, "amina", approved=True).status == "waiting"
    done = act("answer", one, "chaima", accepted=True)
    trajectory.refresh_from_db()
    cast.amina.refresh_from_db()
    assert (done.status, trajectory.coach, trajectory.team) == (
        "accepted",
        cast.accounts["chaima"],
        cast.south,
    )
    assert cast.amina.team == cast.south
    assert list(CoachChange.objects.order_by("pk").values_list("coach", "team", "on", "by"))[-1] == (
        cast.accounts["chaima"].pk, cast.south.pk, date(2026, 3, 2), str(cast.accounts["chaima"].pk),
    )  # fmt: skip
    assert acts(cast.amina.pk)[:4] == [
        "journey.answer_hand_over", "people.join_team", "journey.approve_page", "journey.ask_hand_over",
    ]  # fmt: skip


def test_nothing_goes_to_the_new_coach_before_a_yes(cast, start, ask, act, sign_in):
    one = ask(start())
    url = reverse("journey:hand_over", args=[one.pk])
    assert sign_in("chaima").get(url).status_code == 403
    assert not queries.due(cast.access("chaima"), on=date(2026, 3, 2))
    refused("changed-meanwhile", lambda: act("answer", one, "chaima", accepted=True))
    act("approve", one, "amina", approved=True)
    assert PAGE in sign_in("chaima").get(url).content.decode()
    (due,) = queries.due(cast.access("chaima"), on=date(2026, 3, 2))
    assert due.url == url


def test_a_no_of_the_participant_ends_it(cast, start, ask, act):
    one = act("approve", ask(start()), "amina", approved=False, reason="Dit klopt niet")
    assert (one.status, one.reason, one.approved_at) == ("withdrawn", "Dit klopt niet", None)
    refused("changed-meanwhile", lambda: act("answer", one, "chaima", accepted=True))
    assert Trajectory.objects.get().coach == cast.accounts["bram"]


def test_a_refusal_has_a_reason_and_closes_the_page(cast, start, ask, act, sign_in):
    one = ask(start())
    act("approve", one, "amina", approved=True)
    refused("reason-missing", lambda: act("answer", one, "chaima", accepted=False))
    assert act("answer", one, "chaima", accepted=False, reason="Te vol").status == "refused"
    assert Trajectory.objects.get().team == cast.north
    assert sign_in("chaima").get(reverse("journey:hand_over", args=[one.pk])).status_code == 403


def test_who_can_sign_in_approves_in_person_and_nobody_else(cast, start, many, ask, act):
    one = ask(start())
    refused("answers-in-person", lambda: act("approve", one, "bram", approved=True))
    (other,) = many(1)
    told = ask(other)
    with pytest.raises(Refused):
        act("approve", told, "amina", approved=True)
    assert act("approve", told, "bram", approved=True).status == "waiting"


@pytest.mark.parametrize("name", ["chaima", "otto", "femke", "hana", "lotte", "amina"])
def test_others_begin_approve_and_withdraw_nothing(name, many, ask, act):
    (trajectory,) = many(1)
    with pytest.raises(Refused):
        ask(trajectory, by=name)
    one = ask(trajectory)
    for verb, values in (("approve", {"approved": True}), ("withdraw", {})):
        with pytest.raises(Refused):
            act(verb, one, name, **values)


@pytest.mark.parametrize("name", ["bram", "mila", "otto", "amina"])
def test_only_the_new_coach_answers(name, start, ask, act):
    one = ask(start())
    act("approve", one, "amina", approved=True)
    with pytest.raises(Refused):
        act("answer", one, name, accepted=True)


def test_it_goes_only_to_a_coach_within_reach(cast, start, ask):
    trajectory = start()
    for wrong in ({"to": "otto"}, {"to": "hana"}, {"to": "bram", "team": cast.north}, {"team": cast.north}):
        with pytest.raises(Refused):
            ask(trajectory, **wrong)


def test_one_page_and_one_hand_over_at_a_time(cast, start, ask, act):
    trajectory = start()
    for page in ("", "  ", "x" * 3001):
        refused("not-one-page", lambda page=page: ask(trajectory, page=page))
    assert ask(trajectory) == ask(trajectory) and acts(cast.amina.pk).count("journey.ask_hand_over") == 1
    refused("already-open", lambda: ask(trajectory, page="Iets anders"))
    act("withdraw", HandOver.objects.get(), "bram")
    assert ask(trajectory, page="Iets anders").status == "with-participant"


def test_another_coach_meanwhile_is_not_overruled(cast, at, start, ask, act):
    trajectory = start()
    one = ask(trajectory)
    act("approve", one, "amina", approved=True)
    assign_coach(by=cast.access("mila"), at=at, trajectory=trajectory, coach=cast.accounts["mila"])
    refused("changed-meanwhile", lambda: act("answer", one, "chaima", accepted=True))
    one.refresh_from_db()
    assert one.status == "waiting" and Trajectory.objects.get().coach == cast.accounts["mila"]


# Pages


def test_the_way_over_the_pages(cast, sign_in, start):
    trajectory = start(dream="Een naaiatelier", needs=[("language", "Brieven lezen")])
    url = reverse("journey:hand_over_ask", args=[trajectory.pk])
    bram, amina = sign_in("bram"), sign_in("amina")
    page = bram.get(url).content.decode()
    assert "Een naaiatelier" in page and "Brieven lezen" in page and "Chaima" in page and "Otto" not in page
    receiver = f"{cast.accounts['chaima'].pk}:{cast.south.pk}"
    assert bram.post(url, {"receiver": receiver, "page": "", "working_days": "5"}).status_code == 422
    bram.post(url, {"receiver": receiver, "page": "Ik <b>naai</b>", "working_days": "5"})
    one = HandOver.objects.get()
    mine = reverse("journey:own_hand_over", args=[one.pk])
    assert mine in amina.get(reverse("journey:own_hand_overs")).content.decode()
    assert "Ik &lt;b&gt;naai" in amina.get(mine).content.decode()
    assert amina.post(mine, {"approved": "yes"}).status_code == 302
    theirs = reverse("journey:hand_over", args=[one.pk])
    assert sign_in("chaima").post(theirs, {"accepted": "no"}).status_code == 422
    assert sign_in("chaima").post(theirs, {"accepted": "yes"}).status_code == 302
    assert bram.get(reverse("journey:trajectory", args=[trajectory.pk])).status_code == 403
    assert sign_in("chaima").get(reverse("journey:lines", args=[trajectory.pk])).status_code == 200
    looked = ledger.looks_at(cast.amina.pk, side=GUIDANCE).filter(act="journey.see_hand_over")
    assert looked.filter(actor=str(cast.accounts["bram"].pk)).count() == 2


def test_a_page_about_someone_else_is_closed(sign_in, many, ask):
    one = ask(many(1)[0])
    for pk in (one.pk, one.pk + 99):
        assert sign_in("amina").get(reverse("journey:own_hand_over", args=[pk])).status_code == 403
        assert sign_in("otto").get(reverse("journey:hand_over", args=[pk])).status_code == 403


def test_a_coach_takes_it_back(sign_in, start, ask):
    one = ask(start())
    sign_in("bram").post(reverse("journey:hand_over_withdraw", args=[one.pk]))
    assert HandOver.objects.get().status == "withdrawn"


def test_due_and_line_of_time(cast, start, ask):
    trajectory = start()
    one, bram = ask(trajectory), cast.access("bram")
    assert not queries.due(bram, on=date(2026, 3, 8)) and len(queries.due(bram, on=date(2026, 3, 9))) == 1
    assert [(e.kind, e.what, e.who) for e in queries.entries(trajectory)] == [("hand_over", one, "Bram")]


def test_query_counts_do_not_grow(sign_in, start, ask, django_assert_max_num_queries):
    trajectory = start(needs=[("work", "Werk"), ("money", "Rust")])
    one = ask(trajectory)
    pages = [
        ("bram", reverse("journey:hand_over_ask", args=[trajectory.pk])),
        ("bram", reverse("journey:hand_over", args=[one.pk])),
        ("amina", reverse("journey:own_hand_overs")),
        ("amina", reverse("journey:own_hand_over", args=[one.pk])),
    ]
    for name, url in pages:
        browser = sign_in(name)
        with django_assert_max_num_queries(15):
            assert browser.get(url).status_code == 200
