"""What every response gets, and how a Problem becomes a page."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import bad_request

from werkzaam.problem import Problem

Respond = Callable[[HttpRequest], HttpResponse]
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def headers(get_response: Respond) -> Respond:
    """Security headers that Django does not set itself; pages with persons are never kept by a cache."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return respond


class Problems:
    """Translate a `Problem` into one calm page, once, here."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):  # PostgreSQL keeps no NUL; no honest search has one
            return bad_request(request, BadRequest())
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Problem):
            return None
        return render(request, page_of(request), {"problem": exception}, status=exception.status)


def page_of(request: HttpRequest) -> str:
    """A respondent gets the small page, everyone else the page with the menu."""
    match = request.resolver_match
    small = match is not None and "respond" in match.app_names
    return "sites/respond_problem.html" if small else "sites/problem.html"
