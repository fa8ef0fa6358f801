"""The gate every view passes. A view names its permission; without one it does not exist (tests/web/test_matrix)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.problem import Problem
from werkzaam.web.people import queries
from werkzaam.web.people.rules import NOBODY, Access

View = Callable[..., HttpResponse]


class Refused(Problem):
    """The account may not do this here; the same answer whether the thing exists or not."""

    code = "refused"
    status = 403


def refuse() -> Refused:
    return Refused(_("This page is not open to you. Ask your project leader if you think it should be."))


def require(allowed: bool) -> None:
    """Raise `Refused` unless `allowed`: the first line of an action."""
    if not allowed:
        raise refuse()


def access_of(request: HttpRequest) -> Access:
    """The access of whoever signed in, worked out once per request."""
    if not hasattr(request, "_access"):
        user = request.user
        request._access = (  # type: ignore[attr-defined]
            queries.access_of(user, on=timezone.localdate()) if user.is_authenticated else NOBODY
        )
    return request._access  # type: ignore[attr-defined, no-any-return]


def needs(permission: str) -> Callable[[View], View]:
    """Open a view to those who hold `permission` somewhere; the view's queries narrow it to where."""

    def gate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            require(access_of(request).may(permission))
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return gate


def signed_in(view: View) -> View:
    """Open to everyone with an account."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.permission = "signed in"  # type: ignore[attr-defined]
    return guarded


def open_to_all(view: View) -> View:
    """Open without an account: public pages, and pages that a token guards."""
    view.permission = "open"  # type: ignore[attr-defined]
    return view
