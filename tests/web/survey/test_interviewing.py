"""Nora asks by telephone and enters from paper: case numbers, one telephone number at a time, every look noted."""

import pytest
from django.urls import reverse

from werkzaam.web.consent import actions as consent
from werkzaam.web.ledger.models import Event
from werkzaam.web.people.models import Person
from werkzaam.web.survey import cases, queries
from werkzaam.web.survey.models import Invitation, Submission


@pytest.fixture
def els(field, tokens):
    return queries.invitation(tokens[field.els])


@pytest.fixture
def nora(els, sign_in):
    return sign_in("nora")


def url(name, *args):
    return reverse(f"survey:{name}", args=args)


def looks(act, side="research"):
    return list(Event.objects.using(side).filter(act=act, look=True).values_list("subject", flat=True))


def begin(nora, els, mode):
    return nora.post(url("begin_case", els.pk), {"mode": mode})


def test_the_list_has_case_numbers_and_no_names(nora, els, field):
    page = nora.get(url("cases")).content.decode()
    assert cases.number(els) in page
    assert "Els" not in page
    assert set(looks("survey.see_cases")) == {field.amina, field.els}


@pytest.mark.parametrize(("code", "name"), [("ti", "Tigrinya"), ("ar", "Arabisch"), ("xx", "xx")])
def test_a_language_goes_by_its_name(nora, els, code, name):
    Invitation.objects.update(language=code)
    for where in (url("cases"), url("case", els.pk)):
        assert name in nora.get(where).content.decode()


def test_a_case_number_leads_to_its_case_and_a_slip_does_not(nora, els):
    number = cases.number(els)
    assert nora.get(url("cases"), {"case": number}).headers["Location"] == url("case", els.pk)
    slip = str(int(number) + 1)
    assert nora.get(url("cases"), {"case": slip}).status_code == 422


def test_a_telephone_number_is_one_look_that_the_person_sees(nora, els, cast):
    Person.objects.filter(pk=cast.els.pk).update(phone="+31 6 00000000")
    assert "+31" not in nora.get(url("case", els.pk)).content.decode()
    page = nora.post(url("call", els.pk)).content.decode()
    assert "+31 6 00000000" in page
    assert "Els" not in page
    assert looks("consent.see_phone", "default") == [str(cast.els.pk)]
    assert not Event.objects.using("default").filter(act="consent.see_phone", subject=els.pseudonym).exists()


def test_who_stopped_is_not_called(nora, els, cast, at):
    Person.objects.filter(pk=cast.els.pk).update(phone="+31 6 00000000")
    consent.withdraw(by=cast.access("ilse"), at=at, person_id=cast.els.pk, purpose="research")
    page = nora.post(url("call", els.pk)).content.decode()
    assert "+31" not in page
    assert "Bel niet" in page
    assert cases.number(els) not in nora.get(url("cases")).content.decode()
    assert looks("consent.see_phone", "default") == []


@pytest.mark.parametrize("mode", ["telephone", "paper"])
def test_the_same_questions_are_filled_in_by_nora(nora, els, mode):
    assert begin(nora, els, mode).headers["Location"] == url("fill", els.pk)
    where = nora.post(url("fill", els.pk), {"go": "next"}).headers["Location"]
    assert where == url("fill_question", els.pk, 1)
    assert cases.number(els) in nora.get(where).content.decode()
    nora.post(where, {"go": "next", "of": "ladder", "answer": "3"})
    nora.post(url("fill_check", els.pk), {"go": "send"})
    sent = Submission.objects.get()
    assert (sent.mode, sent.source, sent.answers) == (mode, "entry", {"ladder": 3.0})
    assert sent.entered_by
    assert els.pseudonym in looks("survey.fill_in")
    noted = Event.objects.using("research").filter(act="survey.submit").get()
    assert noted.actor == sent.entered_by


def test_what_was_sent_is_shown_to_no_interviewer(nora, els):
    begin(nora, els, "telephone")
    page = {"go": "next", "of": "helped", "answer": "De taalles"}
    nora.post(url("fill_question", els.pk, 16), page)
    nora.post(url("fill_check", els.pk), {"go": "send"})
    for where in (url("case", els.pk), url("fill_question", els.pk, 16), url("fill_check", els.pk)):
        assert "De taalles" not in nora.get(where).content.decode()


def test_nothing_is_filled_in_before_a_way_is_chosen(nora, els):
    assert nora.get(url("fill_question", els.pk, 1)).headers["Location"] == url("case", els.pk)
    assert begin(nora, els, "self").headers["Location"] == url("case", els.pk)
    assert Invitation.objects.get(pk=els.pk).mode == "self"


def test_the_session_is_guarded_against_other_sites(nora, els):
    from django.test import Client

    begin(nora, els, "paper")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = nora.cookies
    refused = strict.post(url("fill_question", els.pk, 1), {"go": "next", "of": "ladder", "answer": "3"})
    assert refused.status_code == 403


def test_a_study_elsewhere_does_not_exist_for_nora(nora, els):
    els.round.study.__class__.objects.update(organisation="elsewhere")
    assert nora.get(url("case", els.pk)).status_code == 403
    assert cases.number(els) not in nora.get(url("cases")).content.decode()


def test_the_menu_of_an_interviewer(nora):
    page = nora.get(reverse("way:next"), follow=True)
    assert page.redirect_chain[-1][0] == url("cases")
