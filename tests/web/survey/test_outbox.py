"""The outbox: planned as rows, looked at anew when it goes, sent at most once, the same for both arms."""

from __future__ import annotations

import re
import smtplib
from datetime import date, timedelta

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from werkzaam.sides import RESEARCH
from werkzaam.web.consent import actions as consent
from werkzaam.web.consent.queries import Address
from werkzaam.web.ledger.models import Event
from werkzaam.web.people.access import Refused
from werkzaam.web.survey import actions, letters, queries
from werkzaam.web.survey.models import Invitation, Link, Message, OptOut, Round
from werkzaam.web.survey.outbox import actions as outbox
from werkzaam.web.survey.outbox import channels, planning, render, rules, sending
from werkzaam.web.survey.outbox.channels import Undelivered
from werkzaam.web.survey.outbox.rules import OutboxRefused, segments

DAY = timedelta(days=1)
RESPOND = "werkzaam.web.sites.respond"


@pytest.fixture(autouse=True)
def _short_round(field):
    """Open for sixty days from 1 March 2026, so that a test can be too late."""
    Round.objects.update(closes_on=date(2026, 4, 29))
    field.round.refresh_from_db()


@pytest.fixture
def post():
    """Keeps what went out: (channel, address, message)."""

    class Post(list):
        def __call__(self, channel, address, told):
            self.append((channel, address, told))

        def to(self, name):
            return [told for _channel, address, told in self if address.email.startswith(name)]

    return Post()


@pytest.fixture
def invited(field, at):
    return actions.invite(by=field.dirk, at=at, round=field.round, pseudonyms=[field.amina, field.els])


def row(field, kind, who=None):
    return Message.objects.get(round=field.round, pseudonym=who or field.els, kind=kind)


def answer(token, at):
    actions.save_answer(at=at, token=token, item="life", raw="8")
    actions.submit(at=at, token=token)


def test_inviting_makes_rows_and_sends_nothing(field, invited, at):
    rows = Message.objects.filter(pseudonym=field.els).order_by("due_at")
    assert [(one.kind, one.channel, one.status) for one in rows] == [
        ("invitation", "email", "waiting"), ("reminder-1", "email", "waiting"), ("reminder-2", "email", "waiting")
    ]  # fmt: skip
    assert [(one.due_at - at).days for one in rows] == [0, 7, 14]
    assert mail.outbox == []


def test_a_message_exists_once(field, invited, at):
    with pytest.raises(IntegrityError), transaction.atomic(using=RESEARCH):
        Message.objects.create(
            round=field.round, pseudonym=field.els, kind="invitation", channel="sms", due_at=at
        )


def test_both_arms_get_the_same_words_by_e_mail(field, invited, at):
    assert sending.send_due(at=at) == 2
    by_name = {message.to[0].split(".")[0]: message for message in mail.outbox}
    assert set(by_name) == {"amina", "els"}
    bare = {name: re.sub(r"/r/[^/\s]+/", "/r/…/", message.body) for name, message in by_name.items()}
    assert bare["amina"] == bare["els"]
    els = by_name["els"]
    assert "Els" not in str(els.message())
    assert field.els not in str(els.message())
    assert els.alternatives[0].mimetype == "text/html"
    assert "</html>" in els.alternatives[0].content


def test_each_message_carries_its_own_link_and_old_ones_keep_working(field, invited, at, post):
    sending.send_due(at=at, deliver=post)
    sending.send_due(at=at + 7 * DAY, deliver=post)
    tokens = [re.search(r"/r/([^/\s]+)/\n", told.body)[1] for told in post.to("els")]
    assert len({*tokens, invited[field.els]}) == 3
    for token in (*tokens, invited[field.els]):
        assert queries.invitation(token).pseudonym == field.els
        assert token not in str(list(Link.objects.values())) + str(list(Message.objects.values()))


def test_a_second_look_sends_nothing_more(field, invited, at, post):
    assert sending.send_due(at=at, deliver=post) == 2
    assert sending.send_due(at=at, deliver=post) == 0
    assert len(post) == 2
    assert row(field, "invitation").status == "sent"


def test_who_answered_gets_no_reminder(field, invited, at, post):
    sending.send_due(at=at, deliver=post)
    answer(invited[field.els], at)
    sending.send_due(at=at + DAY, deliver=post)
    assert (row(field, "reminder-1").status, row(field, "reminder-1").reason) == ("cancelled", "answered")
    sending.send_due(at=at + 7 * DAY, deliver=post)
    assert (len(post.to("els")), len(post.to("amina"))) == (1, 2)


def test_who_withdrew_gets_nothing_in_either_arm(field, invited, cast, at, post):
    for person, by in ((cast.amina, "bram"), (cast.els, "ilse")):
        consent.withdraw(by=cast.access(by), at=at, person_id=person.pk, purpose="research")
    assert sending.send_due(at=at, deliver=post) == 0
    assert post == []
    for who in (field.amina, field.els):
        assert row(field, "invitation", who).reason == "withdrawn"
        assert queries.door(queries.invitation(invited[who]), on=at.date()).value == "withdrawn"
    assert queries.waiting(field.round, on=at.date()) == []


def test_withdrawal_between_two_waves_ends_the_next_one(field, invited, cast, at, post):
    from werkzaam.web.study import actions as studies

    answer(invited[field.amina], at)
    answer(invited[field.els], at)
    studies.schedule_wave(
        by=field.dirk, at=at, study=field.study, wave="t1",
        opens_on=date(2027, 6, 1), closes_on=date(2027, 7, 1),
    )  # fmt: skip
    later = actions.open_round(
        by=field.dirk, at=at, study=field.study, wave="t1", instrument=field.instrument
    )
    for person, by in ((cast.amina, "bram"), (cast.els, "ilse")):
        consent.withdraw(by=cast.access(by), at=at + DAY, person_id=person.pk, purpose="research")
    then = at + 460 * DAY
    both = [field.amina, field.els]
    assert actions.invite(by=field.dirk, at=then, round=later, pseudonyms=both) == {}
    assert not Message.objects.filter(round=later).exists()


def test_a_round_that_closed_meanwhile_sends_nothing(field, invited, at, post):
    Round.objects.update(closes_on=date(2026, 3, 2))
    sending.send_due(at=at + 7 * DAY, deliver=post)
    assert post == []
    assert {one.reason for one in Message.objects.all()} == {"closed"}


def test_nothing_goes_at_night_or_on_sunday(field, invited, at, post):
    assert sending.send_due(at=at + timedelta(hours=12), deliver=post) == 0
    assert sending.send_due(at=at + 6 * DAY, deliver=post) == 0  # a Sunday
    assert post == []
    assert sending.send_due(at=at + 7 * DAY, deliver=post) == 2  # Monday: the invitation, not two at once


def test_never_two_within_two_days(field, invited, at, post):
    sending.send_due(at=at + 6.5 * DAY + timedelta(hours=12), deliver=post)
    assert len(post.to("els")) == 1
    assert sending.send_due(at=at + 8 * DAY, deliver=post) == 0
    assert row(field, "reminder-1").status == "waiting"
    assert sending.send_due(at=at + 9 * DAY, deliver=post) == 2


def test_stuck_half_way_is_told_once(field, invited, at, post):
    actions.begin(at=at, token=invited[field.els])
    actions.save_answer(at=at, token=invited[field.els], item="life", raw="8")
    sending.send_due(at=at, deliver=post)
    for days in (1, 3, 5, 6):
        sending.send_due(at=at + days * DAY, deliver=post)
    assert [told.body.split("\n")[2][:20] for told in post.to("els")][1:] == ["U begon met de vrage"]
    assert len(post.to("amina")) == 1
    assert row(field, "half-way").status == "sent"


def settle(field, at, **how):
    actions.set_round(
        by=field.dirk, at=at, round=field.round, reminders=field.round.reminders, incentive_cents=0, **how
    )


def test_thanks_wait_for_the_answers(field, at, post):
    settle(field, at, thanks=True)
    tokens = actions.invite(by=field.dirk, at=at, round=field.round, pseudonyms=[field.amina, field.els])
    sending.send_due(at=at, deliver=post)
    answer(tokens[field.els], at)
    sending.send_due(at=at + 3 * DAY, deliver=post)
    assert post.to("els")[-1].subject == "Dank u wel voor uw antwoorden"
    assert len(post.to("amina")) == 1
    sending.send_due(at=at + 90 * DAY, deliver=post)
    assert row(field, "thanks", field.amina).reason == "closed"


def test_opting_out_by_one_press(client, field, invited, at, post, settings):
    sending.send_due(at=at, deliver=post)
    stop = post.to("els")[0].stop
    where = "/r/" + stop.split("/r/")[1]
    assert field.els not in client.get(where).content.decode()
    assert not OptOut.objects.exists()
    assert client.post(where, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert client.post(where).status_code == 200
    assert OptOut.objects.count() == 1
    assert row(field, "reminder-1").reason == "opted-out"
    assert queries.door(queries.invitation(invited[field.els]), on=at.date()).value == "open"
    assert Event.objects.using(RESEARCH).filter(act="survey.opt_out", subject=field.els).count() == 1
    sending.send_due(at=at + 7 * DAY, deliver=post)
    assert len(post.to("els")) == 1
    assert client.post("/r/nobody/stop/").status_code == 404


def test_a_mail_program_finds_the_way_to_stop(field, invited, at):
    sending.send_due(at=at)
    header = mail.outbox[0].extra_headers
    assert header["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert header["List-Unsubscribe"].strip("<>") in mail.outbox[0].body


# --- what goes wrong


def test_a_server_that_is_away_is_tried_three_times(field, invited, at):
    def away(*_args):
        raise Undelivered("ConnectionRefusedError", again=True)

    now = at
    for _ in range(6):
        sending.send_due(at=now, deliver=away)
        now += timedelta(hours=3)
    failed = row(field, "invitation")
    assert (failed.status, failed.tries, failed.reason) == ("failed", 3, "ConnectionRefusedError")
    assert not Link.objects.filter(invitation__pseudonym=field.els).count() > 1


def test_what_perhaps_left_is_never_sent_again(field, invited, at):
    seen = []

    def silent(*args):
        seen.append(args)
        raise Undelivered("interrupted", again=False)

    for hours in (0, 1, 3):
        sending.send_due(at=at + timedelta(hours=hours), deliver=silent)
    assert len(seen) == 2  # one a person
    assert row(field, "invitation").reason == "interrupted"


def test_a_worker_that_fell_while_sending_leaves_it_to_a_person(field, invited, at, post):
    class Fell(BaseException):
        """The process is gone: nothing after this runs."""

    def falls(*_args):
        raise Fell

    with pytest.raises(Fell):
        sending.send_due(at=at, deliver=falls)
    sending.send_due(at=at + timedelta(minutes=1), deliver=post)
    assert len(post) == 1  # the other person's
    sending.send_due(at=at + timedelta(hours=1), deliver=post)
    assert len(post) == 1
    assert Message.objects.get(kind="invitation", status="failed").reason == "interrupted"


class Server:
    """A mail server as Django's connection sees it; `opens` or `takes` is what goes wrong there."""

    def __init__(self, opens=None, takes=None):
        self.opens, self.takes = opens, takes

    def open(self):
        if self.opens:
            raise self.opens

    def send_messages(self, _messages):
        if self.takes:
            raise self.takes

    def close(self):
        pass


@pytest.mark.parametrize(
    ("server", "reason", "again"),
    [
        (Server(opens=ConnectionRefusedError()), "ConnectionRefusedError", True),
        (Server(opens=TimeoutError()), "TimeoutError", True),
        (Server(takes=smtplib.SMTPDataError(451, b"later")), "SMTPDataError 451", True),
        (Server(takes=smtplib.SMTPDataError(554, b"no")), "SMTPDataError 554", False),
        (Server(takes=smtplib.SMTPRecipientsRefused({})), "not-taken", False),
        (Server(takes=smtplib.SMTPServerDisconnected()), "interrupted", False),
        (Server(takes=TimeoutError()), "interrupted", False),
    ],
)
def test_only_what_surely_stayed_is_tried_again(field, monkeypatch, server, reason, again):
    monkeypatch.setattr(channels, "get_connection", lambda: server)
    told = render.told(field.round, kind="invitation", token="x" * 22, language="nl")
    with pytest.raises(Undelivered) as problem:
        channels.deliver("email", Address("a@example.org", "nl"), told)
    assert (problem.value.reason, problem.value.again) == (reason, again)


def test_a_gateway_that_says_no_is_tried_again_and_one_that_is_silent_is_not(field, settings, monkeypatch):
    told = render.told(field.round, kind="invitation", token="x" * 22, language="nl")
    settings.SMS_SENDER = f"{__name__}.gateway"
    for said, again in (("HTTPError", True), ("URLError", True), ("TimeoutError", False)):
        monkeypatch.setitem(globals(), "gateway", _refusing(said))
        with pytest.raises(Undelivered) as problem:
            channels.deliver("sms", Address("", "nl", "+31600000000"), told)
        assert problem.value.again is again


def _refusing(said):
    def gateway(*, to, text):
        raise RuntimeError(said)

    return gateway


gateway = _refusing("nothing")


def test_nobody_without_a_way_is_lost_from_sight(field, cast, at, post):
    cast.els.email = cast.els.phone = ""
    cast.els.save()
    settle(field, at, channels=["email", "sms"])
    actions.invite(by=field.dirk, at=at, round=field.round, pseudonyms=[field.els, field.amina])
    failed = row(field, "invitation")
    assert (failed.status, failed.reason) == ("failed", "no-address")
    outbox.again(by=field.dirk, at=at, message=failed, channel="letter")
    assert outbox.print_letters(by=field.dirk, at=at, round=field.round).startswith(b"%PDF")


def test_an_address_that_went_away_meanwhile_fails_with_its_reason(field, invited, cast, at, post):
    cast.els.email = ""
    cast.els.save()
    sending.send_due(at=at, deliver=post)
    assert (row(field, "invitation").status, row(field, "invitation").reason) == ("failed", "no-address")


def test_a_message_that_came_back_can_go_another_way(field, invited, at, post):
    sending.send_due(at=at, deliver=post)
    outbox.bounced(by=field.dirk, at=at, message=row(field, "invitation"))
    assert row(field, "invitation").reason == "bounced"
    outbox.again(by=field.dirk, at=at, message=row(field, "invitation"), channel="letter")
    assert outbox.print_letters(by=field.dirk, at=at, round=field.round)
    assert row(field, "invitation").status == "printed"


def test_what_is_settled_cannot_be_taken_out_and_what_waits_cannot_go_again(field, invited, at, post, cast):
    outbox.cancel(by=field.dirk, at=at, message=row(field, "reminder-2"))
    assert row(field, "reminder-2").reason == "by-hand"
    with pytest.raises(OutboxRefused):
        outbox.cancel(by=field.dirk, at=at, message=row(field, "reminder-2"))
    with pytest.raises(OutboxRefused):
        outbox.again(by=field.dirk, at=at, message=row(field, "reminder-1"))
    with pytest.raises(OutboxRefused):
        outbox.bounced(by=field.dirk, at=at, message=row(field, "reminder-1"))
    with pytest.raises(Refused):
        outbox.cancel(by=cast.access("olga"), at=at, message=row(field, "reminder-1"))


def test_changed_days_move_what_waits_and_leave_what_went(field, invited, at, post):
    sending.send_due(at=at, deliver=post)
    sending.send_due(at=at + 7 * DAY, deliver=post)
    assert row(field, "reminder-1").status == "sent"

    def days(*reminders):
        actions.set_round(
            by=field.dirk, at=at + 8 * DAY, round=field.round, reminders=reminders, incentive_cents=0
        )
        rows = Message.objects.filter(pseudonym=field.els, kind__startswith="reminder").order_by("kind")
        return [(one.status, (one.due_at - at + timedelta(hours=1)).days) for one in rows]

    assert days(5, 21, 30) == [("sent", 7), ("waiting", 21), ("waiting", 30)]
    assert days(5) == [("sent", 7), ("cancelled", 21), ("cancelled", 30)]
    assert days(5, 28) == [("sent", 7), ("waiting", 28), ("cancelled", 30)]
    assert len(post.to("els")) == 2


def test_what_waits_follows_the_channels_of_the_round_and_what_went_stays(field, invited, at, post):
    sending.send_due(at=at, deliver=post)
    settle(field, at + DAY, channels=["letter"])
    assert [(row(field, kind).status, row(field, kind).channel) for kind in ("invitation", "reminder-1")] == [
        ("sent", "email"),
        ("waiting", "letter"),
    ]
    field.round.refresh_from_db()
    assert field.round.channels == ["letter"]
    assert sending.send_due(at=at + 7 * DAY, deliver=post) == 0
    with pytest.raises(OutboxRefused):
        settle(field, at, channels=["pigeon"])


def test_thanks_follow_the_round_also_for_who_was_asked_before(field, invited, at, post):
    answer(invited[field.els], at)
    settle(field, at, thanks=True)
    assert not Message.objects.filter(kind="thanks", pseudonym=field.els).exists()
    assert row(field, "thanks", field.amina).status == "waiting"
    settle(field, at, thanks=False)
    assert (row(field, "thanks", field.amina).status, row(field, "thanks", field.amina).reason) == (
        "cancelled",
        "unplanned",
    )
    settle(field, at, thanks=True)
    assert row(field, "thanks", field.amina).status == "waiting"


OWN = "Vragen voor ons onderzoek. Begin hier: {link}"


def test_a_researcher_writes_the_text_message_and_the_link_is_checked(field, at, sign_in, settings):
    settings.SMS_SENDER = "x"
    address = reverse("survey:round_words", args=[field.study.code, field.round.pk])
    page = sign_in("dirk").get(address).content.decode()
    assert "Vragen voor ons onderzoek: {link}" in page
    languages = re.findall(r'<textarea[^>]* name="(\w+)"', page)
    assert set(languages) == {"nl", "en", "ar", "ti", "fa", "tr", "uk"}
    for wrong in (
        "Geen plaats",
        "{link} {link}",
        "{link} {name}",
        "Zie www.example.org {link}",
        "a" * 290 + "{link}",
    ):
        answered = sign_in("dirk").post(address, {"nl": wrong})
        assert answered.status_code == 422, wrong
    field.round.refresh_from_db()
    assert field.round.short_words == {}
    assert sign_in("dirk").post(address, {"nl": OWN}).status_code == 302
    field.round.refresh_from_db()
    assert field.round.short_words == {"nl": OWN}
    said = render.told(field.round, kind="invitation", token="t" * 22, language="nl")
    assert said.short.startswith(OWN.replace("{link}", letters.link("t" * 22)))
    assert render.told(field.round, kind="invitation", token="t", language="tr").short.startswith("Anket: ")
    assert sign_in("olga").get(address).status_code in (403, 404)


def test_a_renewed_link_takes_the_place_of_what_waited(field, invited, at, post):
    actions.renew_links(by=field.dirk, at=at, round=field.round)
    assert (row(field, "invitation").status, row(field, "invitation").reason) == ("cancelled", "renewed")
    sending.send_due(at=at, deliver=post)
    old = re.search(r"/r/([^/\s]+)/\n", post.to("els")[0].body)[1]
    actions.renew_links(by=field.dirk, at=at + DAY, round=field.round)
    sending.send_due(at=at + 3 * DAY, deliver=post)
    assert len(post.to("els")) == 2
    assert queries.invitation(old) is None
    assert row(field, "renewal-2").status == "sent"


# --- channels


def test_letters_are_one_page_a_person_without_a_name(field, cast, at):
    from io import BytesIO

    from pypdf import PdfReader

    Person = type(cast.els)
    Person.objects.update(email="", phone="")
    actions.invite(by=field.dirk, at=at, round=field.round, pseudonyms=[field.amina, field.els])
    assert sending.send_due(at=at) == 0
    pages = PdfReader(BytesIO(outbox.print_letters(by=field.dirk, at=at, round=field.round))).pages
    assert len(pages) == 2
    words = re.sub(r"[\s\u200b]", "", "".join(page.extract_text() for page in pages))
    for who in (field.amina, field.els):
        assert rules.letter_number(who) in words
        assert who not in words
    assert "Evenbeeld" not in words
    typed = re.findall(r"/r/([0-9a-hjkmnp-tv-z-]+)/", words)
    assert {queries.invitation(token).pseudonym for token in typed} == {field.amina, field.els}
    with pytest.raises(OutboxRefused):
        outbox.print_letters(by=field.dirk, at=at, round=field.round)


@pytest.mark.parametrize("language", [code for code, _name in django_settings.LANGUAGES])
@pytest.mark.parametrize("kind", ["invitation", "reminder-1", "half-way", "thanks"])
def test_a_text_message_is_one_in_every_language(field, language, kind, settings):
    settings.RESPOND_URL = "https://vragen.voorbeeld.nl/r/"
    told = render.told(field.round, kind=kind, token="x" * 22, language=language)
    assert segments(told.short) == 1
    assert kind == "thanks" or "https://vragen.voorbeeld.nl/r/xxxxxxxxxxxxxxxxxxxxxx/" in told.short
    assert language == "en" or told.subject not in ("Thank you for your answers",)
    assert ("rtl" in told.html) is (language in ("ar", "fa"))


def test_the_first_way_that_reaches_a_person(settings):
    both = Address("a@example.org", "nl", "+31600000000")
    settings.SMS_SENDER = ""
    assert planning.channel_for(both, ["sms", "email"]) == "email"
    settings.SMS_SENDER = "x"
    assert planning.channel_for(both, ["sms", "email"]) == "sms"
    assert planning.channel_for(Address("", "nl"), ["sms", "email"]) is None
    assert planning.channel_for(None, ["email", "letter"]) == "letter"


def test_the_text_message_goes_to_the_number(field, cast, at, settings, monkeypatch):
    sent = []
    monkeypatch.setitem(globals(), "gateway", lambda *, to, text: sent.append((to, text)))
    settings.SMS_SENDER = f"{__name__}.gateway"
    cast.els.phone = "+31600000001"
    cast.els.save()
    settle(field, at, channels=["sms", "letter"])
    actions.invite(by=field.dirk, at=at, round=field.round, pseudonyms=[field.els])
    assert sending.send_due(at=at) == 1
    assert sent[0][0] == "+31600000001"
    assert reverse("respond:start", args=["t"], urlconf=RESPOND).split("t/")[0] in sent[0][1]


def test_everything_is_in_the_ledger_and_no_name_is(field, invited, at, post):
    sending.send_due(at=at, deliver=post)
    told = Event.objects.using(RESEARCH).filter(act="survey.send_message")
    assert {event.subject for event in told} == {field.amina, field.els}
    assert told[0].details == {"kind": "invitation", "channel": "email", "status": "sent", "reason": ""}
    assert "example.org" not in str(list(Event.objects.using(RESEARCH).values()))


def test_the_worker_asks_for_work_only_when_there_is_any(field, at, settings):
    from django_tasks_db.models import DBTaskResult

    from werkzaam.web.survey.outbox import task

    settings.SENDING_HOURS, settings.REST_DAYS = "00:00-23:59", ""
    task.look()
    assert not DBTaskResult.objects.exists()
    Round.objects.update(closes_on=date(2099, 1, 1))
    field.round.refresh_from_db()
    actions.invite(by=field.dirk, at=at, round=field.round, pseudonyms=[field.els])
    task.look()
    assert DBTaskResult.objects.count() == 1
    assert task.send_due.call() == 1
    assert len(mail.outbox) == 1
    assert Invitation.objects.count() == 1
