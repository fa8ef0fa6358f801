"""Signing by link without an account, telling how it goes, and links that were used, expired or never given."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from werkzaam.problem import Problem
from werkzaam.sides import GUIDANCE
from werkzaam.web.journey import models
from werkzaam.web.journey.actions import agreement as actions
from werkzaam.web.journey.actions import agreement_act as acts
from werkzaam.web.journey.actions import agreement_link as links
from werkzaam.web.journey.actions import employer as employers
from werkzaam.web.journey.actions import practice
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.ledger.models import Event

MON = date(2026, 2, 2)
TOKEN = re.compile(r"/agreement/([\w-]+)/")


@pytest.fixture(autouse=True)
def _no_brake():
    cache.clear()


@pytest.fixture
def gert(cast, at):
    who = {"by": cast.access("bram"), "at": at}
    naald = employers.save_employer(**who, organisation=cast.esdoorn, name="De Naald")
    return employers.save_contact(**who, employer=naald, name="Gert", email="gert@example.org")


@pytest.fixture
def placement(cast, at, start, gert):
    return practice.place(
        by=cast.access("bram"), at=at, id=uuid4(), trajectory=start(), employer=gert.employer, kind="taster",
        starts_on=MON, ends_on=MON + timedelta(40), hours_per_week=8, supervisor=gert,
    )  # fmt: skip


@pytest.fixture
def draw_up(cast, at, placement, gert, django_capture_on_commit_callbacks):
    """Draw up an agreement and give back (agreement, tokens in the letters)."""

    def make(text="Amina naait.", signatories=None):
        mail.outbox.clear()
        who = {"by": cast.access("bram"), "at": at, "placement": placement}
        with django_capture_on_commit_callbacks(using="default", execute=True):
            made = actions.draw_up(**who, text=text, signatories=signatories or [gert])
        return made, [TOKEN.search(letter.body)[1] for letter in mail.outbox]

    return make


def code(call, **values):
    with pytest.raises(Problem) as caught:
        call(**values)
    return caught.value.code


def test_all_parties_sign_and_the_placement_is_agreed(cast, at, draw_up, placement):
    made, (token,) = draw_up()
    own = made.signatures.get(party="participant")
    signed = acts.sign_by_link(at=at, token=token, name="G. Verzonnen")
    assert (signed.name, signed.sha256, signed.account) == ("G. Verzonnen", made.sha256, None)
    actions.sign_for_agency(by=cast.access("bram"), at=at, agreement=made, name="Bram")
    assert models.Placement.objects.get().status == "proposed"
    actions.sign_own(by=cast.access("amina"), at=at, signature=own, name="Amina")
    assert models.Placement.objects.get().status == "agreed"
    acted = ledger.acts_on(cast.amina.pk, side=GUIDANCE).filter(act="journey.sign")
    assert acted.count() == 3 and acted.filter(actor__startswith="contact:").count() == 1
    assert code(actions.draw_up, by=cast.access("bram"), at=at, placement=placement, text="x",
                signatories=[signed.contact]) == "agreement-stands"  # fmt: skip


def test_two_people_sign_for_the_employer_and_no_third(cast, at, draw_up, gert, placement):
    who = {"by": cast.access("bram"), "at": at, "employer": gert.employer}
    greet = employers.save_contact(**who, name="Greet", email="greet@example.org")
    made, tokens = draw_up(signatories=[gert, greet])
    assert len(tokens) == 2 and made.signatures.filter(party="employer").count() == 2
    draft = {"by": cast.access("bram"), "at": at, "placement": placement, "text": "x"}
    assert code(actions.draw_up, **draft, signatories=[gert, greet, gert]) == "signatories"
    silent = employers.save_contact(**who, name="Stil")
    assert code(actions.draw_up, **draft, signatories=[silent]) == "no-address"


def test_the_letter_names_no_participant_and_the_database_no_token(draw_up):
    _made, (token,) = draw_up()
    assert "Amina" not in mail.outbox[0].body + mail.outbox[0].subject
    (link,) = models.MagicLink.objects.all()
    assert token not in str(vars(link)) and len(token) >= 32


def test_a_link_opens_once(at, draw_up):
    _made, (token,) = draw_up()
    acts.sign_by_link(at=at, token=token, name="Gert")
    assert code(acts.sign_by_link, at=at, token=token, name="Iemand anders") == "link-used"
    assert models.Signature.objects.get(party="employer").name == "Gert"


def test_expired_revoked_and_unknown_links_sign_nothing(cast, at, draw_up, gert):
    _made, (token,) = draw_up()
    late = at + timedelta(days=14)
    assert code(acts.sign_by_link, at=late, token=token, name="Gert") == "link-expired"
    assert code(acts.sign_by_link, at=at, token="x" * 32, name="Gert") == "link-unknown"
    assert code(acts.check_in_by_link, at=at, token=token, going="well") == "link-unknown"
    draw_up(text="Amina naait en knipt.")  # a newer version: the older link is closed
    assert code(acts.sign_by_link, at=at, token=token, name="Gert") == "link-expired"
    _made, (token,) = draw_up(text="Weer anders.")
    employers.save_contact(by=cast.access("bram"), at=at, employer=gert.employer, contact=gert, name="Gert",
                           email=gert.email, is_active=False)  # fmt: skip
    assert code(acts.sign_by_link, at=at, token=token, name="Gert") == "link-expired"
    assert not models.Signature.objects.exclude(name="").exists()


def test_words_that_were_changed_cannot_be_signed_and_the_link_is_not_spent(at, draw_up):
    made, (token,) = draw_up()
    models.Agreement.objects.filter(pk=made.pk).update(text="Zonder loon, voor altijd.")
    assert code(acts.sign_by_link, at=at, token=token, name="Gert") == "agreement-changed"
    assert models.MagicLink.objects.get().uses == 0


def test_only_the_person_and_the_team_sign_in_their_own_name(cast, at, draw_up):
    made, _tokens = draw_up()
    own, agency = (made.signatures.get(party=party) for party in ("participant", "agency"))
    assert code(actions.sign_own, by=cast.access("bram"), at=at, signature=own, name="x") == "refused"
    assert code(actions.sign_own, by=cast.access("amina"), at=at, signature=agency, name="x") == "refused"
    assert (
        code(actions.sign_for_agency, by=cast.access("chaima"), at=at, agreement=made, name="x") == "refused"
    )


def test_check_ins_are_asked_for_once_when_due_and_told_once(
    cast, at, placement, django_capture_on_commit_callbacks
):
    practice.start_placement(by=cast.access("bram"), at=at, placement=placement)
    with django_capture_on_commit_callbacks(using="default", execute=True):
        assert acts.send_due_check_ins(at=at) == 2  # weeks 1 and 4 by 2 March
    assert acts.send_due_check_ins(at=at) == 0
    token = TOKEN.search(mail.outbox[0].body)[1]
    told = acts.check_in_by_link(at=at, token=token, going="mixed", hours=8, is_hard="<b>De klok</b>")
    assert told.party == "employer" and told.done_at == at
    assert code(acts.check_in_by_link, at=at, token=token, going="well") == "link-used"
    who = {"by": cast.access("bram"), "at": at, "check_in": told, "party": "employer"}
    assert code(acts.record_check_in, **who, going="well") == "already-told"
    assert code(acts.record_check_in, **who | {"by": cast.access("otto")}, going="well") == "refused"
    assert models.CheckIn.objects.get(pk=told.pk).going == "mixed"


def test_the_command_says_how_many_it_sent(cast, db, capsys):
    call_command("send_check_ins")
    assert "0 links" in capsys.readouterr().out


def test_the_resend_page_says_the_same_whether_or_not_the_address_is_known(
    sign_in, draw_up, django_capture_on_commit_callbacks
):
    draw_up()
    mail.outbox.clear()
    url, answers = reverse("journey:agreement_resend"), []
    for email in ("gert@example.org", "niemand@example.org"):
        with django_capture_on_commit_callbacks(using="default", execute=True):
            page = sign_in("anonymous").post(url, {"email": email}, follow=True)
        answers.append(re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page.content))
    assert answers[0] == answers[1] and len(mail.outbox) == 1
    assert mail.outbox[0].to == ["gert@example.org"]
    told = Event.objects.using("default").filter(act="journey.resend_links")
    assert "example.org" not in str([event.details for event in told])


def test_a_mailbox_is_not_flooded(sign_in, draw_up, django_capture_on_commit_callbacks):
    draw_up()
    mail.outbox.clear()
    for _time in range(6):
        with django_capture_on_commit_callbacks(using="default", execute=True):
            answer = sign_in("anonymous").post(
                reverse("journey:agreement_resend"), {"email": "Gert@example.org"}
            )
        assert answer.status_code == 302
    assert len(mail.outbox) == 3


@pytest.fixture
def now(monkeypatch, at):
    """The pages' clock stands at `at`."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)


def test_pages_of_a_link_say_why_it_does_not_open(now, at, sign_in, draw_up):
    _made, (token,) = draw_up(text="Amina naait <script>alert(1)</script>")
    browser, url = sign_in("anonymous"), reverse("journey:agreement_link", args=[token])
    page = browser.get(url)
    assert page.status_code == 200 and b"<script>alert" not in page.content
    assert browser.post(url, {"name": "Gert"}).status_code == 422  # not agreed
    assert browser.post(url, {"name": "Gert", "agrees": "on"}).url == url
    assert browser.get(url).status_code == 200 and b"Amina" not in browser.get(url).content
    again = browser.post(url, {"name": "Weer", "agrees": "on"})  # a double tap
    assert again.status_code == 200 and again.context["again"] and b"Amina" not in again.content
    assert models.Signature.objects.get(party="employer").name == "Gert"
    unknown = browser.get(reverse("journey:agreement_link", args=["nergens"]))
    assert unknown.status_code == 404 and reverse("journey:agreement_resend").encode() in unknown.content
    _made, (token,) = draw_up(text="Nieuw")
    models.MagicLink.objects.update(created_at=at - timedelta(14), expires_at=at)
    assert browser.get(reverse("journey:agreement_link", args=[token])).status_code == 410


def test_the_participant_sees_that_the_employer_looked(now, sign_in, draw_up, cast):
    _made, (token,) = draw_up()
    sign_in("anonymous").get(reverse("journey:agreement_link", args=[token]))
    assert ledger.looks_at(cast.amina.pk, side=GUIDANCE).filter(actor__startswith="contact:").count() == 1
    assert sign_in("amina").get(reverse("people:who_looked")).status_code == 200


def test_an_overview_can_only_be_read(now, at, cast, sign_in, placement):
    made = links.send_links(at=at, overviews=[placement])
    (token,) = made
    browser, url = sign_in("anonymous"), reverse("journey:agreement_link", args=[token])
    assert b"Amina" in browser.get(url).content and browser.post(url).status_code == 200
    assert code(acts.sign_by_link, at=at, token=token, name="Gert") == "link-unknown"


def test_the_participant_reads_and_signs_and_nobody_else_does(now, cast, sign_in, draw_up):
    made, _tokens = draw_up()
    own = made.signatures.get(party="participant")
    browser, url = sign_in("amina"), reverse("journey:own_agreement", args=[own.pk])
    assert url.encode() in browser.get(reverse("journey:own_placements")).content
    assert browser.post(url, {"name": "Amina", "agrees": "on"}).status_code == 302
    assert browser.get(url).status_code == 200
    other = made.signatures.get(party="employer")
    assert browser.get(reverse("journey:own_agreement", args=[other.pk])).status_code == 403
