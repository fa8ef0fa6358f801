"""Signing in with one tap: the link in the letter opens a page with a button, and the button spends it."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.views.decorators.http import require_http_methods

from werkzaam.web.people import queries as people
from werkzaam.web.people.access import open_to_all
from werkzaam.web.sites.sign_in_code import may_use_code

SALT = "werkzaam.sites.sign_in_link"
LIFETIME = 15 * 60  # seconds, as the code in the same letter


def address(request: HttpRequest, account: Any) -> str:
    """A fresh link for this account. It dies as soon as the account signs in, by whatever way."""
    made = signing.dumps([account.pk.hex, fingerprint(account)], salt=SALT)
    token = urlsafe_base64_encode(made.encode())  # one unbroken word: what logs leave out of an address
    return request.build_absolute_uri(reverse("sign_in_link", args=[token]))


def fingerprint(account: Any) -> str:
    """How the account stood when the link was made: other after each sign-in and after a new password."""
    stood = f"{account.pk.hex} {account.email} {account.password} {account.last_login}"
    return salted_hmac(SALT, stood, algorithm="sha256").hexdigest()


def account_behind(token: str) -> Any | None:
    """The account that a link opens, or None: not whole, too old, used, or the account is closed."""
    try:
        pk, stood = signing.loads(urlsafe_base64_decode(token).decode(), salt=SALT, max_age=LIFETIME)
    except (ValueError, signing.BadSignature):
        return None
    account = people.account(pk)
    if account is None or not account.is_active or not may_use_code(account):
        return None
    return account if constant_time_compare(stood, fingerprint(account)) else None


def spend(account: Any) -> bool:
    """Whether this is the one time: of two taps at once, one finds the account as it was."""
    same = type(account).objects.filter(pk=account.pk, last_login=account.last_login)
    return bool(same.update(last_login=timezone.now()))


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Looking spends nothing (mail programs look first); a second factor is still asked where there is one."""
    account = account_behind(token)
    if account is None or (request.method == "POST" and not spend(account)):
        return render(request, "sites/sign_in_link_closed.html", status=410)
    if request.method != "POST":
        return render(request, "sites/sign_in_link.html", {"name": account.name})
    record_authentication(request, account, method="code", email=account.email)
    response: HttpResponse = perform_login(request, account, email=account.email)
    return response


urlpatterns = [path("account/link/<str:token>/", sign_in_link, name="sign_in_link")]
