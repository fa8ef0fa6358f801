"""Group training: groups, series, places, the waiting list; what is refused and what is kept."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions import training, training_enrol
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.models import Enrolment, Module, Session, TrainingGroup
from werkzaam.web.journey.queries import training_people
from werkzaam.web.journey.rules import training as rules
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.ledger.models import Event
from werkzaam.web.people.access import Refused

FIRST = date(2026, 2, 2)


def acts(act):
    return Event.objects.using(GUIDANCE).filter(act=f"journey.{act}").count()


@pytest.fixture
def opened(cast, at, programme):
    """Open a group by Karim: twelve places, for every team of Esdoorn, from 2 February."""

    def make(by="karim", **more):
        values = {"name": "Groep 1", "capacity": 12, "starts_on": FIRST, "ends_on": None} | more
        values = {"organisation": cast.esdoorn, "programme": programme} | values
        return training.open_group(by=cast.access(by), at=at, **values)

    return make


@pytest.fixture
def modules(programme):
    """Two modules, of eight and four practical hours."""
    told = [("personal", "Wie ben ik", 8), ("work", "Welk werk past", 4)]
    return [
        Module.objects.create(programme=programme, code=code, name=name, practical_hours=hours, position=n)
        for n, (code, name, hours) in enumerate(told)
    ]


@pytest.fixture
def enrol(cast, at):
    def save(group, trajectory, by="karim", at=at):
        return training_enrol.enrol(by=cast.access(by), at=at, group=group, trajectory=trajectory)

    return save


def series(**more):
    values = {"first_on": FIRST, "starts": time(9), "ends": time(11, 30), "every_weeks": 1, "times": 2}
    return rules.Series(**values | more)


def refused(code):
    class Check:
        def __enter__(self):
            self.raising = pytest.raises(JourneyProblem)
            self.info = self.raising.__enter__()

        def __exit__(self, *error):
            told = self.raising.__exit__(*error)
            assert self.info.value.code == code
            return told

    return Check()


def test_a_group_is_opened_once_however_often_it_is_sent(opened):
    assert opened() == opened() and acts("open_group") == 1
    with refused("name-taken"):
        opened(capacity=8)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"ends_on": FIRST - timedelta(1)}, "end-before-start"),
        ({"starts_on": date(2025, 12, 31)}, "outside"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": rules.LARGEST + 1}, "capacity"),
    ],
)
def test_a_group_that_cannot_be_is_refused_and_nothing_is_written(opened, wrong, code):
    with refused(code):
        opened(**wrong)
    assert not TrainingGroup.objects.exists() and not acts("open_group")


def test_only_who_runs_groups_there_opens_one(opened, cast):
    for outsider in ("bram", "otto", "femke", "amina", "dirk"):
        with pytest.raises(Refused):
            opened(by=outsider)
    with pytest.raises(Refused):
        opened(by="mila", team=cast.south)
    assert opened(by="mila", team=cast.north)


def test_a_series_follows_the_modules_in_wall_clock_time_across_summer_time(cast, at, opened, modules):
    group = opened()
    plan = series(first_on=date(2026, 3, 23), times=1)
    by = {"by": cast.access("karim"), "at": at}
    made = training.plan_series(**by, group=group, series=plan, modules=modules)
    hours = [(timezone.localtime(one.starts_at).strftime("%m-%d %H:%M"), one.module) for one in made]
    assert hours == [("03-23 09:00", modules[0]), ("03-30 09:00", modules[1])]
    assert training.plan_series(**by, group=group, series=plan, modules=modules) == made
    assert Session.objects.count() == 2 and acts("plan_series") == 1
    with refused("already-planned"):  # the first hour is free, the second is not: nothing is planned
        training.plan_series(**by, group=group, series=series(first_on=date(2026, 3, 16)), modules=[])
    assert Session.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"ends": time(8)}, "end-before-start"),
        ({"ends": time(9)}, "end-before-start"),
        ({"on": FIRST - timedelta(1)}, "outside"),
        ({"capacity": 1}, "over-capacity"),
    ],
)
def test_a_session_that_cannot_be_is_refused(cast, at, opened, enrol, many, wrong, code):
    group = opened()
    for trajectory in many(2):
        enrol(group, trajectory)
    values = {"on": FIRST, "starts": time(9), "ends": time(11)} | wrong
    with refused(code):
        training.plan_session(by=cast.access("karim"), at=at, group=group, **values)
    assert not Session.objects.exists()


def test_a_session_changed_by_another_meanwhile_is_not_overwritten(cast, at, opened):
    group, by = opened(), {"by": cast.access("karim"), "at": at}
    values = {"on": FIRST, "starts": time(9), "ends": time(11)}
    session = training.plan_session(**by, group=group, **values)
    moved = {**values, "starts": time(10), "status": "planned"}
    changed = training.change_session(**by, session=session, sequence=0, **moved)
    assert changed.sequence == 1 and timezone.localtime(changed.starts_at).hour == 10
    with refused("changed-meanwhile"):
        training.change_session(**by, session=session, sequence=0, **{**moved, "status": "cancelled"})
    assert Session.objects.get().status == "planned" and acts("change_session") == 1


def test_who_comes_after_the_last_place_waits_until_someone_stops(cast, at, opened, enrol, many):
    group, (one, two, three) = opened(capacity=1), many(3)
    first = enrol(group, one)
    waits = [
        enrol(group, two, at=at + timedelta(minutes=1)),
        enrol(group, three, at=at + timedelta(minutes=2)),
    ]
    assert [first.status, *(w.status for w in waits)] == ["enrolled", "waiting", "waiting"]
    assert enrol(group, one) == first and acts("enrol") == 3  # sent twice
    listed = training_people.waiting(cast.access("karim"), group)
    assert [(w.trajectory, w.turn) for w in listed] == [(two, 1), (three, 2)]
    by = {"by": cast.access("karim"), "at": at}
    with refused("group-full"):
        training_enrol.give_place(**by, enrolment=waits[0])
    training_enrol.stop_enrolment(**by, enrolment=first, ended_on=date(2026, 3, 1), reason="Werk gevonden")
    assert training_enrol.give_place(**by, enrolment=waits[0]).status == "enrolled"
    with refused("capacity"):
        training.change_group(**by, group=group, capacity=0)
    with refused("not-waiting"):
        training_enrol.give_place(**by, enrolment=first)
    assert enrol(group, one).status == "waiting"  # back again: at the end of the list
    assert ledger.acts_on(one.person_id, side=GUIDANCE).filter(act="journey.stop_enrolment").count() == 1


def test_a_smaller_room_to_come_counts_as_the_capacity(cast, at, opened, enrol, many):
    group = opened()
    coming = {"on": date(2026, 3, 9), "starts": time(9), "ends": time(11), "capacity": 1}
    training.plan_session(by=cast.access("karim"), at=at, group=group, **coming)
    assert [enrol(group, one).status for one in many(2)] == ["enrolled", "waiting"]


def test_a_group_never_shrinks_below_who_takes_part(cast, at, opened, enrol, many):
    group = opened()
    for one in many(2):
        enrol(group, one)
    with refused("capacity"):
        training.change_group(by=cast.access("karim"), at=at, group=group, capacity=1)
    assert TrainingGroup.objects.get().capacity == 12


def test_enrolling_asks_for_an_open_trajectory_of_this_programme_and_team(cast, at, opened, enrol, start):
    amina = start()
    for outsider in ("chaima", "otto", "hana", "femke"):
        with pytest.raises(Refused):
            enrol(opened(), amina, by=outsider)
    assert enrol(opened(), amina, by="bram").status == "enrolled"
    with refused("other-team"):
        enrol(opened(name="Zuid", team=cast.south), amina)
    over = opened(name="Over")
    training.change_group(by=cast.access("karim"), at=at, group=over, status="done")
    with refused("group-closed"):
        enrol(over, amina)
    amina.ended_on, amina.exit_reason = date(2026, 3, 1), "moved"
    amina.save()
    with refused("ended"):
        enrol(opened(name="Nieuw"), amina)
    assert Enrolment.objects.count() == 1


def test_a_coach_sees_own_people_in_a_group_and_how_many_there_are(cast, at, opened, enrol, many, sign_in):
    group, (one, two) = opened(), many(2)
    enrol(group, one), enrol(group, two)
    two.team = cast.south
    two.save()
    page = sign_in("bram").get(reverse("journey:group", args=[group.pk]), headers={"accept-language": "en"})
    text = page.content.decode()
    assert str(one.person) in text and str(two.person) not in text and "2 of 12" in text
    assert "Nederlands 2" in text  # the language mix of the whole group
    looks = ledger.looks_at(one.person_id, side=GUIDANCE).filter(act="journey.see_group")
    assert looks.count() == 1 and not ledger.looks_at(two.person_id, side=GUIDANCE).exists()
    leader = sign_in("hana").get(reverse("journey:group", args=[group.pk])).content.decode()
    assert str(one.person) not in leader and str(two.person) not in leader


def test_pages_stay_within_fifteen_questions_to_the_database(
    cast, at, opened, enrol, many, modules, sign_in, django_assert_max_num_queries
):
    group, karim = opened(capacity=15), sign_in("karim")
    by = {"by": cast.access("karim"), "at": at}
    training.plan_series(**by, group=group, series=series(times=5), modules=modules)
    for one in many(20):
        enrol(group, one)
    session = group.sessions.first()
    for name, pk in [("group", group.pk), ("group_enrol", group.pk), ("group_roll", session.pk)]:
        with django_assert_max_num_queries(15):
            assert karim.get(reverse(f"journey:{name}", args=[pk])).status_code == 200
    with django_assert_max_num_queries(15):
        assert karim.get(reverse("journey:groups")).status_code == 200


def test_the_forms_work_from_group_to_waiting_list(cast, opened, programme, modules, many, sign_in):
    karim = sign_in("karim")
    values = {
        "programme": programme.pk, "organisation": cast.esdoorn.pk, "name": "Groep zomer", "capacity": 1,
        "starts_on": "2026-06-01", "trainer": cast.accounts["karim"].pk,
    }  # fmt: skip
    wrong = karim.post(reverse("journey:group_new"), values | {"ends_on": "2026-05-01"})
    assert wrong.status_code == 422 and "Groep zomer" in wrong.content.decode()
    answer = karim.post(reverse("journey:group_new"), values)
    group = TrainingGroup.objects.get(name="Groep zomer")
    assert answer.url == reverse("journey:group_series", args=[group.pk])
    told = {"modules": [m.pk for m in modules], "times": 2, "first_on": "2026-06-01", "every_weeks": 1}
    late = karim.post(answer.url, told | {"starts": "11:00", "ends": "09:00"})
    assert late.status_code == 422 and not group.sessions.exists()
    assert karim.post(answer.url, told | {"starts": "09:00", "ends": "11:00"}).status_code == 302
    assert [s.module_id for s in group.sessions.all()] == [m.pk for m in modules for _ in range(2)]
    bram = sign_in("bram")
    for one in many(2):
        bram.post(reverse("journey:group_enrol", args=[group.pk]), {"trajectory": one.pk})
    assert sorted(group.enrolments.values_list("status", flat=True)) == ["enrolled", "waiting"]
    waits = group.enrolments.get(status="waiting")
    full = bram.post(reverse("journey:enrolment_place", args=[waits.pk]), follow=True)
    assert full.status_code == 200 and waits.status == "waiting"
    first = group.enrolments.get(status="enrolled")
    stop = {"ended_on": timezone.localdate().isoformat(), "reason": "Verhuisd"}
    assert bram.post(reverse("journey:enrolment_stop", args=[first.pk]), stop).status_code == 302
    bram.post(reverse("journey:enrolment_place", args=[waits.pk]))
    assert group.enrolments.get(status="enrolled") == waits
    session = group.sessions.first()
    page = karim.get(reverse("journey:session_edit", args=[session.pk]))
    form = page.context["form"]
    kept = {name: form.initial[name] for name in ("sequence", "on", "starts", "ends", "status")}
    kept |= {"status": "cancelled"}
    assert karim.post(reverse("journey:session_edit", args=[session.pk]), kept).status_code == 302
    session.refresh_from_db()
    assert (session.status, session.sequence) == ("cancelled", 1)
