"""A coach gives a participant access: an account without a password, and a letter that says how to sign in."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from werkzaam.problem import Problem
from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.own_access import give_access
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people import actions as people
from werkzaam.web.people.models import Account, Role


@pytest.fixture
def yara(cast, at, start):
    """Yara, registered and guided by Bram, without an account."""
    who = {"by": cast.access("bram"), "at": at, "organisation": cast.esdoorn}
    person = people.register_person(
        **who, given_name="Yara", family_name="Verzonnen", email="yara@example.org", language="en"
    )
    return start(person)


def refused(**values):
    with pytest.raises(Problem) as caught:
        give_access(**values)
    return caught.value.code


def test_a_coach_gives_access_and_the_person_signs_in_with_a_code(
    cast, yara, sign_in, mailoutbox, django_capture_on_commit_callbacks
):
    cache.clear()
    url = reverse("journey:own_access", args=[yara.pk])
    browser = sign_in("bram")
    assert browser.get(url).context["form"].initial["email"] == "yara@example.org"
    with django_capture_on_commit_callbacks(using="default", execute=True):
        assert browser.post(url, {"email": "Yara@Example.org"}).url == url
    (letter,) = mailoutbox
    assert letter.to == ["yara@example.org"] and reverse("account_request_login_code") in letter.body
    account = Account.objects.get(person=yara.person_id)
    assert not account.has_usable_password() and account.language == "en"
    assert Role.objects.get(account=account).kind == "participant"
    sign_in("anonymous").post(reverse("account_request_login_code"), {"email": "yara@example.org"})
    assert mailoutbox[-1].subject == "Your code to sign in"
    acts = [event.act for event in ledger.acts_on(yara.person_id, side=GUIDANCE)]
    assert acts.count("journey.give_access") == 1


def test_again_sends_the_letter_again_and_changes_no_address(
    cast, at, yara, sign_in, mailoutbox, django_capture_on_commit_callbacks
):
    for email in ("yara@example.org", "bram.prive@example.org"):
        with django_capture_on_commit_callbacks(using="default", execute=True):
            sign_in("bram").post(reverse("journey:own_access", args=[yara.pk]), {"email": email})
    assert [one.to for one in mailoutbox] == [["yara@example.org"]] * 2
    assert Account.objects.filter(person=yara.person_id).count() == 1


@pytest.mark.parametrize("email", ["bram@example.org", "AMINA@example.org"])
def test_an_address_of_another_account_is_refused_and_nothing_is_half_done(cast, at, yara, email):
    assert refused(by=cast.access("bram"), at=at, trajectory=yara, email=email) == "email-taken"
    assert not Account.objects.filter(person=yara.person_id).exists()


@pytest.mark.parametrize("name", ["chaima", "otto", "hana", "femke", "amina"])
def test_only_the_own_team_gives_access(cast, yara, name):
    who = {"by": cast.access(name), "at": timezone.now()}
    assert refused(**who, trajectory=yara, email="yara@example.org") == "refused"
