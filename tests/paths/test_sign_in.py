"""Signing in as a person does: by password, with a code from an app, with a passkey, under the strict policy."""

from __future__ import annotations

import hashlib
import hmac
import re
import struct
import time
from base64 import b32decode
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(databases=["default", "research"], transaction=True),
]
PASSWORD = "een-lang-verzonnen-wachtwoord"


def one_time_code(secret: str) -> str:
    """The six digits of RFC 6238 for now."""
    digest = hmac.new(b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


@pytest.fixture
def window(cast: Any, visitor: Any) -> Any:
    """Ilse, on the page where she signs in."""
    ilse = cast.accounts["ilse"]
    ilse.set_password(PASSWORD)
    ilse.save()
    opened = visitor(width=360)
    opened.go("/account/login/")
    return opened


def fill_in(page: Any) -> None:
    page.get_by_label("E-mailadres").fill("ilse@example.org")
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.locator("main form").first.get_by_role("button", name="Inloggen").click()


def leave(window: Any) -> None:
    window.page.locator(".wz-menu summary").click()
    window.page.get_by_role("button", name="Uitloggen").click()
    window.page.wait_for_url("**/publications/")
    window.go("/account/login/")


def go_and_confirm(window: Any, path: str) -> None:
    """To a page that changes how one signs in: the password is asked once more."""
    window.go(path)
    assert not window.axe()
    window.page.locator("#id_password").fill(PASSWORD)
    window.page.locator("main form").first.get_by_role("button").click()
    window.page.wait_for_url(f"**{path}")


def test_a_wrong_password_says_so_and_keeps_the_address(window: Any) -> None:
    page = window.page
    page.get_by_label("E-mailadres").fill("ilse@example.org")
    page.get_by_label("Wachtwoord", exact=True).fill("iets anders")
    page.locator("main form").first.get_by_role("button", name="Inloggen").click()
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("E-mailadres").input_value() == "ilse@example.org"
    assert not window.axe()


def test_signing_in_leads_to_the_first_step_and_out_again(window: Any) -> None:
    fill_in(window.page)
    assert window.page.url.endswith("/guidance/consent/keys/")
    leave(window)
    assert window.page.url.endswith("/account/login/")


def test_a_code_from_an_app_is_asked_once_it_is_set_up(window: Any) -> None:
    page = window.page
    fill_in(page)
    go_and_confirm(window, "/account/2fa/totp/activate/")
    assert not window.axe()
    code = one_time_code(page.locator("#authenticator_secret").input_value())
    page.locator("#id_code").fill(code)
    page.locator("main form").first.get_by_role("button").click()
    page.wait_for_url("**/recovery-codes/")
    assert page.locator("#recovery_codes").is_visible()
    assert not window.axe()
    leave(window)
    fill_in(page)
    assert page.locator("#id_code").is_visible()
    assert not window.axe()


def test_a_passkey_opens_the_door_without_a_password(window: Any) -> None:
    page = window.page
    device = window.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    fill_in(page)
    go_and_confirm(window, "/account/2fa/webauthn/add/")
    assert not window.axe()
    page.locator("#id_name").fill("Telefoon van Ilse")
    page.locator("#id_passwordless").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/add/" not in url)
    window.go("/account/2fa/webauthn/")
    assert page.get_by_text("Telefoon van Ilse").is_visible()
    assert not window.axe()
    leave(window)
    page.locator("#passkey_login").click()
    page.wait_for_url("**/guidance/consent/keys/")


def letter(outbox: Any) -> tuple[str, str]:
    """(code, path of the link) of the letter that was sent last."""
    body = outbox[-1].body
    code, link = re.search(r"\b\d{6}\b", body), re.search(r"https?://[^/]+(/\S+)", body)
    assert code and link
    return code[0], link[1]


def test_a_participant_signs_in_without_a_password(cast: Any, visitor: Any, mailoutbox: Any) -> None:
    """Amina on her phone: a code by e-mail; the next day the link, which the mail program looked at first."""
    cache.clear()
    window = visitor(width=360)
    window.go("/account/login/")
    assert window.calm() == []
    window.follow("/account/login/code/")
    assert window.calm() == []
    window.fill(email="amina@example.org")
    window.send()
    window.arrives("/account/login/code/confirm/")
    assert window.calm() == []
    code, link = letter(mailoutbox)
    window.fill(code=f"{(int(code) + 1) % 1_000_000:06d}")
    window.send()
    expect(window.page.locator("#id_code[aria-invalid=true]")).to_be_visible()
    assert window.calm() == []
    window.fill(code=code)
    window.send()
    window.arrives("/guidance/mine/")
    window.context.clear_cookies(name="sessionid")
    by_link(window, mailoutbox)
    window.go(link)  # of the first letter: the code was used, so the link is too
    expect(window.page.locator('main a[href="/account/login/code/"]')).to_be_visible()
    assert window.calm() == []


def by_link(window: Any, mailoutbox: Any) -> None:
    window.go("/account/login/code/")
    window.fill(email="amina@example.org")
    window.send()
    window.arrives("/account/login/code/confirm/")
    _code, link = letter(mailoutbox)
    for _look in range(2):
        window.go(link)
    assert window.calm() == []
    window.send()
    window.arrives("/guidance/mine/")
