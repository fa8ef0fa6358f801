"""Roll call: one tap a person, sent as often as needed, kept once. Certificates say what was attended."""

import json
import uuid
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions import training, training_certificate, training_enrol, training_roll
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.models import Attendance, Certificate, Module, Session
from werkzaam.web.journey.queries import training as own
from werkzaam.web.journey.rules import training as rules
from werkzaam.web.journey.rules.codes.training import EnrolmentStatus
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people.access import Refused

FIRST = date(2026, 2, 2)


@pytest.fixture
def group(cast, at, programme):
    """Two modules with practical hours; a session a week from 2 February, the last is still to come."""
    module = Module.objects.create(programme=programme, code="work", name="Welk werk past", practical_hours=9)
    by = {"by": cast.access("karim"), "at": at}
    about = {"programme": programme, "organisation": cast.esdoorn, "name": "Groep 1", "capacity": 12}
    made = training.open_group(**by, **about, starts_on=FIRST, ends_on=None)
    weekly = rules.Series(FIRST, time(9), time(11), 1, 5)
    training.plan_series(**by, group=made, series=weekly, modules=[module])
    return made


@pytest.fixture
def member(cast, at, group, start):
    """Amina's enrolment."""
    return training_enrol.enrol(by=cast.access("bram"), at=at, group=group, trajectory=start())


@pytest.fixture
def call(cast, at, group):
    """Call the roll of the first session: (enrolment, presence, minutes before `at`) of each tap."""

    def save(*taps, by="karim", session=None, at=at):
        session = session or group.sessions.first()
        marks = [tap if isinstance(tap, training_roll.Mark) else mark(*tap, at=at) for tap in taps]
        return training_roll.call_roll(by=cast.access(by), at=at, session=session, marks=marks)

    return save


def mark(enrolment, presence="present", ago=0, *, at):
    return training_roll.Mark(uuid.uuid4(), enrolment.pk, presence, at - timedelta(minutes=ago))


def noted(person):
    return ledger.acts_on(person.pk, side=GUIDANCE).filter(act="journey.call_roll").count()


def presence():
    return Attendance.objects.get().presence


def test_a_tap_is_kept_once_however_often_it_is_sent(cast, at, member, call):
    tap = mark(member, at=at)
    for _ in range(3):
        assert call(tap).saved == [tap.id]
    assert Attendance.objects.get().pk == tap.id and noted(cast.amina) == 1
    assert member.group.sessions.first().status == "held"


def test_the_latest_tap_counts_in_whatever_order_taps_arrive(cast, at, member, call):
    present, absent, again = (
        mark(member, p, ago, at=at) for p, ago in [("present", 9), ("absent", 6), ("present", 3)]
    )
    call(present)
    call(again)
    assert call(absent).saved == [absent.id]  # late, and overtaken: the queue may forget it
    assert presence() == "present"
    call((member, "excused", 1))
    assert presence() == "excused" and Attendance.objects.count() == 1 and noted(cast.amina) == 2


def test_a_clock_that_runs_ahead_does_not_win_for_ever(at, member, call):
    call((member, "present", -600))
    call((member, "absent", 0), at=at + timedelta(minutes=1))
    assert presence() == "absent"


def test_a_non_member_is_refused_and_the_others_are_kept(cast, at, group, member, many, call):
    inside, waits = many(2)
    group.capacity = 2
    group.save()
    by = {"by": cast.access("karim"), "at": at}
    kept, waiting = (training_enrol.enrol(**by, group=group, trajectory=one) for one in (inside, waits))
    assert waiting.status == EnrolmentStatus.WAITING
    nobody = training_roll.Mark(uuid.uuid4(), 987654, "present", at)
    wrong, odd = mark(waiting, at=at), mark(kept, "asleep", at=at)
    called = call(wrong, nobody, odd, mark(member, at=at))
    assert {id: p.code for id, p in called.refused.items()} == {
        wrong.id: "not-a-member", nobody.id: "not-a-member", odd.id: "presence",
    }  # fmt: skip
    assert Attendance.objects.get().enrolment == member


def test_who_stopped_belongs_to_the_sessions_until_then(cast, at, group, member, call):
    by = {"by": cast.access("bram"), "at": at}
    training_enrol.stop_enrolment(**by, enrolment=member, ended_on=date(2026, 2, 10))
    before, after = group.sessions.all()[1], group.sessions.all()[2]
    assert call((member,), session=before).saved
    (problem,) = call((member,), session=after).refused.values()
    assert problem.code == "not-a-member"


def test_one_id_for_two_people_is_refused(cast, at, group, member, many, call):
    (other,) = many(1)
    second = training_enrol.enrol(by=cast.access("karim"), at=at, group=group, trajectory=other)
    tap = mark(member, at=at)
    call(tap)
    (problem,) = call(training_roll.Mark(tap.id, second.pk, "present", at)).refused.values()
    assert problem.code == "already-saved" and Attendance.objects.get().enrolment == member


def test_a_session_to_come_or_cancelled_has_no_roll(at, group, member, call):
    with pytest.raises(JourneyProblem) as early:
        call((member,), at=at - timedelta(days=60))
    Session.objects.update(status="cancelled")
    with pytest.raises(JourneyProblem) as off:
        call((member,))
    assert (early.value.code, off.value.code) == ("future", "cancelled") and not Attendance.objects.exists()


def test_only_who_leads_the_group_calls_the_roll(member, call):
    for outsider in ("bram", "chaima", "otto", "hana", "amina"):
        with pytest.raises(Refused):
            call((member,), by=outsider)


@pytest.fixture
def send(sign_in, group):
    """Send taps as the browser's queue does."""

    def post(*told, by="karim"):
        url, body = reverse("journey:group_marks", args=[group.sessions.first().pk]), {"marks": told}
        return sign_in(by).post(url, json.dumps(body), content_type="application/json")

    return post


def tapped(member, **more):
    values = {"id": str(uuid.uuid4()), "enrolment": member.pk, "presence": "present"}
    return values | {"marked_at": "2026-03-02T09:00:00.000Z"} | more


def test_the_queue_hears_which_taps_are_kept(member, send):
    good, bad = tapped(member), tapped(member, enrolment=987654)
    for _ in range(2):
        answer = send(good, bad).json()
        assert answer["saved"] == [good["id"]]
        assert [one["id"] for one in answer["refused"]] == [bad["id"]] and answer["refused"][0]["message"]
    assert Attendance.objects.count() == 1


def test_taps_for_a_cancelled_session_do_not_stay_in_the_queue(member, send):
    Session.objects.update(status="cancelled")
    told = tapped(member)
    assert [one["id"] for one in send(told).json()["refused"]] == [told["id"]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "x"}, {"enrolment": None}, {"enrolment": "9" * 30}, {"marked_at": "yesterday"}, {"marked_at": 5},
        {"marked_at": "2026-03-02T09:00:00"},
    ],
)  # fmt: skip
def test_what_our_page_does_not_send_is_refused_whole(member, send, wrong):
    assert send(tapped(member), tapped(member, **wrong)).status_code == 400
    assert not Attendance.objects.exists()


def test_the_plain_form_saves_all_at_once_and_twice_the_same_is_once(cast, member, sign_in, group):
    karim, url = sign_in("karim"), reverse("journey:group_roll", args=[group.sessions.first().pk])
    page = karim.get(url).content.decode()
    assert f'name="presence-{member.pk}"' in page and "Amina" in page
    for _ in range(2):
        assert karim.post(url, {f"presence-{member.pk}": "late"}).url == reverse(
            "journey:group", args=[group.pk]
        )
    assert presence() == "late" and noted(cast.amina) == 1
    karim.post(url, {f"presence-{member.pk}": "absent"})
    assert presence() == "absent"
    Session.objects.update(status="cancelled")
    assert karim.post(url, {f"presence-{member.pk}": "late"}).status_code == 422
    assert presence() == "absent"


def certify(cast, enrolment, at, by="karim"):
    return training_certificate.issue_certificate(by=cast.access(by), at=at, enrolment=enrolment)


def test_a_certificate_says_what_was_attended(cast, at, group, member, call, sign_in):
    after = at + timedelta(days=10)
    for session, told in zip(
        group.sessions.all(), ["present", "late", "absent", "present", "excused"], strict=True
    ):
        call((member, told), session=session, at=after)
    made = certify(cast, member, after)
    member.refresh_from_db()
    assert (made.sessions, made.practical_hours) == (3, 5)  # 9 hours over 5 sessions: 5.4
    assert made.number == f"2026-{member.pk:06d}" and member.status == "completed"
    assert certify(cast, member, after) == made and Certificate.objects.count() == 1
    page = sign_in("amina").get(reverse("journey:own_certificate", args=[made.pk]))
    assert made.number in page.content.decode() and "Amina Voorbeeldsma" in page.content.decode()
    assert sign_in("karim").get(reverse("journey:certificate", args=[member.pk])).status_code == 200


def test_no_certificate_before_the_end_or_for_nothing(cast, at, group, member, call):
    call((member,))
    group.sessions.filter(starts_at__gt=at).delete()
    training.plan_session(
        by=cast.access("karim"), at=at, group=group, on=date(2026, 3, 9), starts=time(9), ends=time(11)
    )
    for early, code in [(at, "not-finished"), (at + timedelta(days=10), None)]:
        if code:
            with pytest.raises(JourneyProblem) as problem:
                certify(cast, member, early)
            assert problem.value.code == code
    Attendance.objects.update(presence="absent")
    with pytest.raises(JourneyProblem) as problem:
        certify(cast, member, at + timedelta(days=10))
    assert problem.value.code == "not-attended" and not Certificate.objects.exists()
    for outsider in ("bram", "chaima", "otto", "hana"):
        with pytest.raises(Refused):
            certify(cast, member, at, by=outsider)


def test_a_participant_sees_the_own_training_and_nobody_else(cast, at, group, member, many, call, sign_in):
    (other,) = many(1)
    second = training_enrol.enrol(by=cast.access("karim"), at=at, group=group, trajectory=other)
    call((member, "late"), (second, "absent"))
    page = sign_in("amina").get(reverse("journey:own_training")).content.decode()
    assert "Groep 1" in page and str(other.person) not in page
    found = own.own_training(cast.amina.pk, at=at)
    assert [a.presence for a in found.past] == ["late"]
    assert all(s.ends_at >= at for s in found.coming)


def test_training_stands_on_the_timeline_and_an_uncalled_roll_is_due(cast, at, group, member, call):
    mondays = [date(2026, 2, day) for day in (2, 9, 16, 23)] + [date(2026, 3, 2)]
    due = own.due(cast.access("karim"), on=date(2026, 3, 2))
    assert [one.on for one in due] == mondays and not own.due(cast.access("bram"), on=date(2026, 3, 2))
    call((member,))
    assert [one.on for one in own.due(cast.access("karim"), on=date(2026, 3, 2))] == mondays[1:]
    assert [(e.on, e.kind) for e in own.entries(member.trajectory)] == [(FIRST, "attendance")]


def test_practical_hours_are_spread_over_the_sessions_of_a_module():
    def seen(*told):
        return [rules.Attended(module, hours, there) for module, hours, there in told]

    assert rules.practical_hours(seen((1, 8, True), (1, 8, False), (2, 4, True), (None, 0, True))) == 8
    assert rules.practical_hours(seen(*[(1, 10, True)] * 3)) == 10  # thirds add up again
    assert rules.practical_hours([]) == 0


def test_the_server_decides_when_a_roll_may_be_called(at, group):
    assert timezone.localdate(group.sessions.last().starts_at) == date(2026, 3, 2) == timezone.localdate(at)


def test_the_group_page_says_from_when_certificates_are_given():
    from datetime import UTC, datetime

    from werkzaam.web.journey.rules.training import last_to_come

    now, soon, later = (datetime(2026, 3, day, tzinfo=UTC) for day in (2, 9, 16))
    assert last_to_come([(now, "planned"), (later, "planned"), (soon, "planned")], at=now) == later
    assert last_to_come([(now, "planned"), (later, "cancelled")], at=now) is None
