"""Signing in without a password: a code of six digits, and a link that a mail program may look at."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from werkzaam.web.sites import sign_in_code, sign_in_link

ASK, CONFIRM = "account_request_login_code", "account_confirm_login_code"


@pytest.fixture(autouse=True)
def _no_limits_left_over() -> None:
    cache.clear()


def ask(client: Client, name: str) -> Any:
    return client.post(reverse(ASK), {"email": f"{name}@example.org"}, follow=True)


def letter(outbox: list[Any]) -> tuple[str, str]:
    """(code, path of the link) of the last letter."""
    body = outbox[-1].body
    found = re.search(r"\b(\d{6})\b", body), re.search(r"https?://[^/]+(/\S+)", body)
    assert found[0] and found[1]
    return found[0][1], found[1][1]


def signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def second_factor(account: Any) -> None:
    TOTP.activate(account, generate_totp_secret())
    assert Authenticator.objects.filter(user=account).exists()


def test_a_participant_signs_in_with_the_code_of_the_letter(cast, mailoutbox):
    client = Client()
    page = ask(client, "amina")
    assert page.redirect_chain[-1][0] == reverse(CONFIRM)
    code, _link = letter(mailoutbox)
    assert mailoutbox[-1].to == ["amina@example.org"] and signed_in(client) is None
    response = client.post(reverse(CONFIRM), {"code": f" {code[:3]} {code[3:]} "})
    assert response.headers["Location"] == reverse("way:next")
    assert signed_in(client) == str(cast.accounts["amina"].pk)


def test_a_code_works_once_and_only_where_it_was_asked_for(cast, mailoutbox):
    client = Client()
    ask(client, "amina")
    code, _link = letter(mailoutbox)
    assert Client().post(reverse(CONFIRM), {"code": code}).status_code == 302  # nothing was asked there
    client.post(reverse(CONFIRM), {"code": code})
    client.logout()
    client.post(reverse(CONFIRM), {"code": code})
    assert signed_in(client) is None


def test_three_wrong_codes_end_it(cast, mailoutbox):
    client = Client()
    ask(client, "amina")
    code, _link = letter(mailoutbox)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert client.post(reverse(CONFIRM), {"code": wrong}).status_code == 200
    for _time in range(2):
        client.post(reverse(CONFIRM), {"code": wrong})
    client.post(reverse(CONFIRM), {"code": code})
    assert signed_in(client) is None


def test_code_and_link_end_after_fifteen_minutes(cast, mailoutbox, monkeypatch):
    client = Client()
    ask(client, "amina")
    code, link = letter(mailoutbox)
    import time

    later = time.time() + 15 * 60 + 1
    monkeypatch.setattr(time, "time", lambda: later)
    client.post(reverse(CONFIRM), {"code": code})
    assert signed_in(client) is None
    assert Client().get(link).status_code == 410


def test_a_known_and_an_unknown_address_get_the_same_answer(cast, mailoutbox):
    pages = [ask(Client(), name) for name in ("amina", "nobody", "bram")]
    same = {
        re.sub(r"[\w.]+@example\.org|nonce=\S+|value=\"\w{64}\"", "", page.content.decode()) for page in pages
    }
    assert len(same) == 1 and {page.status_code for page in pages} == {200}
    assert [one.to for one in mailoutbox] == [["amina@example.org"]]  # Bram has no second factor: no letter


@pytest.mark.parametrize("code", ["", "000000", "123456", sign_in_code.digits("x"), "１２３４５６"])
def test_no_code_opens_an_unknown_address(cast, code):
    client = Client()
    ask(client, "nobody")
    client.post(reverse(CONFIRM), {"code": code})
    assert signed_in(client) is None


def test_the_code_is_kept_nowhere(cast, mailoutbox, caplog):
    with caplog.at_level(logging.DEBUG):
        ask(Client(), "amina")
    code, link = letter(mailoutbox)
    kept = str([one.get_decoded() for one in Session.objects.all()])
    assert "login_by_code" in kept and code not in kept and link not in kept
    assert code not in caplog.text and link not in caplog.text


def test_looking_at_the_link_spends_nothing_and_the_button_once(cast, mailoutbox):
    ask(Client(), "amina")
    _code, link = letter(mailoutbox)
    scanner, phone, again = Client(), Client(), Client()
    for _time in range(3):
        assert scanner.get(link).status_code == 200 and scanner.head(link).status_code == 200
    assert signed_in(scanner) is None
    assert phone.post(link).headers["Location"] == reverse("way:next")
    assert signed_in(phone) == str(cast.accounts["amina"].pk)
    assert again.post(link).status_code == 410 and again.get(link).status_code == 410
    assert signed_in(again) is None


def test_of_two_taps_at_once_one_spends_the_link(cast):
    amina = cast.accounts["amina"]
    first, second = (type(amina).objects.get(pk=amina.pk) for _tap in range(2))
    assert [sign_in_link.spend(first), sign_in_link.spend(second)] == [True, False]


def test_signing_in_with_the_code_ends_the_link_of_the_same_letter(cast, mailoutbox):
    client = Client()
    ask(client, "amina")
    code, link = letter(mailoutbox)
    client.post(reverse(CONFIRM), {"code": code})
    assert Client().post(link).status_code == 410


@pytest.mark.parametrize("broken", ["nothing", "aGFsZg", "%F0%9F%98%80"])
def test_a_link_that_is_not_whole_opens_nothing(cast, mailoutbox, broken):
    ask(Client(), "amina")
    _code, link = letter(mailoutbox)
    for path in (f"/account/link/{broken}/", link[:-3] + "/"):
        assert Client().post(path).status_code == 410


def test_an_account_that_was_closed_has_no_way_in(cast, mailoutbox):
    ask(Client(), "amina")
    _code, link = letter(mailoutbox)
    type(cast.accounts["amina"]).objects.filter(pk=cast.accounts["amina"].pk).update(is_active=False)
    assert Client().post(link).status_code == 410
    ask(Client(), "amina")
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("by", ["code", "link"])
def test_staff_are_asked_for_the_second_factor_all_the_same(cast, mailoutbox, by):
    second_factor(cast.accounts["bram"])
    client = Client()
    ask(client, "bram")
    code, link = letter(mailoutbox)
    response = client.post(reverse(CONFIRM), {"code": code}) if by == "code" else client.post(link)
    assert response.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert signed_in(client) is None
    assert client.get(reverse("journey:today")).status_code == 302


def test_staff_without_a_second_factor_have_no_way_in_by_mailbox(cast, mailoutbox, rf):
    ask(Client(), "bram")
    assert not mailoutbox
    link = sign_in_link.address(rf.get("/"), cast.accounts["bram"])
    assert Client().post(link.removeprefix("http://testserver")).status_code == 410


def test_asking_too_often_is_refused(cast, mailoutbox):
    pages = [ask(Client(), "amina") for _time in range(4)]
    assert len(mailoutbox) == 3 and not pages[-1].redirect_chain
    assert settings.ACCOUNT_RATE_LIMITS["request_login_code"].endswith("6/h/key")


def test_the_letter_speaks_the_language_of_its_reader(cast, mailoutbox):
    for language in ("nl", "en"):
        type(cast.accounts["amina"]).objects.filter(pk=cast.accounts["amina"].pk).update(
            language=language, last_login=timezone.now()
        )
        ask(Client(), "amina")
    assert mailoutbox[0].subject != mailoutbox[1].subject == "Your code to sign in"
