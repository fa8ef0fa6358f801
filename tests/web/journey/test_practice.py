"""Placements: days that overlap, legal limits, stepping stones; employers; who may see them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from werkzaam.problem import Problem
from werkzaam.sides import GUIDANCE
from werkzaam.web.journey import models
from werkzaam.web.journey.actions import employer as employers
from werkzaam.web.journey.actions import practice as actions
from werkzaam.web.journey.queries import employer as employer_queries
from werkzaam.web.journey.queries import practice as queries
from werkzaam.web.journey.queries import practice_chain
from werkzaam.web.journey.rules.practice import Limit, Nearness, Stay, check_in_days, counter, overlaps
from werkzaam.web.journey.rules.practice_chain import Stone, chains
from werkzaam.web.ledger import queries as ledger

MON = date(2026, 2, 2)
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def naald(cast, at):
    return employers.save_employer(by=cast.access("bram"), at=at, organisation=cast.esdoorn, name="De Naald")


@pytest.fixture
def gert(cast, at, naald):
    return employers.save_contact(
        by=cast.access("bram"), at=at, employer=naald, name="Gert", email="Gert@example.org"
    )


@pytest.fixture
def amina(start):
    return start()


@pytest.fixture
def place(cast, at, naald, amina):
    """Place Amina, by default four weeks on a taster from 2 February."""

    def propose(starts_on=MON, ends_on=MON + timedelta(27), by="bram", **more):
        values = {"id": uuid4(), "kind": "taster", "hours_per_week": 8, "employer": naald} | more
        who = {"by": cast.access(by), "at": at, "trajectory": amina}
        return actions.place(**who, starts_on=starts_on, ends_on=ends_on, **values)

    return propose


def code(call, **values):
    with pytest.raises(Problem) as caught:
        call(**values)
    return caught.value.code


@pytest.mark.parametrize(
    ("other", "is_overlap"),
    [
        (Stay("taster", date(2026, 1, 1), MON), True),  # the last day counts
        (Stay("taster", date(2026, 1, 1), MON - timedelta(1)), False),
        (Stay("taster", date(2026, 1, 1), None), True),
        (Stay("volunteering", date(2026, 1, 1), None), False),
        (Stay("taster", date(2026, 1, 1), None, [3, 4]), False),
        (Stay("taster", date(2026, 1, 1), None, [2, 3]), True),
    ],
)
def test_which_days_overlap(other, is_overlap):
    one = Stay("language-placement", MON, MON + timedelta(27), [1, 2])
    assert overlaps(one, other) is overlaps(other, one) is is_overlap


def test_a_legal_limit_counts_each_day_once_and_nothing_that_was_not_agreed():
    limit = Limit("taster", 30, 5, "")
    stays = [
        Stay("taster", MON, MON + timedelta(9)),
        Stay("taster", MON + timedelta(5), MON + timedelta(14)),  # five days of it stood already
        Stay("paid-work", MON, None),
        Stay("taster", MON + timedelta(20), MON + timedelta(29)),
    ]
    count = counter(limit, stays, on=MON + timedelta(20))
    assert (count.used, count.planned, count.left, count.nearness) == (16, 25, 14, Nearness.FINE)
    assert counter(limit, stays, on=MON + timedelta(60)).nearness is Nearness.NEAR
    longer = [*stays, Stay("taster", MON + timedelta(40), MON + timedelta(60))]
    assert counter(limit, longer, on=MON).nearness is Nearness.REACHED
    endless = [Stay("taster", MON, None)]
    assert counter(limit, endless, on=MON + timedelta(3)).planned == 4


def test_check_ins_fall_in_weeks_1_4_and_12_as_long_as_the_placement_lasts():
    days = [(1, MON + timedelta(7)), (4, MON + timedelta(28))]
    assert check_in_days(MON, MON + timedelta(28)) == days
    assert check_in_days(MON, None)[-1] == (12, MON + timedelta(84))


def test_stones_become_chains_and_a_fork_has_both_ways():
    stones = [Stone("a", None), Stone("b", "a"), Stone("c", "b"), Stone("d", "b"), Stone("e", "gone")]
    assert chains(stones) == [["a", "b", "c"], ["a", "b", "d"], ["e"]]


def test_overlapping_placements_are_refused_and_the_first_stays(place):
    place()
    assert code(place, starts_on=MON + timedelta(27), ends_on=None) == "overlap"
    assert models.Placement.objects.count() == 1
    place(starts_on=MON + timedelta(28), ends_on=None)
    place(kind="volunteering")


def test_an_end_before_the_start_saves_nothing(place):
    assert code(place, ends_on=MON - timedelta(1)) == "end-before-start"
    assert not models.Placement.objects.exists()


def test_a_cancelled_placement_frees_its_days(cast, at, place):
    actions.cancel_placement(by=cast.access("bram"), at=at, placement=place())
    place()


def test_the_same_form_twice_places_once_and_another_content_is_refused(place, amina):
    id = uuid4()
    assert place(id=id).pk == place(id=id).pk
    assert code(place, id=id, hours_per_week=9) == "already-saved"
    assert ledger.acts_on(amina.person_id, side=GUIDANCE).filter(act="journey.place").count() == 1


def test_only_the_team_places_and_only_kinds_that_the_programme_uses(place, programme):
    assert code(place, by="chaima") == code(place, by="otto") == code(place, by="femke") == "refused"
    models.PlacementRule.objects.create(programme=programme, kind="trial-placement", max_days=60)
    assert code(place) == "kind-not-used"


def test_a_placement_begins_on_its_day_and_ends_with_a_reason(cast, at, place, gert):
    one, who = place(supervisor=gert), {"by": cast.access("bram"), "at": at}
    actions.start_placement(**who, placement=one)
    assert [c.week for c in one.check_ins.all()] == [1]  # week 4 lies after the agreed end
    assert code(actions.start_placement, **who, placement=one) == "not-open"
    early = {"ended_on": MON - timedelta(1), "end_reason": "illness"}
    assert code(actions.end_placement, **who, placement=one, **early) == "end-before-start"
    ended = actions.end_placement(**who, placement=one, ended_on=MON + timedelta(3), end_reason="illness")
    assert ended.status == "broken-off" and not one.check_ins.exists()
    again = {"ended_on": MON, "end_reason": "other"}
    assert code(actions.end_placement, **who, placement=one, **again) == "already-ended"


def test_a_placement_of_tomorrow_has_not_begun(cast, at, place):
    one = place(starts_on=at.date() + timedelta(1), ends_on=None)
    assert code(actions.start_placement, by=cast.access("bram"), at=at, placement=one) == "future"


def test_an_encounter_is_logged_once(cast, at, naald, amina):
    values = {
        "by": cast.access("bram"), "at": at, "id": uuid4(), "trajectory": amina, "employer": naald,
        "kind": "speed-date", "on": MON, "outcome": "no-show", "minutes": 60,
    }  # fmt: skip
    assert actions.log_encounter(**values).minutes == 0  # nobody came
    actions.log_encounter(**values)
    assert models.Encounter.objects.count() == 1
    assert code(actions.log_encounter, **values | {"id": uuid4(), "on": at.date() + timedelta(1)}) == "future"


def test_what_falls_due_names_the_limit_the_check_in_and_the_end(cast, at, place, programme, gert):
    models.PlacementRule.objects.create(programme=programme, kind="taster", max_days=30, warn_days=10)
    one = place(supervisor=gert)
    actions.start_placement(by=cast.access("bram"), at=at, placement=one)
    due = queries.due(cast.access("bram"), on=date(2026, 2, 25))
    assert [d.on for d in due] == [MON + timedelta(7), MON + timedelta(27), date(2026, 3, 3)]
    assert {d.person_id for d in due} == {cast.amina.pk}
    assert queries.due(cast.access("mila"), on=date(2026, 2, 25)) == []  # another's caseload


def test_the_chain_counts_what_placements_led_to(cast, at, place):
    who = {"by": cast.access("bram"), "at": at}
    first = actions.start_placement(**who, placement=place())
    actions.end_placement(**who, placement=first, ended_on=MON + timedelta(9), end_reason="as-planned")
    second = place(starts_on=MON + timedelta(14), kind="trial-placement", previous=first, ends_on=None)
    second = actions.start_placement(**who, placement=second)
    actions.end_placement(**who, placement=second, ended_on=MON + timedelta(20), end_reason="job-here")
    (found,) = practice_chain.chain(cast.access("hana"))
    told = [(line.total, line.work, line.further, line.share) for line in found.lines]
    assert told == [(1, 0, 1, 0.0), (1, 1, 0, 1.0)] and [n for *_, n in found.steps] == [1, 1]
    assert practice_chain.chain(cast.access("bram")) == []
    all_of_it = queries.placements(first.trajectory)
    assert [[p.pk for p in way] for way in queries.stepping_stones(all_of_it)] == [[first.pk, second.pk]]


def test_an_employer_stands_once_in_the_list_of_its_organisation(cast, at, naald):
    who = {"at": at, "organisation": cast.esdoorn, "name": "de naald"}
    assert code(employers.save_employer, by=cast.access("chaima"), **who) == "employer-known"
    assert code(employers.save_employer, by=cast.access("otto"), **who) == "refused"
    assert list(employer_queries.employers(cast.access("chaima"), "journey.see_employers", "naa")) == [naald]
    assert not employer_queries.employers(cast.access("otto"), "journey.see_employers")


def test_a_vacancy_that_closes_before_it_opens_is_refused(cast, at, naald):
    values = {"kind": "paid-work", "title": "Naaister", "opens_on": MON, "closes_on": MON - timedelta(1)}
    who = {"by": cast.access("bram"), "at": at, "employer": naald}
    assert code(employers.save_vacancy, **who, **values) == "end-before-start"


HOSTILE = "<script>alert(1)</script>"


def test_a_coach_places_someone_by_the_pages_and_hostile_text_stays_text(cast, sign_in, amina, naald, gert):
    browser, url = sign_in("bram"), reverse("journey:placement_add", args=[amina.pk])
    assert browser.get(url).status_code == 200
    page = browser.get(url, {"employer": naald.pk})
    form = {
        "id": str(page.context["form"]["id"].value()),
        "kind": "taster",
        "hours_per_week": 8,
        "days": [1, 2],
    }
    form |= {"starts_on": "2026-02-02", "ends_on": "2026-01-02", "tasks": HOSTILE, "supervisor": gert.pk}
    refused = browser.post(f"{url}?employer={naald.pk}", form)
    assert refused.status_code == 422 and b"&lt;script&gt;" in refused.content  # kept, and harmless
    assert refused.context["form"]["id"].value() != form["id"]
    made = browser.post(f"{url}?employer={naald.pk}", form | {"ends_on": "2026-03-02"})
    assert made.status_code == 302
    shown = browser.get(made.url)
    assert HOSTILE.encode() not in shown.content and b"&lt;script&gt;" in shown.content
    assert sign_in("chaima").get(made.url).status_code == 403


def test_pages_of_practice_stay_small_and_are_looks(
    cast, sign_in, place, naald, gert, amina, django_assert_max_num_queries
):
    for week in range(8):
        place(starts_on=MON + timedelta(7 * week), ends_on=MON + timedelta(7 * week + 4), supervisor=gert)
    one = models.Placement.objects.first()
    pages = {
        "employers": [], "employer": [naald.pk], "placements": [amina.pk], "placement": [one.pk], "chain": [],
    }  # fmt: skip
    browser = sign_in("mila")
    for name, args in pages.items():
        with django_assert_max_num_queries(15, info=name):
            assert browser.get(reverse(f"journey:{name}", args=args)).status_code == 200, name
    looked = ledger.looks_at(cast.amina.pk, side=GUIDANCE).filter(act="journey.see_placements").count()
    assert looked == 3  # the employer names her too
