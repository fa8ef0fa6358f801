"""The way in for a program: a key made on the page of the study is its password, for a day's session."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from werkzaam.problem import Problem
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import open_to_all
from werkzaam.web.survey.collectors import READ
from werkzaam.web.survey.models import Collector
from werkzaam.web.survey.openrosa.door import KeyUnknown, enter, require_valid

SALT, DAY = "werkzaam.odk", 24 * 60 * 60
CODES = {400: 400.2, 401: 401.2, 403: 403.1, 404: 404.1, 501: 501.5}  # as ODK Central numbers them


class NotSignedIn(Problem):
    code = "not-signed-in"
    status = 401


def by_session(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the key behind the session (`Authorization: Bearer …`; or `Basic …` with each request). Refusals
    are JSON, as Central's.

    Exempt from the CSRF check: no cookie opens anything here.
    """

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return answered(lambda: view(request, _key(request), **kwargs))

    return open_to_all(csrf_exempt(guarded))


def answered(respond: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return respond()
    except Problem as problem:
        code = CODES.get(problem.status, float(problem.status))
        told = {"message": problem.message, "code": code, "details": {"reason": problem.code}}
        return JsonResponse(told, status=problem.status)


def sign_in(request: HttpRequest, email: str, token: str) -> tuple[Collector, str]:
    """The key that stands for the password, and a session of one day. Raises NotSignedIn."""
    try:
        key = enter(request, token, READ)
    except KeyUnknown:
        raise _refused() from None
    account = people.account(key.account)
    if account is None or account.email.casefold() != email.strip().casefold():
        raise _refused()
    return key, signing.dumps(key.pk, salt=SALT)


def _key(request: HttpRequest) -> Collector:
    """Looked at anew on every request: a key that was taken back ends its sessions."""
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    if kind == "Basic":  # programs for tables know no sessions (RFC 7617)
        return _by_password(request, token)
    try:
        number = signing.loads(token, salt=SALT, max_age=DAY) if kind == "Bearer" else None
    except signing.BadSignature:
        number = None
    key = Collector.objects.select_related("study").filter(pk=number).first() if number else None
    if key is None:
        raise NotSignedIn(_("Sign in first: the session is unknown or over."))
    require_valid(key, READ)
    return key


def _by_password(request: HttpRequest, said: str) -> Collector:
    """E-mail address and key with every request."""
    try:
        email, _colon, password = b64decode(said, validate=True).decode().partition(":")
    except (ValueError, UnicodeDecodeError):
        raise _refused() from None
    return sign_in(request, email, password)[0]


def _refused() -> NotSignedIn:
    return NotSignedIn(_("The e-mail address and the key do not belong together."))
