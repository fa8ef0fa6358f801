"""The key-holder finds the name behind the number on a letter, and nobody else does."""

from __future__ import annotations

import pytest
from django.urls import reverse

from werkzaam.sides import GUIDANCE
from werkzaam.web.consent.models import Key
from werkzaam.web.ledger.models import Event
from werkzaam.web.survey.outbox.rules import letter_number


@pytest.fixture
def numbers(cast):
    for person, pseudonym in ((cast.amina, "a" * 32), (cast.els, "e" * 32)):
        Key.objects.create(study="one", person=person, pseudonym=pseudonym)
    return letter_number("e" * 32)


def look(client, text, study="one"):
    return client.post(reverse("consent:envelopes"), {"study": study, "numbers": text})


def test_only_who_was_asked_for_is_shown_and_it_is_written_down(numbers, cast, sign_in):
    page = look(sign_in("ilse"), f"{numbers}\n00000-00000")
    told = page.content.decode()
    assert "Els Evenbeeld" in told
    assert "Amina" not in told
    assert "00000-00000" in told
    looks = Event.objects.using(GUIDANCE).filter(look=True, act="consent.envelopes")
    assert [one.subject for one in looks] == [str(cast.els.pk)]
    assert "e" * 32 not in told


@pytest.mark.parametrize("text", ["", "eeeee", "e", "%", "eeeee-eeeee; DROP", "Els"])
def test_nobody_is_looked_up_by_half_a_number(numbers, cast, sign_in, text):
    assert look(sign_in("ilse"), text).status_code == 422
    assert not Event.objects.using(GUIDANCE).filter(act="consent.envelopes").exists()


def test_another_study_or_another_reader_finds_nobody(numbers, cast, sign_in):
    assert "Evenbeeld" not in look(sign_in("ilse"), numbers, study="two").content.decode()
    for name in ("dirk", "bram", "hana"):
        assert look(sign_in(name), numbers).status_code == 403


def test_a_number_of_a_person_elsewhere_is_not_found(numbers, cast, at, sign_in):
    type(cast.els).objects.filter(pk=cast.els.pk).update(organisation=cast.iepen)
    assert "Evenbeeld" not in look(sign_in("ilse"), numbers).content.decode()
