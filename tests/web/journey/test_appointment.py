"""Appointments, the calendar address, and reminders that ask for the state before they go."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey import actions, sms
from werkzaam.web.journey.actions import appointment as appointments
from werkzaam.web.journey.actions import appointment_feed, reminder
from werkzaam.web.journey.models import Appointment, CalendarFeed, Contact, Reminder
from werkzaam.web.journey.rules.appointment_feed import Event, calendar
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people.access import Refused

SOON = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def plan(cast, at):
    def agree(trajectory, starts_at=SOON, length=HOUR, by="bram", **more):
        values = {"id": uuid4(), "at": at, "channel": "office"} | more
        return appointments.plan_appointment(
            by=cast.access(by),
            trajectory=trajectory,
            starts_at=starts_at,
            ends_at=starts_at + length,
            **values,
        )

    return agree


def acts(person):
    return [event.act for event in ledger.acts_on(person.pk, side=GUIDANCE)]


def test_an_appointment_is_made_once(cast, start, plan):
    trajectory, key = start(), uuid4()
    assert plan(trajectory, id=key) == plan(trajectory, id=key)
    assert Appointment.objects.count() == 1
    assert acts(cast.amina).count("journey.plan_appointment") == 1


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"length": timedelta(0)}, "end-before-start"),
        ({"length": timedelta(hours=11)}, "end-before-start"),
        ({"starts_at": datetime(2026, 3, 1, 10, 0, tzinfo=UTC)}, "past"),
    ],
)
def test_an_impossible_appointment_is_refused(values, code, start, plan):
    with pytest.raises(actions.JourneyProblem) as problem:
        plan(start(), **values)
    assert problem.value.code == code and not Appointment.objects.exists()


def test_nobody_sits_in_two_places(cast, start, many, plan):
    trajectory, (other,) = start(), many(1)
    plan(trajectory)
    for who, by in ((other, "bram"), (trajectory, "mila")):
        with pytest.raises(actions.JourneyProblem) as problem:
            plan(who, starts_at=SOON + HOUR / 2, by=by)
        assert problem.value.code == "clash"
    assert plan(other, starts_at=SOON + HOUR)  # it begins where the other ends


@pytest.mark.parametrize("name", ["chaima", "otto", "femke", "amina", "karim"])
def test_others_plan_nothing_here(name, start, plan):
    with pytest.raises(Refused):
        plan(start(), by=name)


def test_moving_is_the_same_appointment_with_a_higher_number(cast, at, start, plan):
    one = plan(start())
    moved = appointments.move_appointment(
        by=cast.access("bram"), at=at, appointment=one, starts_at=SOON + HOUR, ends_at=SOON + 2 * HOUR
    )
    assert (moved.pk, moved.sequence, Appointment.objects.get().starts_at) == (one.pk, 1, SOON + HOUR)


def test_cancelled_before_it_begins_and_then_it_stays_so(cast, at, start, plan):
    one, bram = plan(start()), cast.access("bram")
    with pytest.raises(actions.JourneyProblem) as problem:
        appointments.cancel_appointment(by=bram, at=SOON, appointment=one, status="cancelled-by-us")
    assert problem.value.code == "has-begun"
    appointments.cancel_appointment(by=bram, at=at, appointment=one, status="cancelled-by-us")
    with pytest.raises(actions.JourneyProblem) as problem:
        appointments.move_appointment(by=bram, at=at, appointment=one, starts_at=SOON, ends_at=SOON + HOUR)
    assert problem.value.code == "not-planned"


@pytest.mark.parametrize("outcome", ["held", "no-show"])
def test_how_it_went_is_written_once(outcome, cast, sign_in, start, plan):
    """The contact gets the id of the appointment: the appointment knows it without a second form."""
    trajectory = start()
    one = plan(trajectory)
    Appointment.objects.update(starts_at=timezone.now() - 2 * HOUR, ends_at=timezone.now() - HOUR)
    browser = sign_in("bram")
    assert str(one.pk) in browser.get(reverse("journey:today")).content.decode()
    page = browser.get(reverse("journey:quick"), {"appointment": str(one.pk)}).content.decode()
    assert f'value="{one.pk}"' in page
    values = {
        "id": str(one.pk), "trajectory": trajectory.pk, "channel": "office", "outcome": outcome, "minutes": 60,
        "on": str(timezone.localdate()),
    }  # fmt: skip
    assert browser.post(reverse("journey:quick"), values).status_code == 302
    told = Appointment.objects.get()
    assert (told.status, told.contact_id) == (outcome, Contact.objects.get().pk)


def test_the_pages_of_a_person(cast, sign_in, start, django_assert_max_num_queries):
    trajectory, browser = start(), sign_in("bram")
    day = timezone.localdate() + timedelta(days=3)
    values = {
        "id": str(uuid4()), "on": str(day), "start": "14:00", "minutes": 45, "channel": "office",
        "where": "Bij de <ingang>",
    }  # fmt: skip
    new = reverse("journey:appointment_plan", args=[trajectory.pk])
    assert browser.post(new, values | {"start": ""}).status_code == 422
    assert browser.post(new, values).status_code == 302
    one = Appointment.objects.get()
    assert timezone.localtime(one.starts_at).hour == 14 and one.ends_at - one.starts_at == timedelta(
        minutes=45
    )
    with django_assert_max_num_queries(15):
        page = browser.get(reverse("journey:appointments", args=[trajectory.pk])).content.decode()
    assert "Bij de &lt;ingang&gt;" in page
    assert ledger.looks_at(cast.amina.pk, side=GUIDANCE).filter(act="journey.see_appointments").exists()
    move = reverse("journey:appointment_move", args=[one.pk])
    clash = browser.post(new, values | {"id": str(uuid4())})
    assert clash.status_code == 422 and "Bij de &lt;ingang&gt;" in clash.content.decode()
    assert browser.post(move, {"on": str(day), "start": "16:00", "minutes": 45}).status_code == 302
    own = sign_in("amina").get(reverse("journey:own_agenda")).content.decode()
    assert "16:00" in own and "Bram" in own
    cancel = reverse("journey:appointment_cancel", args=[one.pk])
    assert browser.post(cancel, {"status": "held"}).status_code == 422
    assert browser.post(cancel, {"status": "cancelled-by-participant"}).status_code == 302
    assert "16:00" not in sign_in("amina").get(reverse("journey:own_agenda")).content.decode()


def test_a_calendar_knows_times_and_no_names(cast, at, sign_in, start, plan):
    one = plan(start(), starts_at=timezone.now() + HOUR, where="Polikliniek")
    token = appointment_feed.open_feed(by=cast.access("bram"), at=at)
    answer = sign_in("anonymous").get(reverse("journey:feed", args=[token]))
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/calendar") and f"UID:{one.pk}@werkzaam" in text
    for hidden in ("Amina", "Voorbeeld", "Polikliniek", "Bram"):
        assert hidden not in text
    assert token not in str(CalendarFeed.objects.values())


def test_a_new_address_stops_the_old_one(cast, at, sign_in):
    old = appointment_feed.open_feed(by=cast.access("amina"), at=at)
    new = appointment_feed.open_feed(by=cast.access("amina"), at=at)
    nobody = sign_in("anonymous")
    assert nobody.get(reverse("journey:feed", args=[old])).status_code == 404
    assert nobody.get(reverse("journey:feed", args=[new])).status_code == 200
    assert sign_in("amina").post(reverse("journey:calendar_close")).status_code == 302
    assert nobody.get(reverse("journey:feed", args=[new])).status_code == 404
    page = sign_in("amina").post(reverse("journey:own_calendar")).content.decode()
    assert "/calendar/" in page and CalendarFeed.objects.filter(revoked_at=None).count() == 1


def test_who_may_have_no_calendar(cast, at):
    with pytest.raises(Refused):
        appointment_feed.open_feed(by=cast.access("dirk"), at=at)


def test_lines_are_folded_and_escaped_as_the_standard_asks():
    event = Event("u", 2, SOON, SOON + HOUR, "Één; twee, drie\nvier " + "é" * 60, cancelled=True)
    text = calendar([event], name="Agenda", at=SOON)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")) and text.endswith("END:VCALENDAR\r\n")
    whole = text.replace("\r\n ", "")
    assert "SUMMARY:Één\\; twee\\, drie\\nvier " + "é" * 60 in whole
    assert "DTSTART:20260305T100000Z" in whole and "SEQUENCE:2" in whole and "STATUS:CANCELLED" in whole


DAY_BEFORE = SOON - timedelta(hours=23)


def test_a_reminder_goes_once_and_names_nobody(cast, start, plan):
    plan(start(), where="Polikliniek")
    assert reminder.send_reminders(at=SOON - timedelta(hours=25)).sent == 0
    assert [reminder.send_reminders(at=DAY_BEFORE).sent for _ in range(2)] == [1, 0]
    (letter,) = mail.outbox
    assert letter.to == ["amina.voorbeeld@example.org"] and "11:00" in letter.body  # Amsterdam
    for hidden in ("Bram", "Amina", "Polikliniek"):
        assert hidden not in letter.body + letter.subject
    assert acts(cast.amina).count("journey.send_reminder") == 1


@pytest.mark.parametrize("happened", ["cancelled", "moved", "ended", "past"])
def test_the_state_is_asked_at_sending(happened, cast, at, start, plan):
    trajectory = start()
    one, bram, when = plan(trajectory), cast.access("bram"), DAY_BEFORE
    reminder.fall_due(at=DAY_BEFORE)
    assert Reminder.objects.get().status == "waiting"
    if happened == "cancelled":
        appointments.cancel_appointment(by=bram, at=at, appointment=one, status="cancelled-by-us")
    elif happened == "moved":
        later = SOON + timedelta(days=3)
        appointments.move_appointment(by=bram, at=at, appointment=one, starts_at=later, ends_at=later + HOUR)
    elif happened == "ended":
        actions.end_trajectory(
            by=bram, at=at, trajectory=trajectory, ended_on=date(2026, 3, 2), exit_reason="work"
        )
    else:
        when = SOON + HOUR
    assert (reminder.send_reminders(at=when).sent, len(mail.outbox)) == (0, 0)
    assert Reminder.objects.get().status == "skipped"


def test_what_was_agreed_today_for_tomorrow_needs_no_reminder(start, plan, at):
    plan(start(), starts_at=at + timedelta(hours=5))
    assert reminder.send_reminders(at=at + HOUR).sent == 0 and not Reminder.objects.exists()


def test_a_text_message_goes_by_the_adapter(cast, settings, start, plan, capsys):
    settings.SMS_SENDER = "werkzaam.web.journey.sms.to_console"
    type(cast.amina).objects.filter(pk=cast.amina.pk).update(phone="0600000012")
    plan(start())
    assert reminder.send_reminders(at=DAY_BEFORE).sent == 1
    told = capsys.readouterr().out
    assert "…12" in told and "0600000012" not in told and not mail.outbox


def test_what_cannot_be_delivered_is_tried_three_times(cast, settings, start, plan, monkeypatch):
    settings.SMS_SENDER = "werkzaam.web.journey.sms.to_gateway"  # without an address: every message fails
    type(cast.amina).objects.filter(pk=cast.amina.pk).update(phone="0600000012")
    plan(start())
    assert [reminder.send_reminders(at=DAY_BEFORE).failed for _ in range(4)] == [1, 1, 1, 0]
    assert Reminder.objects.get().status == "failed"
    with pytest.raises(sms.SmsFailed):
        sms.to_gateway(to="0600000012", text="x")


def test_without_an_address_nobody_is_reminded(cast, start, plan):
    type(cast.amina).objects.filter(pk=cast.amina.pk).update(email="")
    plan(start())
    reminder.send_reminders(at=DAY_BEFORE)
    assert not Reminder.objects.exists()


def test_a_session_of_the_group_is_reminded_of_too(cast, at, programme, start):
    from werkzaam.web.journey import models

    group = models.TrainingGroup.objects.create(
        programme=programme,
        organisation=cast.esdoorn,
        name="Groep 1",
        capacity=12,
        starts_on=date(2026, 3, 1),
    )
    session = models.Session.objects.create(group=group, starts_at=SOON, ends_at=SOON + HOUR)
    models.Enrolment.objects.create(group=group, trajectory=start(), since_at=at, by="x")
    reminder.fall_due(at=DAY_BEFORE)
    models.Session.objects.filter(pk=session.pk).update(status="cancelled")
    assert reminder.send_reminders(at=DAY_BEFORE).skipped == 1
    models.Session.objects.filter(pk=session.pk).update(status="planned")
    Reminder.objects.all().delete()
    assert reminder.send_reminders(at=DAY_BEFORE).sent == 1


def test_the_command_says_what_it_did(cast, at, start):
    trajectory, soon = start(), timezone.now() + timedelta(hours=3)
    Appointment.objects.create(
        pk=uuid4(), trajectory=trajectory, account=cast.accounts["bram"], starts_at=soon, ends_at=soon + HOUR,
        channel="office", by="x", created_at=at,
    )  # fmt: skip
    out = StringIO()
    call_command("send_reminders", stdout=out)
    assert out.getvalue().startswith("1 sent") and len(mail.outbox) == 1
