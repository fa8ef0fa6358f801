"""The board of a team: who is loaded, who is silent, who has lost a coach; and giving people to another."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey import actions
from werkzaam.web.journey.actions.caseload import reassign
from werkzaam.web.journey.models import CoachChange, Trajectory
from werkzaam.web.journey.queries.caseload_board import Wanted, board
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people.access import Refused
from werkzaam.web.people.models import Role

ON = date(2026, 3, 2)


def line(found, name):
    return next(one for one in found.coaches if one.coach == name)


def test_load_stands_against_the_norm_with_planned_and_held(cast, many, log):
    people = many(16)
    log(people[0], date(2026, 2, 20))
    log(people[0], date(2026, 2, 20), outcome="no-show")
    log(people[0], date(2026, 1, 20))  # before the last four weeks
    found = board(cast.access("mila"), on=ON, wanted=Wanted())
    bram = line(found, "Bram")
    assert (bram.open, bram.is_over, bram.delivered) == (16, True, 1)
    # one a week: three whole weeks (9 February to 1 March) and the Monday of this one
    assert bram.planned == pytest.approx(16 * (3 + 1 / 7))
    assert line(found, "Mila").open == 0 and found.total == 16


def test_a_half_filled_norm_is_not_over(cast, many):
    many(7)
    found = line(board(cast.access("mila"), on=ON, wanted=Wanted()), "Bram")
    assert (found.percent, found.is_over) == (47, False)


def test_the_longest_silent_stand_first_and_phases_narrow(cast, at, many, log):
    one, two = many(2)
    log(one, date(2026, 2, 20))
    actions.enter_phase(by=cast.access("bram"), at=at, trajectory=one, phase="matching", on=ON)
    found = board(cast.access("mila"), on=ON, wanted=Wanted())
    assert [card.trajectory.pk for card in found.cards] == [two.pk, one.pk]
    assert [card.days_silent for card in found.cards] == [56, 10]
    assert found.phases == {"intake": 1, "matching": 1}
    narrow = board(cast.access("mila"), on=ON, wanted=Wanted(phase="matching"))
    assert [card.trajectory.pk for card in narrow.cards] == [one.pk] and narrow.total == 1
    assert board(cast.access("mila"), on=ON, wanted=Wanted(coach=cast.accounts["mila"].pk)).cards == []


def test_a_coach_who_left_leaves_people_without_one(cast, many):
    many(3)
    Role.objects.filter(account=cast.accounts["bram"]).update(until_on=date(2026, 3, 1))
    found = board(cast.access("mila"), on=ON, wanted=Wanted(loose=True))
    assert (found.unassigned, found.total, len(found.cards)) == (3, 3, 3)
    assert all(card.is_unassigned for card in found.cards) and not line(found, "Bram").in_team


def test_many_get_another_coach_at_once_and_history_stays(cast, at, many):
    people = many(3)
    moved = reassign(by=cast.access("mila"), at=at, trajectories=people, coach=cast.accounts["mila"])
    assert len(moved) == 3
    assert set(Trajectory.objects.values_list("coach__name", flat=True)) == {"Mila"}
    history = CoachChange.objects.filter(trajectory=people[0]).values_list("coach__name", flat=True)
    assert list(history) == ["Bram", "Mila"]
    told = ledger.acts_on(people[0].person_id, side=GUIDANCE)
    assert [event.act for event in told].count("journey.assign_coach") == 1
    assert reassign(by=cast.access("mila"), at=at, trajectories=people, coach=cast.accounts["mila"]) == []


@pytest.mark.parametrize("name", ["chaima", "otto", "femke"])
def test_a_coach_of_another_team_gets_nobody(name, cast, at, many):
    people = many(2)
    with pytest.raises(actions.JourneyProblem) as problem:
        reassign(by=cast.access("mila"), at=at, trajectories=people, coach=cast.accounts[name])
    assert problem.value.code == "not-in-team"
    assert set(Trajectory.objects.values_list("coach__name", flat=True)) == {"Bram"}


@pytest.mark.parametrize("name", ["bram", "chaima", "hana", "amina"])
def test_only_the_lead_reassigns(name, cast, at, many):
    with pytest.raises(Refused):
        reassign(by=cast.access(name), at=at, trajectories=many(1), coach=cast.accounts["bram"])


def test_the_page_ticks_and_gives(cast, sign_in, many, django_assert_max_num_queries):
    people, browser = many(51), sign_in("mila")
    with django_assert_max_num_queries(15):
        page = browser.get(reverse("journey:caseload")).content.decode()
    assert page.count('name="trajectories"') == 50 and "page=2" in page
    url, mila = reverse("journey:caseload_reassign"), str(cast.accounts["mila"].pk)
    assert browser.post(url, {"coach": mila}).status_code == 422
    stranger = {"coach": str(cast.accounts["chaima"].pk), "trajectories": [people[0].pk]}
    answer = browser.post(url, stranger)
    assert answer.status_code == 422 and " checked" in answer.content.decode()
    ticked = [one.pk for one in people[:2]]
    assert browser.post(url, {"coach": mila, "trajectories": ticked}).status_code == 302
    assert Trajectory.objects.filter(coach=cast.accounts["mila"]).count() == 2
    assert ledger.looks_at(people[0].person_id, side=GUIDANCE).filter(act="journey.see_caseload").exists()


def test_someone_who_ended_meanwhile_stops_the_whole_move(cast, at, sign_in, many):
    one, two = many(2)
    actions.end_trajectory(by=cast.access("bram"), at=at, trajectory=one, ended_on=ON, exit_reason="work")
    values = {"coach": str(cast.accounts["mila"].pk), "trajectories": [one.pk, two.pk]}
    assert sign_in("mila").post(reverse("journey:caseload_reassign"), values).status_code == 422
    two.refresh_from_db()
    assert two.coach == cast.accounts["bram"]


def test_only_real_contact_counts_in_the_days(cast, start):
    trajectory, today = start(), timezone.localdate()
    actions.log_contact(
        by=cast.access("bram"), at=timezone.now(), id=uuid4(), trajectory=trajectory, on=today - timedelta(1),
        channel="message", outcome="held", minutes=2,
    )  # fmt: skip
    (card,) = board(cast.access("mila"), on=today, wanted=Wanted()).cards
    assert card.days_silent == (today - date(2026, 1, 5)).days
