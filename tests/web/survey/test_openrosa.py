"""The door of collecting apps: OpenRosa as ODK Collect speaks it, exactly once, and nothing lost."""

import base64
import hashlib
import json
import re
import zlib
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from werkzaam.core.measure.form import read_form
from werkzaam.sides import RESEARCH
from werkzaam.web.consent import actions as consent
from werkzaam.web.ledger.models import Event
from werkzaam.web.people.access import Refused
from werkzaam.web.survey import actions, cases, collectors, deliveries, queries
from werkzaam.web.survey.models import Collector, Delivery, DeliveryFile, Invitation, Media, Round, Submission
from werkzaam.web.survey.openrosa import settings as app
from werkzaam.web.survey.openrosa.door import KEYS
from werkzaam.web.survey.xform.served import served, with_case

ANSWERS = {"ladder": "3", "paid-work": "0", "job-search": "4", "health": "2", "life": "7"}
XFORMS, MANIFEST = (
    "{http://openrosa.org/xforms/xformsList}",
    "{http://openrosa.org/xforms/xformsManifest}",
)


@pytest.fixture
def key(field, cast, at):
    """The collector of Nora, with its token."""
    return actions.make_collector(
        by=field.dirk, at=at, study=field.study, account=str(cast.accounts["nora"].pk), label="Tablet 1"
    )


@pytest.fixture
def base(key):
    return f"/collect/{key[1]}"


@pytest.fixture
def asked(field, tokens):
    return {one.pseudonym: one for one in Invitation.objects.all()}


@pytest.fixture
def case(field, asked):
    return cases.number(asked[field.els])


def instance(field, case, answers=ANSWERS, uuid="uuid:1", **attributes):
    """What a device writes for these answers."""
    told = {"id": served(field.round).id, "version": field.instrument.version} | attributes
    inside = "".join(f"<{name}>{said}</{name}>" for name, said in answers.items())
    attribute = " ".join(f'{name}="{said}"' for name, said in told.items())
    return (
        f'<?xml version="1.0"?><data xmlns:orx="http://openrosa.org/xforms" {attribute}>'
        f"<wz-case>{case}</wz-case>{inside}<orx:meta><orx:instanceID>{uuid}</orx:instanceID></orx:meta></data>"
    ).encode()


def send(base, body, client=None, **files):
    parts = {"xml_submission_file": SimpleUploadedFile("submission.xml", body, "text/xml")}
    parts |= {name: SimpleUploadedFile(name, content) for name, content in files.items()}
    return (client or Client()).post(f"{base}/submission", parts, headers={"x-openrosa-version": "1.0"})


def said(response):
    """The nature and words of an OpenRosa message."""
    top = ElementTree.fromstring(response.content)
    assert top.tag == "{http://openrosa.org/http/response}OpenRosaResponse"
    return top[0].get("nature"), top[0].text


def only(status, reason=""):
    """The one delivery there is, in this state."""
    got = Delivery.objects.get()
    assert (got.status, got.reason) == (status, reason)
    return got


# --- what is fetched


def test_the_list_holds_the_rounds_that_are_open_today(base, field):
    response = Client().get(f"{base}/formList")
    assert response.headers["X-OpenRosa-Version"] == "1.0"
    assert response.headers["Content-Type"].startswith("text/xml")
    (one,) = ElementTree.fromstring(response.content)
    told = {child.tag.removeprefix(XFORMS): child.text for child in one}
    form = Client().get(told["downloadUrl"])
    assert told["formID"] == f"core-battery-r{field.round.pk}"
    assert told["version"] == field.instrument.version
    assert told["hash"] == "md5:" + hashlib.md5(form.content, usedforsecurity=False).hexdigest()
    assert "manifestUrl" not in told
    Round.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    assert len(ElementTree.fromstring(Client().get(f"{base}/formList").content)) == 0
    assert Client().get(told["downloadUrl"]).status_code == 404


def test_one_form_can_be_asked_for(base, field):
    for wanted, many in ((served(field.round).id, 1), ("other", 0)):
        found = Client().get(f"{base}/formList", {"formID": wanted})
        assert len(ElementTree.fromstring(found.content)) == many


def test_a_form_asks_first_whom_it_is_about(base, field):
    form = read_form(Client().get(f"{base}/forms/{served(field.round).id}.xml").content)
    assert next(iter(form.questions)) == "wz-case"
    assert form.version == field.instrument.version
    own = queries.ready(field.instrument.xform, field.instrument.definition).form
    assert list(form.questions)[1:] == list(own.questions)
    assert form.languages == own.languages
    assert with_case(field.instrument.xform, "x") == with_case(field.instrument.xform, "x")


def test_the_device_itself_refuses_a_case_number_that_was_typed_wrong(field, case):
    form = served(field.round).form
    answers = form.start(datetime(2026, 3, 2, 9))
    assert form.fault(answers, "wz-case", case) is None
    assert form.fault(answers, "wz-case", "") is not None
    for place in range(len(case)):
        for digit in "0123456789":
            if digit != case[place]:
                wrong = case[:place] + digit + case[place + 1 :]
                assert form.fault(answers, "wz-case", wrong) is not None, wrong


def test_case_numbers_lead_back_to_one_invitation(field, asked):
    for one in asked.values():
        number = cases.number(one)
        assert cases.find(field.study, number) == one
        assert cases.find(field.study, f" {number[:2]}-{number[2:]} ") == one
    assert [cases.without_check(text) for text in ("", "x", "97", "1" * 40, "-195")] == [None] * 4 + [1]
    for plain in (*range(1, 400), 123_456):
        text = cases.with_check(plain)
        assert cases.without_check(text) == plain
        swapped = {text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in range(len(text) - 1)} - {text}
        assert all(cases.without_check(one) is None for one in swapped)


def test_sounds_and_pictures_go_with_the_form(base, field, at):
    content = b"ID3 not really a sound"
    Media.objects.create(
        instrument=field.instrument,
        name="ladder nl.mp3",
        kind="audio/mpeg",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        added_at=at,
    )
    (one,) = ElementTree.fromstring(Client().get(f"{base}/formList").content)
    (file,) = ElementTree.fromstring(Client().get(one.findtext(f"{XFORMS}manifestUrl")).content)
    assert file.findtext(f"{MANIFEST}filename") == "ladder nl.mp3"
    assert (
        file.findtext(f"{MANIFEST}hash") == "md5:" + hashlib.md5(content, usedforsecurity=False).hexdigest()
    )
    got = Client().get(file.findtext(f"{MANIFEST}downloadUrl"))
    assert (got.content, got.headers["Content-Type"]) == (content, "audio/mpeg")
    assert Client().get(f"{base}/forms/{served(field.round).id}/media/other.mp3").status_code == 404


def test_the_settings_code_is_what_the_app_reads(key, settings):
    settings.COLLECT_URL = "https://veld.example/collect/"
    told = json.loads(zlib.decompress(base64.b64decode(app.payload(key[1], name="Studie"))))
    assert told["general"]["server_url"] == f"https://veld.example/collect/{key[1]}"
    assert told["project"]["name"] == "Studie"
    assert app.code(key[1], name="Studie").path.startswith("M4 4h7v1")  # the corner of a QR code


# --- the key


def test_a_key_is_hashed_revocable_and_bound_to_an_interviewer(base, key, field, cast, at):
    collector, token = key
    assert token not in str(collector.__dict__)
    assert Client().get("/collect/guessed-token/formList").status_code == 404
    cast.accounts["nora"].roles.update(until_on=date(2026, 3, 1))
    assert Client().get(f"{base}/formList").status_code == 403
    cast.accounts["nora"].roles.update(until_on=None)
    assert Client().get(f"{base}/formList").status_code == 200
    collector.refresh_from_db()
    assert collector.seen_at is not None
    actions.revoke_collector(by=field.dirk, at=at, collector=collector)
    actions.revoke_collector(by=field.dirk, at=at, collector=collector)
    assert Client().get(f"{base}/formList").status_code == 403
    assert Event.objects.using(RESEARCH).filter(act="survey.revoke_collector").count() == 1


def test_who_may_have_a_key(field, cast, at):
    names = {holder.name: holder.collects for holder in collectors.holders(field.study, on=at.date())}
    assert names == {"Nora": True, "Dirk": False}
    for account in (str(cast.accounts["bram"].pk), "nobody"):
        with pytest.raises(collectors.CollectorRefused):
            actions.make_collector(by=field.dirk, at=at, study=field.study, account=account, label="x")
    with pytest.raises(Refused):
        actions.make_collector(
            by=cast.access("nora"), at=at, study=field.study, account=str(cast.accounts["nora"].pk), label="x"
        )
    assert not Collector.objects.exists()


def test_a_researchers_key_collects_nothing(field, cast, at, case):
    _made, token = actions.make_collector(
        by=field.dirk, at=at, study=field.study, account=str(cast.accounts["dirk"].pk), label="pyodk"
    )
    assert send(f"/collect/{token}", instance(field, case)).status_code == 403
    assert not Delivery.objects.exists()


def test_guessing_is_slowed_down(base):
    for _ in range(KEYS.most):
        Client().get("/collect/wrong/formList")
    response = Client().get(f"{base}/formList")
    assert (response.status_code, said(response)[0]) == (429, "error")


# --- what is sent


def test_a_device_asks_where_to_send(base):
    response = Client().head(f"{base}/submission?deviceID=x")
    assert response.status_code == 204
    assert response.headers["Location"] == f"http://testserver{base}/submission"
    assert int(response.headers["X-OpenRosa-Accept-Content-Length"]) == 20_000_000
    assert response.headers["X-OpenRosa-Version"] == "1.0"
    assert response.headers["Date"]


def test_answers_are_taken_up(base, field, case, key, asked):
    response = send(base, instance(field, case))
    assert (response.status_code, said(response)[0]) == (201, "submit_success")
    got = only("taken")
    sent = Submission.objects.get()
    assert (sent.invitation, got.invitation) == (asked[field.els],) * 2
    assert sent.answers == {"ladder": 3.0, "paid-work": 0.0, "job-search": 4.0, "health": 2.0, "life": 7.0}
    assert (sent.source, sent.mode, sent.instance) == ("collector", "helped", "uuid:1")
    assert sent.entered_by == key[0].account
    event = Event.objects.using(RESEARCH).get(act="survey.deliver")
    assert (event.subject, event.actor) == (field.els, key[0].account)


def test_a_submission_asks_the_databases_little(base, field, case, asked):
    """A sitting of an interviewer ends with many at once: six reads and five writes each, whatever is in the form."""
    first = cases.number(asked[field.amina])
    send(base, instance(field, first, uuid="uuid:0"))  # reads the form, once and for all
    research, people = (CaptureQueriesContext(connections[side]) for side in (RESEARCH, "default"))
    with research, people:
        assert send(base, instance(field, case)).status_code == 201
    said = [one["sql"].split()[0] for one in (*research.captured_queries, *people.captured_queries)]
    assert said.count("SELECT") <= 6
    assert sum(said.count(word) for word in ("INSERT", "UPDATE", "DELETE")) == 5


def test_the_same_again_is_received_again_and_kept_once(base, field, case):
    body = instance(field, case)
    assert [send(base, body).status_code for _ in range(4)] == [201] * 4
    assert (Delivery.objects.count(), Submission.objects.count()) == (1, 1)
    assert Event.objects.using(RESEARCH).filter(act="survey.deliver").count() == 1


def test_the_same_id_with_other_answers_is_kept_beside(base, field, case):
    send(base, instance(field, case))
    response = send(base, instance(field, case, ANSWERS | {"life": "1"}))
    assert (response.status_code, said(response)[0]) == (202, "submit_success")
    assert Submission.objects.get().answers["life"] == 7.0
    assert set(Delivery.objects.values_list("status", "reason")) == {
        ("taken", ""),
        ("kept", "instance-differs"),
    }


def test_who_answered_on_the_pages_keeps_those_answers(base, field, case, tokens):
    token = tokens[field.els]
    actions.save_answer(at=timezone.now(), token=token, item="life", raw="9")
    actions.submit(at=timezone.now(), token=token)
    assert send(base, instance(field, case)).status_code == 202
    only("kept", "already-answered")
    assert Submission.objects.get().answers == {"life": 9.0}


def test_answers_of_the_app_are_the_answers_of_the_link(base, field, case, tokens):
    actions.save_answer(at=timezone.now(), token=tokens[field.els], item="life", raw="9")
    send(base, instance(field, case))
    assert Client().get(f"/r/{tokens[field.els]}/").status_code == 200
    assert not Invitation.objects.get(pseudonym=field.els).drafts.exists()


@pytest.mark.parametrize(
    ("wrong", "why"), [("", "case-missing"), ("196", "case-unknown"), ("x", "case-unknown")]
)
def test_a_wrong_case_number_loses_nothing(base, field, wrong, why):
    assert send(base, instance(field, wrong)).status_code == 202
    assert bytes(only("kept", why).body) == instance(field, wrong)


def test_the_case_number_of_another_round_is_kept(base, field, asked, at):
    from werkzaam.web.study import actions as studies

    today = timezone.localdate()
    studies.schedule_wave(by=field.dirk, at=at, study=field.study, wave="t1", opens_on=today, closes_on=today)
    other = actions.open_round(
        by=field.dirk, at=at, study=field.study, wave="t1", instrument=field.instrument
    )
    body = instance(field, cases.number(asked[field.els]), id=served(other).id)
    send(base, body)
    assert only("kept", "case-other-round").round == other


def test_the_case_number_of_another_study_is_unknown(base, field, case, cast, at):
    from werkzaam.web.study import actions as studies

    text = field.study.plan_toml.replace('key = "via-esdoorn"', 'key = "other"')
    other = studies.open_study(by=field.dirk, at=at, organisation="instituut", programme="p", plan_toml=text)
    _made, token = actions.make_collector(
        by=field.dirk, at=at, study=other, account=str(cast.accounts["nora"].pk), label="Tablet 2"
    )
    send(f"/collect/{token}", instance(field, case))
    got = only("kept", "form-unknown")
    assert (got.round, got.invitation) == (None, None)


@pytest.mark.parametrize(
    ("answers", "attributes", "why"),
    [
        ({}, {"version": "1999"}, "instance-other-version"),
        ({"no-such": "1"}, {}, "instance-unknown-question"),
        ({"life": "99"}, {}, "answers-broken"),
        ({"ladder": "no such choice"}, {}, "answers-broken"),
        ({"job-search": "4" * 1_000_000}, {}, "answers-broken"),
        ({"helped": "x" * 1_000_000}, {}, "answers-broken"),
        ({}, {"id": "other-form"}, "form-unknown"),
    ],
)
def test_what_does_not_fit_the_form_is_kept(base, field, case, answers, attributes, why):
    assert send(base, instance(field, case, answers, **attributes)).status_code == 202
    only("kept", why)
    assert not Submission.objects.exists()


def test_emoji_and_scripts_from_right_to_left_arrive_whole(base, field, case):
    words = "لا 🙂 \u202eአማርኛ &amp; <![CDATA[<b>]]>"
    send(base, instance(field, case, {"helped": words, "life": "7"}))
    only("taken")
    assert Submission.objects.get().answers["helped"] == "لا 🙂 \u202eአማርኛ & <b>"


def test_utf16_is_read(base, field, case):
    text = instance(field, case).decode().replace('version="1.0"', 'version="1.0" encoding="utf-16"', 1)
    assert send(base, text.encode("utf-16")).status_code == 201
    only("taken")


# --- the days of a round


def ended(field, case, at, uuid="uuid:1"):
    body = instance(field, case, uuid=uuid).decode()
    return body.replace("<orx:meta>", f"<wz-end>{at.isoformat()}</wz-end><orx:meta>").encode()


@pytest.mark.parametrize(
    ("days", "why"), [(-10, ""), (0, ""), (1, ""), (2, "round-closed"), (-4000, "round-closed")]
)
def test_after_the_round_the_clock_of_the_device_counts(base, field, case, days, why):
    """Filled in within the round, with a day's grace for a clock that is wrong; sent when there was network."""
    closed = timezone.localdate() - timedelta(days=5)
    Round.objects.update(closes_on=closed)
    noon = datetime(closed.year, closed.month, closed.day, 12, tzinfo=UTC) + timedelta(days=days)
    send(base, ended(field, case, noon))
    only("kept" if why else "taken", why)
    if not why:
        assert Submission.objects.get().submitted_at == noon


def test_while_the_round_is_open_the_clock_of_the_device_does_not_matter(base, field, case):
    send(base, ended(field, case, datetime(1970, 1, 2, tzinfo=UTC)))
    only("taken")
    assert timezone.now() - Submission.objects.get().submitted_at < timedelta(minutes=1)


def test_after_the_round_without_a_time_it_is_kept(base, field, case):
    Round.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    send(base, instance(field, case))
    only("kept", "round-closed")


# --- withdrawn, encrypted, files


def test_who_withdrew_leaves_nothing_behind(base, field, case, cast, at):
    consent.withdraw(by=cast.access("ilse"), at=at, person_id=cast.els.pk, purpose="research")
    body = instance(field, case)
    for _ in range(2):
        assert said(send(base, body, photo=b"a face"))[0] == "submit_success"
    got = only("set-aside", "consent-withdrawn")
    assert (bytes(got.body), got.invitation) == (b"", None)
    assert got.sha256 == hashlib.sha256(body).hexdigest()
    assert not DeliveryFile.objects.exists()
    assert not Submission.objects.exists()


def sealed(field, uuid="uuid:9"):
    return (
        f'<data xmlns="http://opendatakit.org/submissions" encrypted="yes" id="{served(field.round).id}" '
        f'version="{field.instrument.version}"><base64EncryptedKey>c2VjcmV0</base64EncryptedKey>'
        f'<orx:meta xmlns:orx="http://openrosa.org/xforms"><orx:instanceID>{uuid}</orx:instanceID></orx:meta>'
        "<encryptedXmlFile>submission.xml.enc</encryptedXmlFile><media><file>photo.jpg.enc</file></media></data>"
    ).encode()


def test_encrypted_answers_are_kept_as_they_came(base, field):
    body, secret = sealed(field), bytes(range(256))
    response = send(base, body, **{"submission.xml.enc": secret})
    assert (response.status_code, said(response)[0]) == (201, "submit_success")
    send(base, body, **{"photo.jpg.enc": b"more"})
    got = only("sealed")
    assert bytes(got.body) == body
    files = {file.name: bytes(file.content) for file in got.files.all()}
    assert files == {"submission.xml.enc": secret, "photo.jpg.enc": b"more"}
    assert not Submission.objects.exists()


def test_files_come_in_several_posts_and_never_replace_each_other(base, field, case):
    body = instance(field, case)
    for files in ({"a.jpg": b"one"}, {"b.jpg": b"two"}, {"a.jpg": b"one"}, {"a.jpg": b"other"}):
        assert send(base, body, **files).status_code == 201
    kept = sorted(bytes(content) for content in DeliveryFile.objects.values_list("content", flat=True))
    assert kept == [b"one", b"other", b"two"]
    assert Submission.objects.count() == 1


# --- what is no submission at all

BOMB = b'<!DOCTYPE a [<!ENTITY b "bbb"><!ENTITY c "&b;&b;">]><data id="x">&c;</data>'
XXE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><data id="x">&b;</data>'


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"not xml", 422),
        (b"<data id='x'/>", 422),
        (b"<data id='x'><meta><instanceID> </instanceID></meta></data>", 422),
        (b"<data id='x'><meta><instanceID>" + b"u" * 101 + b"</instanceID></meta></data>", 422),
        (BOMB, 422),
        (XXE, 422),
        (b"<a>" * 5000, 422),
        (b"<data id='x'>" + b" " * 2_000_001 + b"</data>", 422),
        ("<data id='x'>".encode("utf-16"), 422),
    ],
)
def test_what_is_no_submission_is_refused_in_words(base, body, status):
    response = send(base, body)
    assert (response.status_code, said(response)[0]) == (status, "error")
    assert b"passwd" not in response.content
    assert b"root:" not in response.content
    assert not Delivery.objects.exists()


def test_posts_that_are_no_posts(base):
    client = Client()
    assert client.post(f"{base}/submission", b"<data/>", content_type="text/xml").status_code == 400
    assert client.post(f"{base}/submission", {"other": SimpleUploadedFile("a", b"a")}).status_code == 400
    broken = client.post(f"{base}/submission", b"--x", content_type="multipart/form-data; boundary=")
    assert (broken.status_code, said(broken)[0]) == (400, "error")
    many = {f"f{n}": SimpleUploadedFile(f"f{n}", b"x") for n in range(150)}
    assert client.post(f"{base}/submission", many).status_code == 400
    large = send(base, b"<data/>", **{"film.mp4": b"x" * 20_000_001})
    assert (large.status_code, said(large)[0]) == (413, "error")
    assert client.get(f"{base}/submission").status_code == 405
    assert not Delivery.objects.exists()


# --- the pages


def page(sign_in, name, where, method="get", **data):
    client = sign_in(name)
    return getattr(client, method)(f"/research/field/studies/via-esdoorn/{where}", data)


@pytest.fixture
def kept(base, field):
    send(base, instance(field, "196", ANSWERS | {"life": "99"}))
    return Delivery.objects.get()


def test_a_delivery_is_looked_at_and_taken_up(kept, field, case, sign_in):
    assert "Nobody in this study has this case number" in english(sign_in, "deliveries/")
    shown = english(sign_in, f"deliveries/{kept.pk}/")
    assert "196" in shown
    look = Event.objects.using(RESEARCH).filter(act="survey.see_delivery", look=True).get()
    assert look.subject == f"delivery:{kept.pk}"
    assert page(sign_in, "dirk", f"deliveries/{kept.pk}/attach/", "post", case="97").status_code == 422
    assert page(sign_in, "dirk", f"deliveries/{kept.pk}/attach/", "post", case=case).status_code == 302
    sent = Submission.objects.get()
    assert sent.invitation.pseudonym == field.els
    assert "life" not in sent.answers  # it breaks a rule
    assert sent.answers["ladder"] == 3.0
    got = Delivery.objects.get()
    assert (got.status, got.settled_by) == ("taken", field.dirk.account)
    assert Event.objects.using(RESEARCH).get(act="survey.settle_delivery").subject == field.els


def english(sign_in, where):
    client = sign_in("dirk")
    client.cookies["django_language"] = "en"
    response = client.get(f"/research/field/studies/via-esdoorn/{where}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_delivery_can_be_set_aside_and_taken_up_after_all(kept, field, case, at):
    for _ in range(2):
        actions.set_aside(by=field.dirk, at=at, delivery=kept)
    only("set-aside", "case-unknown")
    actions.attach(by=field.dirk, at=at, delivery=kept, case=case)
    only("taken", "case-unknown")
    with pytest.raises(deliveries.DeliveryRefused):
        actions.set_aside(by=field.dirk, at=at, delivery=kept)
    with pytest.raises(deliveries.DeliveryRefused):
        actions.attach(by=field.dirk, at=at, delivery=kept, case=case)


def test_answers_that_are_there_stay_and_can_be_compared(kept, base, field, case, at, sign_in):
    send(base, instance(field, case, uuid="uuid:2"))
    with translation.override("en"), pytest.raises(deliveries.DeliveryRefused, match="answered already"):
        actions.attach(by=field.dirk, at=at, delivery=kept, case=case)
    send(base, instance(field, case, ANSWERS | {"life": "1"}, uuid="uuid:3"))
    second = Delivery.objects.get(reason="already-answered")
    told = deliveries.delivery(field.study, second.pk)
    pairs = [(line.said, line.there) for line in deliveries.lines(told, deliveries.reading(told))]
    assert (1.0, 7.0) in pairs
    assert "There already" in english(sign_in, f"deliveries/{second.pk}/")


def test_who_withdrew_meanwhile_is_not_opened(kept, base, field, case, cast, at, sign_in):
    send(base, instance(field, case, {"life": "99"}, uuid="uuid:5"))
    theirs = Delivery.objects.get(reason="answers-broken")
    consent.withdraw(by=cast.access("ilse"), at=at, person_id=cast.els.pk, purpose="research")
    shown = english(sign_in, f"deliveries/{theirs.pk}/")
    assert "withdrew" in shown
    assert "99" not in shown.split("<main")[1]
    assert page(sign_in, "dirk", f"deliveries/{theirs.pk}/files/").status_code == 422
    actions.attach(by=field.dirk, at=at, delivery=kept, case=case)
    erased = Delivery.objects.get(pk=kept.pk)
    assert (bytes(erased.body), erased.reason, erased.status) == (b"", "consent-withdrawn", "set-aside")
    assert not Submission.objects.exists()


def test_sealed_answers_can_be_taken_to_their_key(base, field, sign_in):
    import io
    import zipfile

    send(base, sealed(field), **{"submission.xml.enc": b"secret"})
    got = only("sealed")
    response = page(sign_in, "dirk", f"deliveries/{got.pk}/files/")
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.read("submission.xml") == sealed(field)
        assert archive.read("submission.xml.enc") == b"secret"
    assert Event.objects.using(RESEARCH).filter(act="survey.take_delivery").exists()


@pytest.mark.parametrize("name", ["olga", "nora", "bram", "ilse", "amina"])
def test_who_may_not_settle_does_not_even_see(kept, name, sign_in):
    for where in ("collectors/", "deliveries/", f"deliveries/{kept.pk}/", f"deliveries/{kept.pk}/files/"):
        assert page(sign_in, name, where).status_code == 403


def test_a_key_is_made_shown_once_and_taken_back(field, cast, sign_in):
    nora = str(cast.accounts["nora"].pk)
    assert page(sign_in, "dirk", "collectors/make/", "post", account=nora, label="").status_code == 422
    made = page(sign_in, "dirk", "collectors/make/", "post", account=nora, label="Tablet 7")
    token = re.search(r"/collect/([\w-]{22})<", made.content.decode())[1]
    assert Client().get(f"/collect/{token}/formList").status_code == 200
    listed = page(sign_in, "dirk", "collectors/").content.decode()
    assert "Tablet 7" in listed
    assert token not in listed
    number = Collector.objects.get().pk
    assert page(sign_in, "dirk", f"collectors/{number}/revoke/", "post").status_code == 302
    assert Client().get(f"/collect/{token}/formList").status_code == 403
