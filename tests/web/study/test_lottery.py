"""The lottery through its actions and pages: fixed, concealed, drawn, drawn on, shown."""

import csv
from collections import Counter
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from werkzaam.core.plan.lottery import ALGORITHM, Entry, LotteryProblem, Slot, draw, list_hash, seed_hash
from werkzaam.sides import GUIDANCE, RESEARCH
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.ledger.models import Event
from werkzaam.web.people.access import Refused
from werkzaam.web.study import actions, queries, rules
from werkzaam.web.study.models import Lottery, LotteryTicket
from werkzaam.web.study.rules import Groups, Start

ARMS = [Start("programme", "programme"), Start("control", "control")]
SEED = "5e" * 32
WHERE = {"code": "via-esdoorn"}


def last(act):
    return Event.objects.using(RESEARCH).filter(act=act).latest("id").details


def prepare(cast, at, study, **more):
    given = {"starts": ARMS, "groups": {}, "seed": SEED} | more
    return actions.prepare_lottery(by=cast.access("dirk"), at=at, study=study, **given)


def test_the_list_and_the_seed_are_fixed_before_anything_is_drawn(drawing, cast, at, people_with_keys):
    keys = people_with_keys(9)
    prepared = actions.prepare_lottery(by=cast.access("dirk"), at=at, study=drawing, starts=ARMS, groups={})
    assert last("study.prepare_lottery") == {
        "study": "via-esdoorn",
        "seed_hash": seed_hash(prepared.seed),
        "list_hash": list_hash(Entry(key) for key in keys),
        "people": 9,
    }
    assert len(prepared.seed) == 64
    assert queries.arms(drawing) == {}
    late = people_with_keys(3)
    assert actions.draw_lottery(by=cast.access("dirk"), at=at, study=drawing) == 9
    assert not set(late) & set(queries.arms(drawing))


def test_the_arms_are_those_that_seed_and_list_give(drawing, cast, at, people_with_keys):
    keys = people_with_keys(21)
    prepare(cast, at, drawing)
    actions.draw_lottery(by=cast.access("dirk"), at=at, study=drawing)
    late = people_with_keys(4)
    actions.draw_arrivals(by=cast.access("dirk"), at=at, study=drawing, groups={})
    slots = [Slot("programme", "programme"), Slot("control", "control")]
    batches = [[Entry(key) for key in reversed(keys)], [Entry(key) for key in late]]
    again = {one.pseudonym: one.arm for one in draw(batches, slots, seed=SEED)}
    assert queries.arms(drawing) == again
    assert queries.repeated(queries.lottery(drawing)) == 25
    counted = Counter(again.values())
    assert abs(counted["programme"] - counted["control"]) <= 3


def test_the_seed_is_concealed_until_it_is_closed(drawing, cast, at, people_with_keys, sign_in):
    people_with_keys(6)
    prepared = prepare(cast, at, drawing)
    dirk, page = sign_in("dirk"), reverse("study:lottery", kwargs=WHERE)
    drawn = reverse("study:drawn", kwargs=WHERE)
    assert prepared.seed_hash in dirk.get(page).content.decode()
    assert SEED not in dirk.get(page).content.decode()
    dirk.post(reverse("study:draw", kwargs=WHERE))
    assert SEED not in dirk.get(page).content.decode()
    assert dirk.get(drawn).status_code == 409
    assert SEED not in str(list(Event.objects.using(RESEARCH).values_list("details", flat=True)))
    dirk.post(reverse("study:close", kwargs=WHERE))
    assert SEED in dirk.get(page).content.decode()
    rows = list(csv.reader(dirk.get(drawn).content.decode().splitlines()))
    assert rows[:2] == [["algorithm", ALGORITHM], ["seed", SEED]]
    assert {row[0]: row[5] for row in rows[4:]} == queries.arms(drawing)
    looked = [event.act for event in ledger.looks_at(rows[4][0], side=RESEARCH)]
    assert "study.read_lottery" in looked


def test_strata_by_district_are_even_and_only_the_look_stays_behind(
    drawing, cast, at, people_with_keys, sign_in
):
    north, south = people_with_keys(10, "noord"), people_with_keys(11, "zuid")
    dirk = sign_in("dirk")
    form = {"starts": "programme\ncontrol", "source": "district", "lines": ""}
    assert dirk.post(reverse("study:lottery", kwargs=WHERE), form).status_code == 302
    dirk.post(reverse("study:draw", kwargs=WHERE))
    arms = queries.arms(drawing)
    for keys in (north, south):
        counted = Counter(arms[key] for key in keys)
        assert abs(counted["programme"] - counted["control"]) <= 3
    looks = Event.objects.using(GUIDANCE).filter(act="study.read_districts", look=True)
    assert looks.count() >= 21
    assert "zuid" in dirk.get(reverse("study:lottery", kwargs=WHERE)).content.decode()


def test_clusters_and_a_list_of_groups(study, cast, at, plan_toml, people_with_keys):
    text = plan_toml.replace('kind = "matched"', 'kind = "stepped"\nunit = "cluster"')
    study = actions.amend_plan(by=cast.access("dirk"), at=at, study=study, plan_toml=text)
    keys = people_with_keys(12)
    with pytest.raises(LotteryProblem):
        prepare(cast, at, study)
    groups = {key: Groups("", f"team-{n % 4}") for n, key in enumerate(keys)}
    days = [date(2026, 5, 1), date(2026, 9, 1), date(2027, 1, 1)]
    steps = rules.starts([(days[0], "programme"), (days[1], "control"), (days[2], "control")])
    assert [one.key for one in steps] == ["programme", "control-2026-09-01", "control-2027-01-01"]
    prepare(cast, at, study, starts=steps, groups=groups)
    actions.draw_lottery(by=cast.access("dirk"), at=at, study=study)
    teams = {}
    for row in study.allocations.all():
        teams.setdefault(groups[row.pseudonym].cluster, set()).add(row.starts_on)
        assert row.starts_on in days
    assert len(teams) == 4
    assert all(len(found) == 1 for found in teams.values())


def test_a_waiting_list_says_who_starts_when(study, cast, at, plan_toml, people_with_keys, sign_in):
    text = plan_toml.replace('kind = "matched"', 'kind = "waiting-list"')
    actions.amend_plan(by=cast.access("dirk"), at=at, study=study, plan_toml=text)
    people_with_keys(8)
    dirk = sign_in("dirk")
    form = {"starts": "programme, 2026-04-01\ncontrol, 2026-10-01", "source": "none"}
    assert dirk.post(reverse("study:lottery", kwargs=WHERE), form).status_code == 302
    dirk.post(reverse("study:draw", kwargs=WHERE))
    starts = {(row.arm.key, f"{row.starts_on}") for row in study.allocations.select_related("arm")}
    assert starts == {("programme", "2026-04-01"), ("control", "2026-10-01")}
    places = sorted(LotteryTicket.objects.values_list("place", flat=True))
    assert places == list(range(1, 9))


@pytest.mark.parametrize(
    "form",
    [
        {"starts": "programme", "source": "none"},
        {"starts": "programme\nprogramme", "source": "none"},
        {"starts": "programme\nnowhere", "source": "none"},
        {"starts": "programme, soon\ncontrol", "source": "none"},
        {"starts": "programme\ncontrol", "source": "list", "lines": "Jan, noord"},
        {"starts": "programme\ncontrol", "source": "list", "lines": f"{'a' * 32}, noord"},
        {"starts": "programme\ncontrol", "source": "stars"},
    ],
)
def test_what_cannot_be_drawn_is_said_once_and_nothing_is_kept(drawing, people_with_keys, sign_in, form):
    people_with_keys(4)
    response = sign_in("dirk").post(reverse("study:lottery", kwargs=WHERE), form)
    assert response.status_code == 422
    assert not Lottery.objects.exists()


def test_every_act_has_its_turn(drawing, cast, at, people_with_keys):
    dirk = {"by": cast.access("dirk"), "at": at, "study": drawing}
    for act in (actions.draw_lottery, actions.close_lottery):
        with pytest.raises(rules.LotteryRefused):
            act(**dirk)
    people_with_keys(1)
    with pytest.raises(rules.LotteryRefused):
        prepare(cast, at, drawing)
    people_with_keys(3)
    prepare(cast, at, drawing)
    with pytest.raises(rules.LotteryRefused):
        prepare(cast, at, drawing)
    actions.draw_lottery(**dirk)
    for act in (actions.draw_lottery, lambda **who: actions.draw_arrivals(**who, groups={})):
        with pytest.raises(rules.LotteryRefused):
            act(**dirk)
    actions.close_lottery(**dirk)
    people_with_keys(1)
    with pytest.raises(rules.LotteryRefused):
        actions.draw_arrivals(**dirk, groups={})


def test_a_study_without_a_lottery_has_none(study, cast, at, people_with_keys):
    people_with_keys(4)
    with pytest.raises(rules.LotteryRefused):
        prepare(cast, at, study)


@pytest.mark.parametrize("name", ["olga", "bram", "hana"])
def test_only_a_researcher_of_the_study_draws(drawing, cast, at, name):
    with pytest.raises(Refused):
        actions.prepare_lottery(by=cast.access(name), at=at, study=drawing, starts=ARMS, groups={})
    with pytest.raises(Refused):
        actions.draw_lottery(by=cast.access(name), at=at, study=drawing)


@pytest.mark.parametrize("field", ["seed", "seed_hash", "list_hash", "slots", "strata"])
def test_the_database_refuses_to_change_a_prepared_lottery(drawing, cast, at, people_with_keys, field):
    people_with_keys(4)
    prepare(cast, at, drawing)
    with pytest.raises(DatabaseError, match="prepared once"), transaction.atomic(using=RESEARCH):
        Lottery.objects.update(**{field: "x"})


def test_the_database_refuses_to_change_a_lot(drawing, cast, at, people_with_keys):
    people_with_keys(4)
    prepare(cast, at, drawing)
    actions.draw_lottery(by=cast.access("dirk"), at=at, study=drawing)
    with pytest.raises(DatabaseError, match="drawn once"), transaction.atomic(using=RESEARCH):
        LotteryTicket.objects.update(slot="programme")


def test_a_list_that_was_altered_is_not_drawn(drawing, cast, at, people_with_keys):
    people_with_keys(4)
    prepare(cast, at, drawing)
    LotteryTicket.objects.first().delete()
    with pytest.raises(rules.LotteryRefused) as found:
        actions.draw_lottery(by=cast.access("dirk"), at=at, study=drawing)
    assert found.value.code == "lottery-altered"
    assert queries.arms(drawing) == {}


def test_arms_by_district(study, cast, at, people_with_keys, sign_in):
    north, south, none = people_with_keys(3, "noord"), people_with_keys(2, "zuid"), people_with_keys(1)
    dirk, where = sign_in("dirk"), reverse("study:districts", kwargs=WHERE)
    assert "Noord" in dirk.get(where).content.decode()
    assert dirk.post(where, {}).status_code == 422
    form = {"district-noord": "programme", "district-zuid": "control"}
    assert dirk.post(where, form).status_code == 302
    assert queries.arms(study) == dict.fromkeys(north, "programme") | dict.fromkeys(south, "control")
    assert queries.waiting(study, on=at.date()) == none
    assert Event.objects.using(GUIDANCE).filter(act="study.read_districts").count() == 5
    assert dirk.post(where, form).status_code == 422, "nobody is left"
